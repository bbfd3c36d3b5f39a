-- Purchase totals: the totals of the purchases and supplier credits that Omni dates in the month and has synced.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  identities.md#t11-purchases-equal-payables
--        `amount` is the amount that the supplier bills, excluding tax. It excludes landed costs, because carriers bill those

select
    $period as period,
    sum(total_incl) as amount_incl,
    sum(coalesce(product_total, purchases_total - coalesce(landing_costs, 0))) as amount
from purchases_with_status
where
    acct_date between $period_start and $period_end
    and coalesce(status, 'IMPORTED') = 'IMPORTED'
    and not coalesce(is_void, false)
    and coalesce(lower(po_status), '') <> 'draft'
