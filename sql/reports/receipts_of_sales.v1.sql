-- Receipts of sales: the purchase order that last received each product of a sale whose COGS is blank or implausible.
--
-- since: 2000-01
-- key:   doc_type, ref, product
-- needs: stock_movements
-- rule:  cogs.md#estimates
--        The receipt is the newest one on or before the day on which the sale moved

with

sold_products as (
    select distinct
        cogs_estimates.doc_type,
        cogs_estimates.ref,
        movement_lines.product,
        movement_lines.move_date
    from cogs_estimates
    inner join movement_lines
        on movement_lines.doc_type = cogs_estimates.doc_type
        and movement_lines.ref_key = cogs_estimates.ref_key
),

ranked_receipts as (
    select
        sold_products.doc_type,
        sold_products.ref,
        sold_products.product,
        receipts.ref as receipt,
        receipts.move_date as received_on,
        receipts.units,
        receipts._landing,
        receipts._line,
        row_number() over (
            partition by sold_products.doc_type, sold_products.ref, sold_products.product
            order by receipts.move_date desc, receipts.units desc, receipts.ref, receipts._landing, receipts._line
        ) as age
    from sold_products
    inner join movement_lines as receipts
        on receipts.product = sold_products.product
        and receipts.doc_type = 'PO'
        and receipts.units > 0
        and receipts.move_date <= sold_products.move_date
)

select
    doc_type,                                                                         -- Type
    ref,                                                                              -- Reference
    product,                                                                          -- Product
    receipt,                                                                          -- Received with
    received_on,                                                                      -- Received on
    cast(units as decimal(18, 4)) as units,                                           -- Units received
    cast('stock_movements' as varchar) as _dataset,
    _landing,
    _line
from ranked_receipts
where age = 1
order by
    doc_type,
    ref,
    product
