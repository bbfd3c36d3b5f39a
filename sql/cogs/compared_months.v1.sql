-- Compared months: the months up to the period, and whether the reconciliation and each ledger account have been uploaded.
--
-- since: 2000-01
-- grain: one row for each month with at least one of these exports
-- key:   period
-- rule:  bridge.md#what-each-document-does-to-the-ledger
--        If a month's export has not been uploaded, its documents are judged by their own dates and statuses

with

reconciled_months as (
    select distinct period
    from stock_reconciliation_balances
    where period <= $period
),

inventory_months as (
    select distinct period
    from ledger_balances_as_known
    where role = 'inventory'
),

revenue_months as (
    select distinct period
    from ledger_balances_as_known
    where role = 'revenue'
),

payables_months as (
    select distinct period
    from ledger_balances_as_known
    where role = 'payable'
),

months as (
    select period from reconciled_months
    union
    select period from inventory_months
    union
    select period from revenue_months
    union
    select period from payables_months
)

select
    months.period,
    reconciled_months.period is not null as has_reconciliation,
    inventory_months.period is not null as has_inventory,
    revenue_months.period is not null as has_revenue,
    payables_months.period is not null as has_payables
from months
left join reconciled_months on reconciled_months.period = months.period
left join inventory_months on inventory_months.period = months.period
left join revenue_months on revenue_months.period = months.period
left join payables_months on payables_months.period = months.period
