-- Dispatched is not what was ordered: Omni computes no COGS while a line is short or over.
--
-- since:  2000-01
-- cause:  S04
-- effect: stock lower: cost of the units that moved; COGS of the ledger lower
-- timing: becomes permanent if the month is locked
-- rule:   causes-sales.md#s04-dispatched-is-not-what-was-ordered

select
    'S04' as cause_id,
    40 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(leg1) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'SO'
    and not is_void
    and not is_draft
    and is_quantity_off
    and (moved or move_date is null)
    and leg1 <> 0
