-- Blank or zero COGS: nothing stands in the way, and COGS is blank or zero. The effect is an estimate: order lines,
--        else the margin of the customer or the channel.
--
-- since:  2000-01
-- rule:   causes-sales.md#s09-blank-or-zero-cogs
-- precedence: stock 90
-- effect: stock lower: true cost of the units (estimate); COGS of the ledger lower
-- timing: permanent

select
    doc_type,
    ref,
    -coalesce(estimate, 0) as leg1,
    dataset,
    _landing,
    _line
from cogs_estimates
where failing = 'blank'
