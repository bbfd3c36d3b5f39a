-- Compared months: the months up to the period whose reconciliation and whose ledger accounts have landed.
--
-- since: 2000-01
-- grain: one row for each month of which something has been uploaded
-- key:   period
-- rule:  bridge.md#what-each-document-does-to-the-ledger
--        If an export of a month has not been uploaded, its documents are taken as their own dates and statuses say

with

reconciled as (
    select distinct period
    from stock_reconciliation_balances
    where period <= $period
),

stocked as (
    select distinct period
    from ledger_balances_as_known
    where role = 'inventory'
),

sold as (
    select distinct period
    from ledger_balances_as_known
    where role = 'revenue'
),

owed as (
    select distinct period
    from ledger_balances_as_known
    where role = 'payable'
),

months as (
    select period from reconciled
    union
    select period from stocked
    union
    select period from sold
    union
    select period from owed
)

select
    months.period,
    reconciled.period is not null as has_reconciliation,
    stocked.period is not null as has_inventory,
    sold.period is not null as has_revenue,
    owed.period is not null as has_payables
from months
left join reconciled on reconciled.period = months.period
left join stocked on stocked.period = months.period
left join sold on sold.period = months.period
left join owed on owed.period = months.period
