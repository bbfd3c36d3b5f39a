-- Ledger lines: every entry in the months up to the period, with each account taken from the newest file for the month.
--
-- since: 2000-01
-- grain: one row for each ledger line
-- key:   _landing, _line
-- rule:  accounting-files.md#what-replaces-what
--        `net` is debit less credit

select
    ledger_entries.*,
    account_roles.role,
    coalesce(ledger_entries.debit, 0) - coalesce(ledger_entries.credit, 0) as net,
    ledger_entries.period = $period as is_in_month
from ledger_entries
inner join ledger_files
    on ledger_files.period = ledger_entries.period
    and ledger_files.account = ledger_entries.account
    and ledger_files._landing = ledger_entries._landing
    and ledger_files.age = 1
left join account_roles on account_roles.account = ledger_entries.account
