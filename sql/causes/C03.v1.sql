-- Returned is not what was credited: Omni reverses no COGS while a line differs.
--
-- since:  2000-01
-- cause:  C03
-- effect: stock higher: cost of the units that came back; COGS of the ledger higher
-- timing: becomes permanent if the month is locked
-- rule:   causes-sales.md#c03-returned-is-not-what-was-credited

select
    'C03' as cause_id,
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
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and is_quantity_off
    and (moved or move_date is null)
    and leg1 <> 0
