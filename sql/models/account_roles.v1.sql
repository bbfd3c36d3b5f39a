-- Account roles: what each ledger account is to this company: inventory, cogs, revenue, receivable, payable, ...
--
-- since: 2000-01
-- rule:  design.md 3: by code or by name as the settings in force give them; an account without a role is kept, unnamed

with

newest as (
    select max(period) as period
    from settings_accounts
    where period <= $period
),

given as (
    select
        settings_accounts.role,
        lower(trim(settings_accounts.code)) as code,
        lower(trim(settings_accounts.name)) as name
    from settings_accounts
    inner join newest on newest.period = settings_accounts.period
),

accounts as (
    select distinct
        account,
        lower(trim(account)) as heading,
        lower(trim(account_code)) as code,
        lower(trim(account_name)) as name
    from ledger_balances
    where period <= $period
)

select
    accounts.account,
    min(given.role) as role
from accounts
inner join given
    on (given.code <> '' and given.code = accounts.code)
    or (given.name <> '' and given.name in (accounts.name, accounts.heading))
group by accounts.account
