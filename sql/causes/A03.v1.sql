-- Automatic adjustment left open: a sale without stock made Omni adjust at once; nobody has completed the adjustment.
--
-- since:  2000-01
-- cause:  A03
-- rule:   causes-adjustments.md#a03-automatic-adjustment-left-open
-- effect: stock higher or lower: by its total, from its created date
-- timing: permanent

select
    'A03' as cause_id,
    10 as precedence,
    'stock' as side,
    doc_type,
    ref,
    cast(abs(value) as decimal(18, 2)) as amount,
    cast(leg1 as decimal(18, 2)) as leg1,
    cast(0 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type = 'ADJ'
    and not is_void
    and not is_draft
    and is_open_auto
    and created_date <= $period_end
