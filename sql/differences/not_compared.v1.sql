-- Not compared: documents and ledger entries of unread kinds, and documents that share a difference with most of their kind or
--        are half posted, each with the amount that would be its difference if it had no counterpart.
--
-- since: 2000-01
-- grain: one row for each document or ledger line that is not compared
-- key:   side, doc_type, ref, _landing, _line
-- rule:  cannot-tell.md#references-that-cannot-be-read, causes-ledger.md#not-compared
--        These documents and entries are never assigned another cause. If they belong together, their amounts add up to 0.00

with

unread_families as (
    select family, period
    from unread_kinds
    union
    select family, period
    from unlisted_families
),

unread_beginnings as (
    select distinct doc_type, beginning, period
    from unread_kinds
),

documents_of_kind as (
    select
        'books' as side, sales_effects.doc_type, sales_effects.ref, sales_effects.amount, cast(0 as decimal(18, 2)) as leg2,
        sales_effects.gap as revenue, 'sales_documents' as dataset, sales_effects._landing, sales_effects._line
    from sales_effects
    inner join unread_beginnings
        on unread_beginnings.doc_type = sales_effects.doc_type
        and unread_beginnings.beginning = regexp_extract(sales_effects.ref_key, '^[^0-9]*')
        and unread_beginnings.period = strftime(sales_effects.acct_date, '%Y-%m')
    where
        sales_effects.booked
        and sales_effects.status = 'IMPORTED'
    union all
    select
        'ledger' as side, goods_effects.doc_type, goods_effects.ref, goods_effects.amount,
        case when goods_effects.is_compared then goods_effects.sohr_effect - goods_effects.ledger_effect else 0 end as leg2,
        cast(0 as decimal(18, 2)) as revenue, goods_effects.dataset, goods_effects._landing, goods_effects._line
    from goods_effects
    inner join unread_beginnings
        on unread_beginnings.doc_type = goods_effects.doc_type
        and unread_beginnings.beginning = regexp_extract(goods_effects.ref_key, '^[^0-9]*')
        and unread_beginnings.period = strftime(goods_effects.acct_date, '%Y-%m')
    where
        goods_effects.booked
        and (goods_effects.status = 'IMPORTED' or goods_effects.doc_type = 'ADJ')
),

withheld as (
    select side, doc_type, ref, period from alike_differences
    union
    select side, doc_type, ref, period from half_posted
    union
    -- A batch may differ from its orders because one of them cannot be read.
    select 'books' as side, sales_effects.doc_type, sales_effects.ref, strftime(sales_effects.acct_date, '%Y-%m') as period
    from sales_effects
    inner join incomplete_exports on incomplete_exports.dataset in ('sales_documents', 'payments')
    where
        sales_effects.doc_type = 'BATCH'
        and sales_effects.gap <> 0
    union
    -- The books may hold a back order under its original order, which cannot be read.
    select 'ledger' as side, goods_effects.doc_type, goods_effects.ref, strftime(goods_effects.acct_date, '%Y-%m') as period
    from goods_effects
    inner join order_families on order_families.ref_key = goods_effects.ref_key
    inner join unreadable_rows
        on unreadable_rows.ref_key = order_families.family
        and unreadable_rows.ref_key <> goods_effects.ref_key
    where
        unreadable_rows.dataset = 'purchase_documents'
        and goods_effects.doc_type = 'PO'
        and not goods_effects.is_posted
),

withheld_documents as (
    select withheld.*
    from withheld
    left join unread_beginnings
        on unread_beginnings.doc_type = withheld.doc_type
        and unread_beginnings.beginning = regexp_extract(upper(withheld.ref), '^[^0-9]*')
        and unread_beginnings.period = withheld.period
    where unread_beginnings.doc_type is null
),

documents_withheld as (
    select
        'books' as side, sales_effects.doc_type, sales_effects.ref, sales_effects.amount, cast(0 as decimal(18, 2)) as leg2,
        sales_effects.gap as revenue, 'sales_documents' as dataset, sales_effects._landing, sales_effects._line
    from sales_effects
    inner join withheld_documents
        on withheld_documents.side = 'books'
        and withheld_documents.doc_type = sales_effects.doc_type
        and withheld_documents.ref = sales_effects.ref
    union all
    select
        'ledger' as side, ledger_effects.doc_type, ledger_effects.ref, ledger_effects.amount, ledger_effects.leg2,
        cast(0 as decimal(18, 2)) as revenue, ledger_effects.dataset, ledger_effects._landing, ledger_effects._line
    from ledger_effects
    inner join withheld_documents
        on withheld_documents.side = 'ledger'
        and withheld_documents.doc_type = ledger_effects.doc_type
        and withheld_documents.ref = ledger_effects.ref
),

lines_of_kind as (
    select
        'line' as side, ledger_lines_alone.doc_type, ledger_lines_alone.ref, ledger_lines_alone.net as amount,
        cast(case when ledger_lines_alone.role = 'inventory' then -ledger_lines_alone.net else 0 end as decimal(18, 2)) as leg2,
        cast(
            case when ledger_lines_alone.role = 'revenue' and ledger_lines_alone.is_in_month then ledger_lines_alone.net else 0 end
            as decimal(18, 2)
        ) as revenue,
        'ledger_entries' as dataset, ledger_lines_alone._landing, ledger_lines_alone._line
    from ledger_lines_alone
    inner join unread_families
        on unread_families.period = ledger_lines_alone.period
        and unread_families.family = case
            when ledger_lines_alone.role = 'revenue' then 'sale'
            when ledger_lines_alone.kind in ('bill', 'bill_credit') then 'bill'
            when ledger_lines_alone.kind = 'journal' then 'journal'
        end
)

select
    'not_compared' as cause_id,
    0 as precedence,
    side,
    doc_type,
    ref,
    cast(abs(amount) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(leg2 as decimal(18, 2)) as leg2,
    cast(revenue as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from (
    select * from documents_of_kind
    union all
    select * from documents_withheld
) as documents
union all
select
    'not_compared' as cause_id,
    0 as precedence,
    side,
    doc_type,
    ref,
    cast(abs(amount) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    leg2,
    revenue,
    dataset,
    _landing,
    _line
from lines_of_kind
