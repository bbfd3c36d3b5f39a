-- Half posted: documents that are on payables or receivables in the ledger, although the file lacks their stock or sales account.
--
-- since: 2000-01
-- grain: one row for each half-posted document
-- key:   side, doc_type, ref
-- rule:  cannot-tell.md#ledger-files-that-hold-only-a-part
--        Payables, receivables or the ledger's own list contain the document in full, but the file does not include its stock or sales
--        account

with

slots (slot) as (
    values (1), (2), (3), (4)
),

bill_parts as (
    select
        ledger_read._landing,
        ledger_read._line,
        case slots.slot when 1 then key_1 when 2 then key_2 when 3 then key_3 else key_4 end as ref_key
    from ledger_read
    cross join slots
    where
        ledger_read.role = 'payable'
        and ledger_read.kind in ('bill', 'bill_credit')
),

owed_documents as (
    select distinct document_names.bill_type as doc_type, document_names.ref_key
    from bill_parts
    inner join document_names on document_names.ref_key = bill_parts.ref_key
    left join several_named
        on several_named.dataset = 'ledger_entries'
        and several_named._landing = bill_parts._landing
        and several_named._line = bill_parts._line
        and several_named.nth = 1
    where
        coalesce(several_named.ref_key = document_names.ref_key, true)
        and document_names.bill_type is not null
),

half_posted_documents as (
    select
        'ledger' as side, 'bill' as family, goods_effects.doc_type, goods_effects.ref, goods_effects.ref_key,
        strftime(goods_effects.acct_date, '%Y-%m') as period
    from goods_effects
    left join owed_documents
        on owed_documents.doc_type = goods_effects.doc_type
        and owed_documents.ref_key = goods_effects.ref_key
    where
        goods_effects.doc_type in ('PO', 'SCN')
        and goods_effects.booked
        and goods_effects.status = 'IMPORTED'
        and not goods_effects.is_void
        and not goods_effects.is_draft
        and goods_effects.is_compared
        and not goods_effects.is_posted
        and goods_effects.sohr_effect <> 0
        and not goods_effects.is_dated_later
        and (owed_documents.ref_key is not null or goods_effects.is_live_there)
    union all
    select
        'books' as side, 'sale' as family, doc_type, ref, ref_key, strftime(acct_date, '%Y-%m') as period
    from sales_effects
    where
        doc_type in ('SO', 'CN')
        and booked
        and status = 'IMPORTED'
        and not is_void
        and not is_draft
        and is_revenue_known
        and amount <> 0
        and posted_revenue = 0
        and is_on_receivable
        and abs(posted_total - amount_incl) <= 0.02
)

select
    half_posted_documents.side,
    half_posted_documents.family,
    half_posted_documents.doc_type,
    half_posted_documents.ref,
    half_posted_documents.period,
    'half_posted|'
    || half_posted_documents.doc_type
    || '|'
    || cast(count(*) over (partition by half_posted_documents.doc_type, half_posted_documents.period) as varchar)
    || '|' || half_posted_documents.period as reason_code
from half_posted_documents
left join outside_effects
    on outside_effects.doc_type = half_posted_documents.doc_type
    and outside_effects.ref_key = half_posted_documents.ref_key
where outside_effects.ref_key is null
