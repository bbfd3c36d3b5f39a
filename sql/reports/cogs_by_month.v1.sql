-- COGS by month: Omni's COGS of each month next to its journal in the ledger, with the difference and its reason.
--
-- since: 2000-01
-- key:   cogs_month
-- words: state_code as state
-- rule:  cogs.md#journal-against-omni
--        The journal is the one in the month's own ledger file. A later sync may have replaced it since. Omni's COGS counts every export
--        so far. `at_month_end` counts the exports up to the month itself, as the month's own bridge, tie-outs and flux do

with

later_deltas as (
    select
        cogs_month,
        sum(delta) as since,
        count(distinct doc_type || ref_key) as documents_since,
        sum(case when shown_in = $period then delta else 0 end) as shown_now
    from cogs_deltas
    where shown_in > cogs_month
    group by cogs_month
),

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
    cogs_differences.cogs_month,                                                      -- Month
    cast(omni_cogs as decimal(18, 2)) as omni_cogs,                                   -- Omni COGS
    cast(omni_cogs - coalesce(later_deltas.since, 0) as decimal(18, 2)) as at_month_end,  -- Omni COGS at its month end
    cast(coalesce(later_deltas.since, 0) as decimal(18, 2)) as since,                 -- Changed since its month end
    cast(coalesce(later_deltas.documents_since, 0) as integer) as documents_since,    -- Documents changed since
    cast(coalesce(later_deltas.shown_now, 0) as decimal(18, 2)) as shown_now,         -- Changed by this month's exports
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
left join later_deltas on later_deltas.cogs_month = cogs_differences.cogs_month
order by cogs_month
