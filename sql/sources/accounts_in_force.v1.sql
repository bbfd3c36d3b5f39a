-- Accounts in force: the ledger accounts for each role, from the newest settings up to the period that include any accounts.
--
-- since: 2000-01
-- grain: one row for each account that the settings assign to a role
-- key:   role, code (may be blank), name (may be blank)
-- rule:  exports.md#settings

with

newest_settings as (
    select max(period) as period
    from settings_accounts
    where period <= $period
)

select
    settings_accounts.role,
    settings_accounts.code,
    settings_accounts.name
from settings_accounts
inner join newest_settings on newest_settings.period = settings_accounts.period
