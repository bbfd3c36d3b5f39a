-- Credited, not returned: the credit note is dated by the month end, the goods came back later or not yet.
--
-- since:  2000-01
-- cause:  C02
-- rule:   causes-sales.md#c02-credited-not-returned
-- effect: none, or higher where COGS is reversed already; COGS against revenue in the ledger
-- timing: becomes permanent if the month is locked

select
    'C02' as cause_id,
    30 as precedence,
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
    doc_type = 'CN'
    and not is_void
    and not is_draft
    and booked
    and not moved
    and not (is_quantity_off and move_date is null and qty_moved <> 0)
