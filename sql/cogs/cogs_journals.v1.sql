-- COGS journals: inventory entries whose journal also touches a cost of goods sold account.
--
-- since: 2000-01
-- rule:  domain.md 1.2, accounting_exports.md 5.2: by both accounts and month, never by a fixed text. `amount` is the cost
--        taken out of inventory, positive

with

costs as (
    select distinct
        entry_date,
        coalesce(journal_id, reference, description, '') as journal
    from ledger_matches
    where
        role = 'cogs'
        and kind = 'journal'
)

select
    ledger_matches._landing,
    ledger_matches._line,
    ledger_matches.period,
    ledger_matches.reference,
    ledger_matches.entry_date,
    strftime(ledger_matches.entry_date, '%Y-%m') as cogs_month,
    -ledger_matches.net as amount
from ledger_matches
inner join costs
    on costs.entry_date = ledger_matches.entry_date
    and costs.journal = coalesce(ledger_matches.journal_id, ledger_matches.reference, ledger_matches.description, '')
where
    ledger_matches.role = 'inventory'
    and ledger_matches.kind = 'journal'
    and ledger_matches.doc_type is null
