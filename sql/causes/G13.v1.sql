-- Accrual not reversed: the accrual journal of an earlier month end is still in the ledger.
--
-- since:  2000-01
-- precedence: accrual_left 10
-- rule:   causes-ledger.md#g13-accrual-not-reversed
-- effect: Inventory in the ledger still includes the accrual.
-- timing: permanent

select
    doc_type,
    ref,
    -left_over as leg2,
    'ledger_entries' as dataset,
    _landing,
    _line
from accrual_effects
where left_over <> 0
