-- Absent accounts: accounts with a balance that closed the month before with an amount and are not in the ledger of the month.
--
-- since: 2000-01
-- grain: one row for each account that has dropped out, and each month that lacks it
-- key:   period, account
-- rule:  accounting-files.md#an-account-that-is-left-out

with

months as (
    select distinct
        period,
        strftime(cast(period || '-01' as date) - 1, '%Y-%m') as month_before
    from ledger_balances_as_known
)

select
    months.period,
    closed.role,
    closed.account
from ledger_balances_as_known as closed
inner join months on months.month_before = closed.period
left join ledger_balances_as_known as found
    on found.period = months.period
    and found.identity = closed.identity
where
    closed.role in ('inventory', 'receivable', 'payable', 'deposits')
    and closed.closing <> 0
    and found.identity is null
