-- Accrued: the accrual journal proposed at the close is in the ledger. It reverses on the first day of the next month.
--
-- since:  2000-01
-- precedence: accrual 10
-- kind:   info
-- rule:   causes-ledger.md#g12-accrued
-- effect: Inventory in the ledger includes the accrual, which offsets the timing difference.
-- timing: clears with its reversal

select
    doc_type,
    ref,
    case when accrued <> 0 then accrued else revenue end as amount,
    -accrued as leg2,
    revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from accrual_effects
where
    accrued <> 0
    or revenue <> 0
