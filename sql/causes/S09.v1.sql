-- Blank or zero COGS: every condition is met, but COGS is blank or zero. The effect is estimated from the order lines or, failing
--        that, from the margin of the customer or the channel.
--
-- since:  2000-01
-- rule:   causes-sales.md#s09-blank-or-zero-cogs
-- precedence: stock 90
-- effect: Omni stock is lower by the true cost of the units (an estimate). COGS in the ledger is too low.
-- timing: permanent
-- amount: estimate

select
    doc_type,
    ref,
    -coalesce(estimate, 0) as leg1,
    dataset,
    _landing,
    _line
from cogs_estimates
where failing = 'blank'
