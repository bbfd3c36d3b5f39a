-- Late syncs: documents that reached the books after the files of the month they are dated in had been taken.
--
-- since: 2000-01
-- grain: one row for each document that was synced late
-- key:   doc_type, ref_key
-- rule:  posting.md#late-syncs
--        `synced_in` is the first month whose export shows the document imported

with

dated as (
    select
        doc_type,
        ref_key,
        dataset,
        strftime(acct_date, '%Y-%m') as booked_in
    from documents
    where
        acct_date < $period_start
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

imported as (
    select
        dated.doc_type,
        dated.ref_key,
        dated.dataset,
        dated.booked_in,
        min(listings.period) as synced_in
    from dated
    inner join listings
        on listings.dataset = dated.dataset
        and listings.doc_type = dated.doc_type
        and listings.ref_key = dated.ref_key
        and listings.period >= dated.booked_in
        and listings.period <= $period
        and strftime(listings.acct_date, '%Y-%m') = dated.booked_in
    group by
        dated.doc_type,
        dated.ref_key,
        dated.dataset,
        dated.booked_in
),

taken as (
    select distinct dataset, period
    from landings
    where period <= $period
)

select
    imported.doc_type,
    imported.ref_key,
    imported.synced_in
from imported
inner join taken
    on taken.dataset = imported.dataset
    and taken.period = imported.booked_in
where imported.synced_in > imported.booked_in
