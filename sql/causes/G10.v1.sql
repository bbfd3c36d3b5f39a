-- Stale count: the closing-stock journal did not book the change of the valuation: it rests on an older or another valuation.
--
-- since:  2000-01
-- cause:  G10
-- rule:   causes-ledger.md#g10-stale-count
-- effect: less what it booked too much: inventory of the ledger, until a count books the valuation itself
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
