-- Ledger as known: every entry in the months up to the period, with each account taken from the newest file for the month, and each kind of
-- entry as stated in the file or inferred from its accounts.
--
-- since: 2000-01
-- grain: one row for each ledger line
-- key:   _landing, _line
-- rule:  accounting-files.md#what-replaces-what, references.md#kinds-of-entries, timing.md#our-own-accruals
--        `net` is debit less credit. Tieout's own accruals have the kind `accrual`, whatever the file calls them

with

inferred_kinds as (
    select _landing, _line, 'accrual' as kind
    from own_accruals
    union all
    select kinds_by_accounts._landing, kinds_by_accounts._line, kinds_by_accounts.kind
    from kinds_by_accounts
    left join own_accruals
        on own_accruals._landing = kinds_by_accounts._landing
        and own_accruals._line = kinds_by_accounts._line
    where own_accruals._line is null
)

select
    ledger_entries.period,
    ledger_entries.period = $period as is_in_month,
    ledger_entries.account,
    account_roles.role,
    coalesce(inferred_kinds.kind, ledger_entries.kind) as kind,
    ledger_entries.entry_date,
    ledger_entries.source_type,
    ledger_entries.contact,
    ledger_entries.description,
    ledger_entries.reference,
    ledger_entries.journal_id,
    ledger_entries.key_1,
    ledger_entries.key_2,
    ledger_entries.key_3,
    ledger_entries.key_4,
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
left join inferred_kinds
    on inferred_kinds._landing = ledger_entries._landing
    and inferred_kinds._line = ledger_entries._line
