-- Bill differs: price, quantity, discount or tax were edited on one side after the sync.
--
-- since:  2000-01
-- cause:  P09
-- rule:   causes-purchases.md#p09-bill-differs
-- effect: Omni less ledger: inventory, payables
-- timing: permanent

select
    'P09' as cause_id,
    50 as precedence,
    'ledger' as side,
    doc_type,
    ref,
    cast(abs(leg2) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(leg2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from stock_effects
where
    doc_type in ('PO', 'SCN', 'ADJ')
    and not is_void
    and abs(leg2) > 0.02
    and is_posted
