-- Accrual not reversed: the journal of an earlier month end is still in the books.
--
-- since:  2000-01
-- cause:  G13
-- rule:   causes-ledger.md#g13-accrual-not-reversed
-- effect: less what it holds on inventory
-- timing: permanent

select
    'G13' as cause_id,
    10 as precedence,
    'accrual_left' as side,
    doc_type,
    ref,
    cast(abs(left_over) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-left_over as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from accrual_effects
where left_over <> 0
