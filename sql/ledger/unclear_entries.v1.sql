-- Unclear entries: ledger entries whose kind the file leaves open, because it states a journal or no known source.
--
-- since: 2000-01
-- grain: one row for each such ledger line
-- key:   _landing, _line
-- rule:  references.md#kinds-of-entries, accounting-files.md#what-replaces-what
--        `net` is debit less credit

select
    ledger_entries.period,
    ledger_entries.kind,
    ledger_entries.entry_date,
    ledger_entries.reference,
    ledger_entries.description,
    account_roles.role,
    coalesce(ledger_entries.debit, 0) - coalesce(ledger_entries.credit, 0) as net,
    ledger_entries._landing,
    ledger_entries._line
from ledger_entries
inner join ledger_files
    on ledger_files.period = ledger_entries.period
    and ledger_files.account = ledger_entries.account
    and ledger_files._landing = ledger_entries._landing
    and ledger_files.age = 1
left join account_roles on account_roles.account = ledger_entries.account
where ledger_entries.kind in ('other', 'journal')
