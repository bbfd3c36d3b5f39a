-- Missing accounts: the account roles that must be known before the month can be compared, but are not, each with the reason.
--
-- since: 2000-01
-- grain: one row for each role and each reason why its balance is unknown
-- key:   role, reason_code
-- rule:  accounting-files.md#accounts
--        A role has an account if the settings assign one to it and the month's ledger contains that account. If no ledger has been
--        uploaded for the month, every role is unknown

with

compared_roles as (
    select role
    from (values ('inventory'), ('cogs'), ('revenue'), ('receivable'), ('payable')) as listed (role)
),

stated_roles as (
    select distinct role
    from accounts_in_force
),

ledger_roles as (
    select distinct role
    from ledger_balances_as_known
    where period = $period
),

uploads as (
    select count(*) > 0 as has_ledger
    from landings
    where
        period = $period
        and dataset = 'ledger_entries'
)

select
    compared_roles.role,
    case
        when not uploads.has_ledger then 'not_landed|ledger_entries'
        when stated_roles.role is null then 'no_account|' || compared_roles.role
        else 'account_not_in_ledger|' || compared_roles.role
    end as reason_code
from compared_roles
cross join uploads
left join stated_roles on stated_roles.role = compared_roles.role
left join ledger_roles on ledger_roles.role = compared_roles.role
where stated_roles.role is null or ledger_roles.role is null
union all
select compared_roles.role, 'ends_too_early|' || cast(ledger_ends.until as varchar) as reason_code
from compared_roles
cross join ledger_ends
where ledger_ends.period = $period
union all
select
    role,
    'account_absent|' || role || '|' || account as reason_code
from absent_accounts
where period = $period
