-- Duplicate supplier invoices: each duplicate purchase order with the order that it repeats, and what the ledger shows as paid for both.
--
-- since: 2000-01
-- key:   ref
-- needs: purchase_documents, ledger_entries
-- rule:  causes-purchases.md#p24-duplicate-supplier-invoice
--        A payment is blank if no uploaded ledger shows one. `recoverable` is the smaller of the two payments, if there are two

with

paid_bills as (
    select ref_key, sum(net) as paid
    from ledger_read
    where
        doc_type = 'PO'
        and role = 'payable'
        and kind = 'payment'
    group by ref_key
),

pairs as (
    select
        named_differences.ref,
        duplicates.contact,
        twin_orders.number,
        originals.ref as twin_ref,
        own.paid,
        other.paid as twin_paid
    from named_differences
    inner join documents as duplicates
        on duplicates.doc_type = named_differences.doc_type
        and duplicates.ref = named_differences.ref
    inner join twin_orders on twin_orders.ref_key = duplicates.ref_key
    left join documents as originals
        on originals.doc_type = 'PO'
        and originals.ref_key = twin_orders.twin_key
    left join paid_bills as own on own.ref_key = duplicates.ref_key
    left join paid_bills as other on other.ref_key = twin_orders.twin_key
    where named_differences.cause_id = 'P24'
)

select distinct
    ref,                                                                              -- Reference
    contact,                                                                          -- Supplier
    number,                                                                           -- Supplier invoice number
    twin_ref,                                                                         -- The order that it repeats
    cast(paid as decimal(18, 2)) as paid,                                             -- Paid for the duplicate
    cast(twin_paid as decimal(18, 2)) as twin_paid,                                   -- Paid for the other order
    cast(case when paid > 0 and twin_paid > 0 then least(paid, twin_paid) end as decimal(18, 2)) as recoverable  -- May be recovered
from pairs
order by ref
