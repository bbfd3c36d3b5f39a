-- Ledger as known: the ledger's lines, each with the kind of entry that its file says, or that its accounts tell.
--
-- since: 2000-01
-- rule:  domain.md 1.2

select
    ledger_lines.* exclude (kind),
    kind
from ledger_lines
where kind <> 'other'
union all
select
    ledger_lines.* exclude (kind),
    coalesce(kinds_by_accounts.kind, ledger_lines.kind) as kind
from ledger_lines
left join kinds_by_accounts
    on kinds_by_accounts._landing = ledger_lines._landing
    and kinds_by_accounts._line = ledger_lines._line
where ledger_lines.kind = 'other'
