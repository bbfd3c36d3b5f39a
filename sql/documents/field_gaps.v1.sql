-- Field gaps: a blank field of a document that has its other date on or before the period end.
--
-- since: 2000-01
-- grain: one row for each document and each of its blank fields
-- key:   doc_type, ref_key, missing_field
-- rule:  posting.md#reconcilable

with

live as (
    select *
    from documents
    where not is_void and not is_draft
),

gaps as (
    select
        live.doc_type, live.ref_key,
        case live.doc_type
            when 'SO' then 'Fully Dispatched Date'
            when 'PO' then 'Fully Received Date'
            else 'Completed Date'
        end as missing_field
    from live
    where live.move_date is null and (live.booked or (live.is_open_auto and live.created_date <= $period_end))
    union all
    select
        live.doc_type, live.ref_key,
        case live.doc_type
            when 'CN' then 'Credit Note Date'
            when 'SCN' then 'Supplier Credit Note Date'
            when 'ADJ' then 'Accounting Adjustment Date'
            else 'Invoice Date'
        end as missing_field
    from live
    where live.acct_date is null and (live.moved or (live.is_open_auto and live.created_date <= $period_end))
    union all
    select live.doc_type, live.ref_key, 'Sales Reference' as missing_field
    from live
    where
        live.doc_type = 'CN'
        and live.sales_reference is null
        and not live.lacks_sales_reference
        and (live.moved or live.booked)
    union all
    select
        live.doc_type, live.ref_key,
        case live.doc_type when 'PO' then 'Supplier Inv No' else 'Supplier Credit Note No' end as missing_field
    from live
    where
        live.doc_type in ('PO', 'SCN')
        and live.supplier_inv_no is null
        and (live.moved or live.booked)
)

select
    gaps.missing_field,
    live.*
from gaps
inner join live
    on live.doc_type = gaps.doc_type
    and live.ref_key = gaps.ref_key
