-- Blank or zero COGS: every condition is met, but COGS is blank or zero. The effect is an estimate from the order lines, or else
--        from the margin of the customer or the channel.
--
-- since:  2000-01
-- cause:  S09
-- rule:   causes-sales.md#s09-blank-or-zero-cogs
-- effect: Omni stock is lower by the true cost of the units (an estimate). COGS in the ledger is too low.
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
