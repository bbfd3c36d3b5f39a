-- Wrong-signed or implausible COGS: COGS has the wrong sign, or is at least as high as the sale. The effect is an estimate from
--        the order lines, or else from the cost with its sign reversed, or from the margin of the customer or the channel.
--
-- since:  2000-01
-- cause:  S10
-- rule:   causes-sales.md#s10-wrong-signed-or-implausible-cogs
-- effect: Omni stock differs by the recorded cost less the true cost (an estimate). COGS in the ledger is too high or too low.
-- timing: permanent

with

estimates as (
    select *
    from cogs_estimates
    where failing = 'implausible'
)

select
    'S10' as cause_id,
    95 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(cogs - coalesce(estimate, cogs)) as decimal(18, 2)) as amount,
    cast(cogs - coalesce(estimate, cogs) as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from estimates
