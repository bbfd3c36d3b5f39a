-- COGS journal balances: what it takes out of inventory is what it charges to COGS.
--
-- since:  2000-01
-- left:   credits of the COGS journals on inventory
-- right:  their debits on the COGS accounts
-- method: perpetual
-- needs:  account:inventory account:cogs

select
    taken as left_side,
    charged as right_side
from cogs_journal_totals
