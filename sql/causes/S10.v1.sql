-- Wrong-signed or implausible COGS: COGS has the wrong sign, or is at least as high as the sale. The effect is estimated
--        from the order lines. Failing that, it is the cost with its sign reversed, or an estimate from the margin of the customer or
--        the channel.
--
-- since:  2000-01
-- rule:   causes-sales.md#s10-wrong-signed-or-implausible-cogs
-- precedence: stock 95
-- effect: Omni stock differs by the recorded cost less the true cost (an estimate). COGS in the ledger is too high or too low.
-- timing: permanent
-- amount: estimate

select
    doc_type,
    ref,
    cogs - coalesce(estimate, cogs) as leg1,
    dataset,
    _landing,
    _line
from cogs_estimates
where failing = 'implausible'
