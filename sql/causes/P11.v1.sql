-- Landed cost not synced: the cost is in the unit cost of the goods, but the ledger has no journal for it.
--
-- since:  2000-01
-- rule:   causes-purchases.md#p11-landed-cost-not-synced
-- precedence: stock 80, ledger 15
-- effect: Omni stock is higher. Inventory in the ledger is too low by the whole landed cost, including the part for goods
--         already sold.
-- timing: permanent

select
    'stock' as side,
    doc_type,
    ref,
    leg1,
    0 as leg2,
    dataset,
    _landing,
    _line
from goods_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and landing_costs <> 0
    and sohr_landed <> landing_costs
    and leg1 = landing_costs - sohr_landed
union all
select
    'ledger' as side,
    doc_type,
    ref,
    0 as leg1,
    leg2,
    dataset,
    _landing,
    _line
from ledger_effects
where
    doc_type = 'PO'
    and not is_void
    and not is_draft
    and sohr_landed <> 0
    and ledger_landed = 0
    and leg2 = sohr_landed
