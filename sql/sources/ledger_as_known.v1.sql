-- Ledger as known: the ledger lines, each with its kind of entry as stated in the file or inferred from its accounts.
--
-- since: 2000-01
-- grain: one row for each ledger line
-- key:   _landing, _line
-- rule:  references.md#kinds-of-entries, timing.md#our-own-accruals
--        Tieout's own accruals have the kind `accrual`, whatever the file calls them

select
    ledger_lines.* exclude (kind),
    kind
from ledger_lines
where kind not in ('other', 'journal')
union all
select
    ledger_lines.* exclude (kind),
    case
        when own_accruals._line is not null then 'accrual'
        else coalesce(kinds_by_accounts.kind, ledger_lines.kind)
    end as kind
from ledger_lines
left join own_accruals
    on own_accruals._landing = ledger_lines._landing
    and own_accruals._line = ledger_lines._line
left join kinds_by_accounts
    on kinds_by_accounts._landing = ledger_lines._landing
    and kinds_by_accounts._line = ledger_lines._line
where ledger_lines.kind in ('other', 'journal')
