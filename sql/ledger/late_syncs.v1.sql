-- Late syncs: documents that reached the books after the exports for their accounting month were taken.
--
-- since: 2000-01
-- grain: one row for each document that was synced late
-- key:   doc_type, ref_key
-- rule:  posting.md#late-syncs
--        `synced_in` is the first month whose export shows the document as imported

with

booked_documents as (
    -- A document that no later month lists was not synced late.
    select
        doc_type,
        ref_key,
        dataset,
        strftime(acct_date, '%Y-%m') as booked_in
    from documents
    where
        acct_date < $period_start
        and file_period > strftime(acct_date, '%Y-%m')
        and not is_void
        and not is_draft
        and (status = 'IMPORTED' or (doc_type = 'ADJ' and moved))
),

listings as (
    select 'sales_documents' as dataset, doc_type, ref_key, period, acct_date
    from sales_documents
    where status = 'IMPORTED'
    union all
    select 'purchase_documents' as dataset, doc_type, ref_key, period, acct_date
    from purchase_documents
    where coalesce(status, 'IMPORTED') = 'IMPORTED'
    union all
    select 'stock_adjustments' as dataset, 'ADJ' as doc_type, ref_key, period, acct_date
    from stock_adjustments
    where move_date is not null
),

first_imports as (
    select
        booked_documents.doc_type,
        booked_documents.ref_key,
        booked_documents.dataset,
        booked_documents.booked_in,
        min(listings.period) as synced_in
    from booked_documents
    inner join listings
        on listings.dataset = booked_documents.dataset
        and listings.doc_type = booked_documents.doc_type
        and listings.ref_key = booked_documents.ref_key
        and listings.period >= booked_documents.booked_in
        and listings.period <= $period
        and strftime(listings.acct_date, '%Y-%m') = booked_documents.booked_in
    group by
        booked_documents.doc_type,
        booked_documents.ref_key,
        booked_documents.dataset,
        booked_documents.booked_in
),

exported_months as (
    select distinct dataset, period
    from landings
    where period <= $period
)

select
    first_imports.doc_type,
    first_imports.ref_key,
    first_imports.synced_in
from first_imports
inner join exported_months
    on exported_months.dataset = first_imports.dataset
    and exported_months.period = first_imports.booked_in
where
    first_imports.synced_in > first_imports.booked_in
    and not exists (
        -- The row that cannot be read may have shown the document as imported.
        select 1
        from unreadable_rows
        where
            unreadable_rows.dataset = first_imports.dataset
            and unreadable_rows.ref_key = first_imports.ref_key
            and unreadable_rows.period >= first_imports.booked_in
            and unreadable_rows.period < first_imports.synced_in
    )
