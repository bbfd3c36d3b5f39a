-- Twin orders: the duplicate among purchase orders that have the same supplier and the same supplier invoice number.
--
-- since: 2000-01
-- grain: one row for each supplier and invoice number that several orders share
-- key:   ref_key
-- rule:  causes-purchases.md#p24-duplicate-supplier-invoice
--        The duplicate is the order that was never received or, if both were received, the later one. An order and its back orders share
--        one supplier invoice number, so they count once, under the first of them. `twin_key` is the order that it repeats

with

numbered_orders as (
    select
        documents.ref_key,
        documents.contact,
        documents.created_date,
        documents.moved or documents.booked as is_live,
        coalesce(documents.qty_moved, 0) <> 0 or documents.move_date is not null as is_received,
        upper(trim(documents.supplier_inv_no)) as number,
        order_families.family
    from documents
    inner join order_families on order_families.ref_key = documents.ref_key
    where
        documents.doc_type = 'PO'
        and documents.supplier_inv_no is not null
        and not documents.is_void
        and not documents.is_draft
),

shared_numbers as (
    select contact, number
    from numbered_orders
    group by
        contact,
        number
    having min(family) <> max(family)
),

family_heads as (
    select
        numbered_orders.*,
        row_number() over (
            partition by numbered_orders.contact, numbered_orders.number, numbered_orders.family
            order by numbered_orders.ref_key
        ) as of_family
    from shared_numbers
    inner join numbered_orders
        on numbered_orders.contact is not distinct from shared_numbers.contact
        and numbered_orders.number = shared_numbers.number
),

ranked_heads as (
    select
        ref_key,
        number,
        lead(ref_key) over (
            partition by contact, number
            order by
                case when is_received then 0 else 1 end desc,
                created_date desc nulls first,
                ref_key desc
        ) as twin_key,
        max(case when is_live then 1 else 0 end) over (partition by contact, number) as is_any_live,
        row_number() over (
            partition by contact, number
            order by
                case when is_received then 0 else 1 end desc,
                created_date desc nulls first,
                ref_key desc
        ) as nth
    from family_heads
    where of_family = 1
)

select
    ref_key,
    number,
    twin_key
from ranked_heads
where
    is_any_live = 1
    and nth = 1
