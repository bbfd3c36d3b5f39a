-- Unmoved sales: till sales that a complete list of stock movements shows to be waiting for stock.
--
-- since: 2000-01
-- grain: one row for each till sale without stock
-- key:   ref_key
-- rule:  causes-adjustments.md#a10-till-sale-without-stock-not-yet-resolved
--        The lists of the month of the sale and of this month must be complete. Otherwise the movement may only be missing from the list

with

claimed as (
    select
        documents.ref_key,
        strftime(case when documents.moved then documents.move_date else documents.acct_date end, '%Y-%m') as month
    from documents
    inner join sales_channels
        on sales_channels.ref_key = documents.ref_key
        and sales_channels.channel = 'pos'
    where
        documents.doc_type = 'SO'
        and not documents.is_void
        and not documents.is_draft
        and (documents.moved or documents.booked)
        and documents.qty_ordered <> 0
)

select claimed.ref_key
from claimed
inner join movement_months as current_month
    on current_month.period = $period
    and current_month.is_complete
inner join movement_months as sale_month
    on sale_month.period = claimed.month
    and sale_month.is_complete
left join movement_sums on movement_sums.ref_key = claimed.ref_key
where coalesce(movement_sums.units_by_end, 0) = 0
