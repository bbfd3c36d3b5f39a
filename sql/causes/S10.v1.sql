-- Wrong-signed or implausible COGS: COGS has the sign of the other direction, or is as high as the sale or higher.
--        The effect is an estimate: order lines, else the cost with its sign turned, else the margin of the customer
--        or the channel.
--
-- since:  2000-01
-- cause:  S10
-- rule:   causes-sales.md#s10-wrong-signed-or-implausible-cogs
-- effect: stock higher or lower: recorded less true cost (estimate); COGS of the ledger higher or lower
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
