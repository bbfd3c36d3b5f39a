-- Absent accounts: balance sheet accounts that closed the previous month with a balance but are missing from this month's ledger.
--
-- since: 2000-01
-- grain: one row for each missing account and each month that it is missing from
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
