-- Omni journals: under periodic inventory, the entries on the stock account that Omni's sync has posted, each with its document.
--
-- since: 2000-01
-- grain: one row for each ledger line that Omni's sync has posted
-- key:   _landing, _line, ref
-- rule:  causes-adjustments.md#a09-omni-journal-under-periodic-inventory
--        `net` is debit less credit

with

document_journals as (
    select
        ledger_matches.period,
        ledger_matches.doc_type,
        coalesce(documents.ref, ledger_matches.ref_key) as ref,
        ledger_matches.net,
        ledger_matches._landing,
        ledger_matches._line
    from ledger_matches
    left join documents
        on documents.doc_type = ledger_matches.doc_type
        and documents.ref_key = ledger_matches.ref_key
    where
        ledger_matches.role = 'inventory'
        and ledger_matches.kind = 'journal'
        and ledger_matches.doc_type is not null
),

proven_cogs as (
    select *
    from cogs_journals
    where is_proven
),

reversals as (
    select
        proven_cogs._landing,
        proven_cogs._line,
        max(earlier.cogs_month) as cogs_month
    from proven_cogs
    inner join proven_cogs as earlier
        on earlier.cogs_month < proven_cogs.cogs_month
        and earlier.amount = -proven_cogs.amount
    where proven_cogs.amount < 0
    group by
        proven_cogs._landing,
        proven_cogs._line
),

synced_lines as (
    select *
    from document_journals
    union all
    select
        proven_cogs.period,
        'COGS' as doc_type,
        'COGS-' || coalesce(reversals.cogs_month, proven_cogs.cogs_month) as ref,
        -proven_cogs.amount as net,
        proven_cogs._landing,
        proven_cogs._line
    from proven_cogs
    left join reversals
        on reversals._landing = proven_cogs._landing
        and reversals._line = proven_cogs._line
)

select synced_lines.*
from synced_lines
cross join settings_in_force
where
    settings_in_force.inventory_method = 'periodic'
    and synced_lines.net <> 0
