-- Blank or zero COGS: nothing stands in the way, and COGS is blank or zero. The effect is an estimate: order lines,
--        else the margin of the customer or the channel.
--
-- since:  2000-01
-- cause:  S09
-- rule:   causes-sales.md#s09-blank-or-zero-cogs
-- effect: stock lower: true cost of the units (estimate); COGS of the ledger lower
-- timing: permanent

with

estimates as (
    select *
    from cogs_estimates
    where failing = 'blank'
)

select
    'S09' as cause_id,
    90 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(coalesce(estimate, 0)) as decimal(18, 2)) as amount,
    cast(-coalesce(estimate, 0) as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from estimates
