-- Outdated stock count: the closing-stock journal did not book the change in the valuation, because it is based on an older or
--        different valuation.
--
-- since:  2000-01
-- cause:  G10
-- rule:   causes-ledger.md#g10-outdated-stock-count
-- effect: Inventory in the ledger is wrong by the error of the journal, until a count books the correct valuation.
-- timing: permanent

select
    'G10' as cause_id,
    5 as precedence,
    case when period = $period then 'journal' else 'carried' end as side,
    'GL' as doc_type,
    reference as ref,
    cast(abs(off) as decimal(18, 2)) as amount,
    cast(0 as decimal(18, 2)) as leg1,
    cast(-off as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    'ledger_entries' as dataset,
    _landing,
    _line
from count_months
where
    off <> 0
    and stands
