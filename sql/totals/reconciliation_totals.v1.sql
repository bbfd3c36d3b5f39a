-- Reconciliation totals: the opening and closing balances of the month's Stock on Hand Reconciliation, and its entries by type.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  balances.md#reconciliation
--        COGS is positive when it reduces stock. Amounts are blank if the reconciliation has not been uploaded

with

balances as (
    select
        sum(opening) as opening,
        sum(closing) as closing
    from stock_reconciliation_balances
    where period = $period
),

entries as (
    select
        section,
        coalesce(debit, 0) - coalesce(credit, 0) as net
    from stock_reconciliation_entries
    where period = $period
),

sums as (
    select
        sum(net) as net,
        sum(case when section = 'cogs' then -net end) as cogs,
        sum(case when section = 'stock_adjustments' then net end) as adjustments,
        sum(case when section = 'additional_costs' then net end) as landed_costs
    from entries
)

select
    $period as period,
    balances.opening,
    balances.closing,
    sums.net,
    sums.cogs,
    sums.adjustments,
    sums.landed_costs
from balances
cross join sums
