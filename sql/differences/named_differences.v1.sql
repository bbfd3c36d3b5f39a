-- Named differences: each difference with its primary cause.
--
-- since: 2000-01
-- grain: one row for each difference: one side of a document, a ledger line, a journal or a double posting
-- key:   cause_id, side, doc_type, ref, _landing (may be blank), _line (may be blank)
-- rule:  bridge.md#one-cause-for-each-difference
--        A document's stock and its books are two separate differences. Each ledger line, COGS journal and double posting is also a
--        separate difference, even if it was only carried forward. An opening balance that differs from the previous closing balance
--        (side `opening`) has no document, because no file of the month contains the entry. A document that was not compared, or whose
--        cause an unreadable row could change, is not assigned a cause. Its amount is in `not_compared`

with

accusable_differences as (
    select causes.*
    from causes
    left join (select distinct doc_type, ref, side from not_compared where side <> 'line') as documents
        on documents.doc_type = causes.doc_type
        and documents.ref = causes.ref
        and documents.side = causes.side
    left join (select distinct _landing, _line from not_compared where side = 'line') as lines
        on lines._landing = causes._landing
        and lines._line = causes._line
        and causes.side in ('line', 'purged')
    where
        documents.ref is null
        and lines._line is null
),

unknown_documents as (
    -- An unreadable payment, cost or movement of the document could show another cause.
    select documents.doc_type, documents.ref
    from documents
    inner join unreadable_rows on unreadable_rows.ref_key = documents.ref_key
    where unreadable_rows.dataset not in ('sales_documents', 'purchase_documents', 'stock_adjustments')
    union
    -- The order may be the duplicate of one that cannot be read.
    select documents.doc_type, documents.ref
    from documents
    inner join incomplete_exports on incomplete_exports.dataset = 'purchase_documents'
    where
        documents.doc_type = 'PO'
        and documents.supplier_inv_no is not null
        and documents.booked
        and not documents.moved
),

ranked_differences as (
    select
        *,
        row_number() over (
            partition by side, doc_type, ref, case when side in ('line', 'journal', 'carried') then _landing || '/' || _line else '' end
            order by precedence, cause_id
        ) as rank
    from accusable_differences
)

select
    case when unknown_documents.ref is null then ranked_differences.cause_id else 'not_compared' end as cause_id,
    ranked_differences.precedence,
    ranked_differences.side,
    ranked_differences.doc_type,
    ranked_differences.ref,
    ranked_differences.amount,
    ranked_differences.leg1,
    ranked_differences.leg2,
    ranked_differences.revenue,
    ranked_differences.dataset,
    ranked_differences._landing,
    ranked_differences._line
from ranked_differences
left join unknown_documents
    on unknown_documents.doc_type = ranked_differences.doc_type
    and unknown_documents.ref = ranked_differences.ref
where
    ranked_differences.rank = 1
    or ranked_differences.side in ('line', 'journal', 'cut', 'carried')
union all
select *
from not_compared
union all
select
    case when is_first then 'A08' else 'G05' end as cause_id,
    0 as precedence,
    'opening' as side,
    'GL' as doc_type,
    period as ref,
    cast(abs(drift) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-drift as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_balances' as dataset,
    cast(null as varchar) as _landing,
    cast(null as integer) as _line
from ledger_drifts
where drift <> 0
