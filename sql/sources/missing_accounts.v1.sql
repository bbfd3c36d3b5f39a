-- Missing accounts: roles of ledger accounts without which the month cannot be compared, and why each is unknown.
--
-- since: 2000-01
-- grain: one row for each role and each reason why its balance is unknown
-- key:   role, reason_code
-- rule:  accounting-files.md#accounts
--        A role has an account if the settings name it and the ledger of the month holds it. Without a ledger of the month, every
--        role is unknown

with

compared as (
    select role
    from (values ('inventory'), ('cogs'), ('revenue'), ('receivable'), ('payable')) as listed (role)
),

named as (
    select distinct role
    from accounts_in_force
),

held as (
    select distinct role
    from ledger_balances_as_known
    where period = $period
),

uploaded as (
    select count(*) > 0 as has_ledger
    from landings
    where
        period = $period
        and dataset = 'ledger_entries'
)

select
    compared.role,
    case
        when not uploaded.has_ledger then 'not_landed|ledger_entries'
        when named.role is null then 'no_account|' || compared.role
        else 'account_not_in_ledger|' || compared.role
    end as reason_code
from compared
cross join uploaded
left join named on named.role = compared.role
left join held on held.role = compared.role
where named.role is null or held.role is null
union all
select compared.role, 'ends_too_early|' || cast(ledger_ends.until as varchar) as reason_code
from compared
cross join ledger_ends
where ledger_ends.period = $period
union all
select
    role,
    'account_absent|' || role || '|' || account as reason_code
from absent_accounts
where period = $period
