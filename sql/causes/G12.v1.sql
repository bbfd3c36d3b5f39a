-- Accrued: the journal that the close proposes is in the books; it is taken back on the first day of the next month.
--
-- since:  2000-01
-- cause:  G12
-- kind:   info
-- rule:   causes-ledger.md#g12-accrued
-- effect: less what it holds on inventory: the timing difference, with its sign turned
-- timing: clears with its reversal

select
    'G12' as cause_id,
    10 as precedence,
    'accrual' as side,
    doc_type,
    ref,
    cast(greatest(abs(accrued), case when accrued = 0 then abs(revenue) else 0 end) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-accrued as decimal(18, 2)) as leg2,
    cast(revenue as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from accrual_effects
where
    accrued <> 0
    or revenue <> 0
