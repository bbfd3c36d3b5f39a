-- COGS changed after the close: the COGS of the document changed after the journal of its month was last synced, and that month
--        can no longer be synced.
--
-- since:  2000-01
-- rule:   causes-sales.md#s13-cogs-changed-after-the-close
-- precedence: journal 20
-- effect: COGS in the ledger is wrong by the amount of the change.
-- timing: permanent

with

changes as (
    select cogs_changes.*
    from cogs_changes
    cross join settings_in_force
    where settings_in_force.inventory_method = 'perpetual'
)

select
    doc_type,
    ref,
    -change as leg2,
    'cogs_entries_history' as dataset,
    _landing,
    _line
from changes
