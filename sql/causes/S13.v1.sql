-- COGS changed after the close: the COGS of the document changed after the journal of its month was last synced, and
--        that month can no longer be.
--
-- since:  2000-01
-- cause:  S13
-- rule:   causes-sales.md#s13-cogs-changed-after-the-close
-- effect: less the change: COGS of the ledger
-- timing: permanent

with

changes as (
    select cogs_changes.*
    from cogs_changes
    cross join settings_in_force
    where settings_in_force.inventory_method = 'perpetual'
)

select
    'S13' as cause_id,
    20 as precedence,
    'journal' as side,
    doc_type,
    ref,
    cast(abs(change) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-change as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'cogs_entries_history' as dataset,
    _landing,
    _line
from changes
