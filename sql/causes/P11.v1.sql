-- Landed cost not synced: the cost is in the unit cost of the goods and the ledger has no journal for it.
--
-- since:  2000-01
-- cause:  P11
-- rule:   causes-purchases.md#p11-landed-cost-not-synced
-- effect: stock higher, inventory of the ledger lower by the whole landed cost, also of goods sold since
-- timing: permanent

with

measured as (
    select *, leg1 as effect1, cast(0 as decimal(18, 2)) as effect2, 'stock' as side
    from stock_effects
    where
        doc_type = 'PO'
        and landing_costs <> 0
        and sohr_landed <> landing_costs
        and leg1 = landing_costs - sohr_landed
    union all
    select *, cast(0 as decimal(18, 2)) as effect1, leg2 as effect2, 'ledger' as side
    from stock_effects
    where
        doc_type = 'PO'
        and sohr_landed <> 0
        and ledger_landed = 0
        and leg2 = sohr_landed
)

select
    'P11' as cause_id,
    case side when 'stock' then 80 else 15 end as precedence,
    side,
    doc_type,
    ref,
    cast(abs(effect1) + abs(effect2) as decimal(18, 2)) as amount,
    cast(effect1 as decimal(18, 2)) as leg1,
    cast(effect2 as decimal(18, 2)) as leg2,
    cast(0 as decimal(18, 2)) as revenue,
    dataset,
    _landing,
    _line
from measured
where
    not is_void
    and not is_draft
