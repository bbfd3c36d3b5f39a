-- Opening changes: by how much each month's opening balance of the stock account differs from the closing balance of the month before,
--        and why.
--
-- since: 2000-01
-- key:   period
-- needs: ledger_entries, cogs_entries, stock_reconciliation_entries
-- rule:  identities.md#t19-ledger-carries-forward, causes-ledger.md#g05-ledger-changed-after-the-close
--        The change is the sum of its four parts. The last is on the bridge as G05, or as A08 in the first month, with the opposite sign

select
    period,                                                                           -- Month
    cast(change as decimal(18, 2)) as change,                                         -- Opening less closing before
    cast(replaced_cogs as decimal(18, 2)) as replaced_cogs,                           -- COGS journals replaced by a later sync
    cast(posted_late as decimal(18, 2)) as posted_late,                               -- Documents posted to the closed month
    cast(change - replaced_cogs - posted_late - drift as decimal(18, 2)) as changed_in_omni,  -- Changed by as much in Omni
    cast(drift as decimal(18, 2)) as drift,                                           -- Changed after the close
    case when is_first then 'A08' else 'G05' end as cause_id                          -- Cause on the bridge
from ledger_drifts
where
    period <= $period
    and change <> 0
order by period
