-- Back order marked Imported: it took the status over from its original order, so that it is never offered for sync and never
--        billed.
--
-- since:  2000-01
-- cause:  P25
-- rule:   domain.md 9: what the bill of the original order holds of it counts as its own
-- effect: stock higher, inventory and payables of the ledger lower
-- timing: permanent

with

sides as (
    select *, 'stock' as side, leg1 as effect1, 0 as effect2
    from stock_effects
    where is_inherited and (leg1 <> 0 or not is_posted)
    union all
    select *, 'ledger' as side, 0 as effect1, leg2 as effect2
    from stock_effects
    where is_inherited and leg2 <> 0
)

select
    'P25' as cause_id,
    5 as precedence,
    side,
    doc_type,
    ref,
    cast(abs(case when effect1 + effect2 <> 0 then effect1 + effect2 else value end) as decimal(18, 2)) as amount,
    cast(effect1 as decimal(18, 2)) as leg1,
    cast(effect2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from sides
