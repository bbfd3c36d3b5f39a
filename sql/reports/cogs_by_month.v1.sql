-- COGS by month: Omni's COGS of each month next to its journal in the ledger, with the difference and its reason.
--
-- since: 2000-01
-- key:   cogs_month
-- words: state_code as state
-- rule:  cogs.md#journal-against-omni
--        The journal is the one in the month's own ledger file. A later sync may have replaced it since

with

cogs_differences as (
    select
        cogs_month,
        omni_cogs,
        journal,
        omni_cogs - journal as difference,
        is_by_sale,
        is_resynced,
        synced_in,
        stale,
        _landing,
        _line
    from cogs_months
    where cogs_month <= $period
)

select
    cogs_month,                                                                       -- Month
    cast(omni_cogs as decimal(18, 2)) as omni_cogs,                                   -- Omni COGS
    cast(journal as decimal(18, 2)) as journal,                                       -- Journal
    cast(difference as decimal(18, 2)) as difference,                                 -- Difference
    cast(stale as decimal(18, 2)) as stale,                                           -- Missing when synced
    case
        when difference = 0 then 'agrees'
        when _landing is null then 'no_journal'
        when is_by_sale then 'sales_differ'
        when is_resynced then 'replaced_by_later_sync'
        when stale <> 0 then 'stale_when_synced'
        else 'changed_since'
    end as state_code,                                                                -- State
    synced_in,                                                                        -- Last synced in
    'ledger_entries' as _dataset,
    _landing,
    _line
from cogs_differences
order by cogs_month
