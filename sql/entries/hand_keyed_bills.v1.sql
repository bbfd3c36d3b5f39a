-- Hand-keyed bills: the order for each bill that refers to no order, found by the supplier and the supplier's number.
--
-- since: 2000-01
-- grain: one row for each such bill line
-- key:   _landing, _line
-- rule:  references.md#supplier-numbers
--        Bills that are not synced (because there is no integration, or the order is not imported) are keyed by hand under the supplier's
--        number. If several orders have that number, the only one that is not void is used

with

unnamed_bills as (
    select
        _landing,
        _line,
        upper(trim(reference)) as number,
        lower(trim(contact)) as contact,
        lower(trim(description)) as description
    from ledger_read
    where
        family = 'bill'
        and doc_type is null
),

orders as (
    select
        documents.doc_type,
        documents.ref_key,
        documents.is_void,
        upper(trim(documents.supplier_inv_no)) as number,
        lower(trim(documents.contact)) as contact
    from documents
    cross join settings_in_force
    inner join packages on packages.code = settings_in_force.package
    where
        (not packages.syncs or (coalesce(documents.status, 'NOT_IMPORTED') <> 'IMPORTED' and not documents.is_void))
        and not documents.is_draft
)

select
    unnamed_bills._landing,
    unnamed_bills._line,
    coalesce(min(case when not orders.is_void then orders.doc_type end), min(orders.doc_type)) as doc_type,
    coalesce(min(case when not orders.is_void then orders.ref_key end), min(orders.ref_key)) as ref_key
from unnamed_bills
inner join orders
    on orders.number = unnamed_bills.number
    and (
        orders.contact = unnamed_bills.contact
        or left(unnamed_bills.description, length(orders.contact)) = orders.contact
    )
group by
    unnamed_bills._landing,
    unnamed_bills._line
having
    count(distinct case when not orders.is_void then orders.ref_key end) = 1
    or count(distinct orders.ref_key) = 1
