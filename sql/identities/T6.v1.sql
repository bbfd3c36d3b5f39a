-- COGS journal balances: the credit to inventory equals the debit to COGS.
--
-- since:  2000-01
-- rule:   identities.md#t6-cogs-journal-balances
-- left:   credits to inventory in the COGS journals
-- right:  debits to the COGS accounts in the same journals
-- method: perpetual
-- needs:  account:inventory account:cogs

select
    taken as left_side,
    charged as right_side
from cogs_journal_totals
