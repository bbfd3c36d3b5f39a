-- Account totals: the ledger's totals for inventory, COGS and revenue in the month, across all accounts with each role.
--
-- since: 2000-01
-- grain: one row for the requested month
-- key:   period
-- rule:  balances.md#ledger-inventory
--        Debits are positive for inventory and COGS. Credits are positive for revenue

select
    $period as period,
    sum(case when role = 'inventory' then opening end) as opening,
    sum(case when role = 'inventory' then debits - credits end) as movement,
    sum(case when role = 'inventory' then closing end) as closing,
    sum(case when role = 'cogs' then debits - credits end) as cogs,
    sum(case when role = 'revenue' then credits end) - sum(case when role = 'revenue' then debits end) as revenue
from role_balances
where period = $period
