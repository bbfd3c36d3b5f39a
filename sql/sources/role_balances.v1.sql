-- Role balances: the opening balance, movement and closing balance of the ledger accounts in each role, by month.
--
-- since: 2000-01
-- grain: one row for each role and month
-- key:   period, role
-- rule:  balances.md#ledger-inventory
--        Debits are positive

with

absent_roles as (
    select distinct period, role
    from absent_accounts
)

select
    ledger_balances_as_known.period,
    ledger_balances_as_known.role,
    case when count(opening) = count(*) and max(absent_roles.role) is null then sum(opening) end as opening,
    case when count(closing) = count(*) and max(absent_roles.role) is null then sum(closing) end as closing,
    sum(debits) as debits,
    sum(credits) as credits
from ledger_balances_as_known
left join absent_roles
    on absent_roles.period = ledger_balances_as_known.period
    and absent_roles.role = ledger_balances_as_known.role
where ledger_balances_as_known.role is not null
group by
    ledger_balances_as_known.period,
    ledger_balances_as_known.role
