-- Cleared timing differences: documents that were open at the previous month end and have since cleared, with the reason.
--
-- since: 2000-01
-- key:   doc_type, ref
-- needs: sales_documents, purchase_documents, stock_adjustments
-- words: cleared_by_code as cleared_by
-- rule:  timing.md#clearing

with

cleared_items as (
    select straddling_before.*
    from straddling_before
    where not exists (
        select 1
        from straddling
        where straddling.doc_type = straddling_before.doc_type and straddling.ref = straddling_before.ref
    )
    and not exists (
        select 1
        from unreadable_rows
        where
            unreadable_rows.ref_key = straddling_before.ref_key
            and unreadable_rows.period = $period
    )
)

select
    cleared_items.doc_type,                                                           -- Type
    cleared_items.ref,                                                                -- Reference
    cleared_items.flow,                                                               -- Flow
    cleared_items.contact,                                                            -- Customer, supplier or reason
    documents.move_date,                                                              -- Stock moved
    documents.acct_date,                                                              -- Booked
    cleared_items.class as previous_class,                                            -- Direction last month
    cast(abs(cleared_items.value) as decimal(18, 2)) as value,                        -- Stock value
    case
        when documents.is_void then 'voided'
        when documents.moved and documents.booked then 'both_dates_reached'
        else 'dates_changed'
    end as cleared_by_code,                                                           -- Cleared by
    documents.dataset as _dataset,
    documents._landing,
    documents._line
from cleared_items
inner join documents
    on documents.doc_type = cleared_items.doc_type
    and documents.ref_key = cleared_items.ref_key
order by
    cleared_items.doc_type,
    cleared_items.ref
