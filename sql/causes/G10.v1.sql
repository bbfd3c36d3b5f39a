-- Outdated stock count: the closing-stock journal did not book the change in the valuation, because it is based on an older or
--        different valuation.
--
-- since:  2000-01
-- precedence: journal 5, carried 5
-- rule:   causes-ledger.md#g10-outdated-stock-count
-- effect: Inventory in the ledger is wrong by the error in the journal until a stock count books the correct valuation.
-- timing: permanent

select
    case when period = $period then 'journal' else 'carried' end as side,
    'GL' as doc_type,
    reference as ref,
    -off as leg2,
    'ledger_entries' as dataset,
    _landing,
    _line
from count_months
where
    off <> 0
    and stands
