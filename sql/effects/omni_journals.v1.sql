-- Omni journals: under periodic inventory, the entries on the stock account that Omni's sync has posted, each with its document.
--
-- since: 2000-01
-- grain: one row for each ledger line that the sync of Omni has posted
-- key:   _landing, _line, ref
-- rule:  causes-adjustments.md#a09-journal-of-omni-under-periodic-inventory
--        `net` is debit less credit

with

named as (
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

cogs as (
    select *
    from cogs_journals
    where is_proven
),

taken_back as (
    select
        cogs._landing,
        cogs._line,
        max(earlier.cogs_month) as cogs_month
    from cogs
    inner join cogs as earlier
        on earlier.cogs_month < cogs.cogs_month
        and earlier.amount = -cogs.amount
    where cogs.amount < 0
    group by
        cogs._landing,
        cogs._line
),

found as (
    select *
    from named
    union all
    select
        cogs.period,
        'COGS' as doc_type,
        'COGS-' || coalesce(taken_back.cogs_month, cogs.cogs_month) as ref,
        -cogs.amount as net,
        cogs._landing,
        cogs._line
    from cogs
    left join taken_back
        on taken_back._landing = cogs._landing
        and taken_back._line = cogs._line
)

select found.*
from found
cross join settings_in_force
where
    settings_in_force.inventory_method = 'periodic'
    and found.net <> 0
