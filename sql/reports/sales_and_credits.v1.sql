-- Sales orders and credit notes: the month's documents as Omni reports them, with flags.
--
-- since: 2000-01
-- key:   order_ref
-- units: qty_ordered, qty_dispatched
-- needs: sales_documents
-- rule:  statuses-and-flags.md#sales-orders-and-credit-notes
--        Flags are set as at month end, and blank if the export does not state what they test. Documents that vanished while open are
--        also listed
-- help:  https://help.omni.cin7.com/hc/en-us/articles/9128584759695

with

settings_row as (
    select * from settings_in_force
),

listed_sales as (
    select
        documents.*, sales_documents.sales_incl, sales_documents.sales_tax, sales_documents.gross_profit, sales_documents.gp_pct,
        landings.exported_on
    from documents
    inner join sales_documents
        on sales_documents._landing = documents._landing
        and sales_documents._line = documents._line
    inner join landings
        on landings.landing = documents._landing
        and landings.dataset = 'sales_documents'
    where documents.file_period = $period or documents.vanished
),

flagged_sales as (
    select
        listed_sales.*,
        listed_sales.moved and listed_sales.acct_date is null as is_not_invoiced,
        listed_sales.booked and listed_sales.move_date is null as is_not_dispatched,
        listed_sales.moved <> listed_sales.booked
        and listed_sales.move_date is not null
        and listed_sales.acct_date is not null as is_straddling,
        listed_sales.booked and coalesce(listed_sales.status, 'NOT_IMPORTED') in ('NOT_IMPORTED', 'ERROR') as is_not_imported,
        coalesce(listed_sales.status = 'DO_NOT_IMPORT', false) and listed_sales.payment_batch_ref is null
        and not listed_sales.lacks_batches
        and coalesce(listed_sales.amount_incl, 1) <> 0
        and not settings_row.third_party_sales_poster as is_unbatched,
        coalesce(listed_sales.status = 'IMPORTED', false) and listed_sales.payment_batch_ref is not null as is_twice,
        listed_sales.doc_type = 'CN' and listed_sales.sales_reference is null and not listed_sales.lacks_sales_reference
        and (listed_sales.moved or listed_sales.booked) as is_without_sales_reference,
        listed_sales.moved
        and listed_sales.booked
        and listed_sales.failing_condition is null
        and not listed_sales.lacks_value
        and coalesce(listed_sales.value, 0) = 0 as is_costless,
        coalesce(listed_sales.move_date > listed_sales.exported_on, false)
        or coalesce(listed_sales.acct_date > listed_sales.exported_on, false)
        or coalesce(date_diff('day', listed_sales.acct_date, listed_sales.created_date) > 31, false) as is_odd_date,
        coalesce(round(listed_sales.sales_incl - listed_sales.sales_tax, 2) <> round(listed_sales.amount, 2), false) as is_off
    from listed_sales
    cross join settings_row
)

select
    created_date,                                                                     -- Created
    doc_type,                                                                         -- Type
    ref as order_ref,                                                                 -- Reference
    contact as customer,                                                              -- Customer
    move_date,                                                                        -- Fully dispatched / completed
    acct_date,                                                                        -- Invoice / credit note date
    status,                                                                           -- Accounting status
    payment_batch_ref,                                                                -- Payment batch
    cast(qty_ordered as decimal(18, 2)) as qty_ordered,                               -- Ordered
    cast(qty_moved as decimal(18, 2)) as qty_dispatched,                              -- Dispatched
    cast(sales_incl as decimal(18, 2)) as sales_incl,                                 -- Sales incl. tax
    cast(sales_tax as decimal(18, 2)) as sales_tax,                                   -- Tax
    cast(amount as decimal(18, 2)) as sales,                                          -- Sales
    cast(value as decimal(18, 2)) as cost,                                            -- Cost
    cast(gross_profit as decimal(18, 2)) as gross_profit,                             -- Gross profit
    cast(gp_pct as decimal(18, 2)) as gp_pct,                                         -- GP %
    sales_reference,                                                                  -- Sales reference
    case when is_not_invoiced then 'Y' else 'N' end as sc1,                           -- SC1 moved, no accounting date
    case when is_not_dispatched then 'Y' else 'N' end as sc2,                         -- SC2 booked, not moved
    case when is_straddling then 'Y' else 'N' end as sc3,                             -- SC3 dates on both sides of month end
    -- SC4 quantities differ
    case when is_in_part then 'Y' when qty_ordered - qty_moved is not null or not (moved or booked) then 'N' end as sc4,
    case when is_not_imported then 'Y' else 'N' end as sc5,                           -- SC5 booked, not imported or in error
    -- SC6 Do Not Import without a batch
    case when is_unbatched then 'Y' when not lacks_batches then 'N' end as sc6,
    case when is_twice then 'Y' when not lacks_batches then 'N' end as sc7,   -- SC7 imported and batched
    case when is_without_sales_reference then 'Y' else 'N' end as sc8,                -- SC8 credit without a Sales Reference
    -- SC9 eligible, cost blank or zero
    case when is_costless then 'Y' when not lacks_value then 'N' end as sc9,
    -- SC10 date after export, or booked over 31 days before created
    case
        when is_odd_date then 'Y'
        when coalesce(move_date, acct_date) is null then 'N'
        when exported_on is not null and (acct_date is null or created_date is not null) then 'N'
    end as sc10,
    case when is_refund_only then 'Y' else 'N' end as c06,                            -- C06 refund without restock
    -- T8 sales do not equal the total less tax
    case when is_off then 'Y' when sales_incl - sales_tax - amount is not null then 'N' end as t8,
    case when vanished then 'Y' else 'N' end as vanished,                             -- Missing from the newest export
    dataset as _dataset,
    _landing,
    _line
from flagged_sales
order by
    created_date nulls last,
    order_ref
