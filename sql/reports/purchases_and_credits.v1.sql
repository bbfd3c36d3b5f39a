-- Purchase orders and supplier credit notes: the month's documents as Omni reports them, with flags.
--
-- since: 2000-01
-- key:   order_ref
-- units: qty_ordered, qty_received
-- needs: purchase_documents
-- rule:  statuses-and-flags.md#purchase-orders-and-supplier-credit-notes
--        Flags are set as at month end. Documents that vanished while open are also listed
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128577841679

with

listed_purchases as (
    select documents.*, purchase_documents.po_status, purchase_documents.product_total, purchase_documents.total_tax
    from documents
    inner join purchase_documents
        on purchase_documents._landing = documents._landing
        and purchase_documents._line = documents._line
    where documents.file_period = $period or documents.vanished
),

twins as (
    -- An order and its back orders may share one supplier invoice number, so they are treated as one order.
    select
        documents.contact,
        upper(trim(documents.supplier_inv_no)) as number
    from documents
    left join order_families on order_families.ref_key = documents.ref_key
    where
        documents.doc_type in ('PO', 'SCN')
        and documents.supplier_inv_no is not null
        and not documents.is_void
        and not documents.is_draft
    group by
        documents.contact,
        upper(trim(documents.supplier_inv_no))
    having count(distinct coalesce(order_families.family, documents.ref_key)) > 1
),

flagged_purchases as (
    select
        listed_purchases.*,
        listed_purchases.is_void or listed_purchases.is_draft as is_out,
        listed_purchases.moved and listed_purchases.acct_date is null as is_not_invoiced,
        listed_purchases.booked and listed_purchases.move_date is null as is_not_received,
        listed_purchases.moved <> listed_purchases.booked
        and listed_purchases.move_date is not null
        and listed_purchases.acct_date is not null as is_straddling,
        listed_purchases.supplier_inv_no is null
        and not listed_purchases.lacks_number
        and (listed_purchases.moved or listed_purchases.booked) as is_without_number,
        listed_purchases.booked and coalesce(listed_purchases.status, 'NOT_IMPORTED') <> 'IMPORTED' as is_not_imported,
        twins.number is not null as is_twin,
        coalesce(abs(listed_purchases.qty_moved) > abs(listed_purchases.qty_ordered), false) as is_over
    from listed_purchases
    left join twins
        on twins.contact = listed_purchases.contact
        and twins.number = upper(trim(listed_purchases.supplier_inv_no))
)

select
    created_date,                                                                     -- Created
    doc_type,                                                                         -- Type
    ref as order_ref,                                                                 -- Reference
    contact as supplier,                                                              -- Supplier
    supplier_inv_no,                                                                  -- Supplier invoice no
    move_date,                                                                        -- Fully received / completed
    acct_date,                                                                        -- Invoice / supplier credit date
    po_status,                                                                        -- PO status
    status,                                                                           -- Accounting status
    cast(qty_ordered as decimal(18, 2)) as qty_ordered,                               -- Ordered
    cast(qty_moved as decimal(18, 2)) as qty_received,                                -- Received
    cast(value as decimal(18, 2)) as purchases_total,                                 -- Purchases total
    cast(landing_costs as decimal(18, 2)) as landing_costs,                           -- Landing costs
    cast(product_total as decimal(18, 2)) as product_total,                           -- Product total
    cast(total_tax as decimal(18, 2)) as total_tax,                                   -- Tax
    cast(amount_incl as decimal(18, 2)) as total_incl,                                -- Total incl. tax
    case when is_not_invoiced and not is_out then 'Y' else 'N' end as ps1,            -- PS1 received, no invoice date
    case when is_not_received and not is_out then 'Y' else 'N' end as ps2,            -- PS2 invoiced, not received
    case when is_straddling and not is_out then 'Y' else 'N' end as ps3,              -- PS3 dates on both sides of month end
    -- PS4 quantities differ
    case
        when is_in_part and not is_out then 'Y'
        when is_out or qty_ordered - qty_moved is not null or not (moved or booked) then 'N'
    end as ps4,
    -- PS5 no supplier number
    case when is_without_number and not is_out then 'Y' when is_out or not lacks_number or not (moved or booked) then 'N' end as ps5,
    case when is_not_imported and not is_out then 'Y' else 'N' end as ps6,            -- PS6 invoiced, not imported
    case
        when doc_type = 'SCN' and (is_not_invoiced or is_not_received or is_without_number) and not is_out
            then 'Y'
        when doc_type = 'PO' and not lacks_value then 'N'
        when doc_type = 'SCN' and (is_out or not lacks_number or not (moved or booked)) then 'N'
    end as ps7,                                                                       -- PS7 supplier credit incomplete
    -- PS8 duplicate supplier number
    case when is_twin and not is_out then 'Y' when is_out or not lacks_number then 'N' end as ps8,
    -- PS9 over-receipt
    case when is_over and not is_out then 'Y' when is_out or qty_ordered - qty_moved is not null then 'N' end as ps9,
    case when is_void then 'Y' else 'N' end as void,                                  -- Void
    case when vanished then 'Y' else 'N' end as vanished,                             -- Missing from the newest export
    dataset as _dataset,
    _landing,
    _line
from flagged_purchases
order by
    created_date nulls last,
    order_ref
