-- Calculations: how the amount of each document's difference comes about, as one amount less another.
--
-- since: 2000-01
-- key:   cause_id, doc_type, ref, leg
-- words: basis_code as basis
-- needs: sales_documents, purchase_documents, stock_adjustments, cogs_entries, stock_reconciliation_entries,
--        ledger_entries
-- rule:  bridge.md#signs, cogs.md#estimates
--        A difference that is not one document's, such as a ledger line or a batch, has no calculation. `basis` says how the first amount
--        is estimated. A quantity is only stated if the document has moved in part

with

stock_amounts as (
    select doc_type, ref, omni_effect as first_amount, sohr_effect as second_amount
    from goods_effects
    union all
    select doc_type, ref, omni_effect as first_amount, sohr_effect as second_amount
    from sold_effects
),

estimated_costs as (
    select
        doc_type,
        ref,
        failing,
        -coalesce(estimate, case when failing = 'implausible' then cogs else 0 end) as first_amount,
        case when failing = 'implausible' then -cogs else 0 end as second_amount,
        evidence_code
    from cogs_estimates
),

differences as (
    select cause_id, doc_type, ref, sum(leg1) as leg1, sum(leg2) as leg2
    from difference_kinds
    where
        side in ('stock', 'ledger')
        and (leg1 <> 0 or leg2 <> 0)
    group by
        cause_id,
        doc_type,
        ref
),

calculated as (
    select
        differences.cause_id, differences.doc_type, differences.ref, 'hsv_to_sohr' as leg, differences.leg1 as amount,
        stock_amounts.first_amount, stock_amounts.second_amount, cast(null as varchar) as basis_code
    from differences
    inner join stock_amounts
        on stock_amounts.doc_type = differences.doc_type
        and stock_amounts.ref = differences.ref
    where differences.cause_id not in ('S09', 'S10')
    union all
    select
        differences.cause_id, differences.doc_type, differences.ref, 'hsv_to_sohr' as leg, differences.leg1 as amount,
        estimated_costs.first_amount, estimated_costs.second_amount, estimated_costs.evidence_code as basis_code
    from differences
    inner join estimated_costs
        on estimated_costs.doc_type = differences.doc_type
        and estimated_costs.ref = differences.ref
        and estimated_costs.failing = case differences.cause_id when 'S09' then 'blank' when 'S10' then 'implausible' end
    union all
    select
        differences.cause_id, differences.doc_type, differences.ref, 'sohr_to_gl' as leg, differences.leg2 as amount,
        ledger_effects.sohr_effect as first_amount, ledger_effects.ledger_effect as second_amount, cast(null as varchar) as basis_code
    from differences
    inner join ledger_effects
        on ledger_effects.doc_type = differences.doc_type
        and ledger_effects.ref = differences.ref
)

select
    calculated.cause_id,                                                              -- Cause
    calculated.doc_type,                                                              -- Type
    calculated.ref,                                                                   -- Reference
    calculated.leg,                                                                   -- Leg
    cast(calculated.amount as decimal(18, 2)) as amount,                              -- Difference
    cast(calculated.first_amount as decimal(18, 2)) as first_amount,                  -- First amount
    cast(calculated.second_amount as decimal(18, 2)) as second_amount,                -- Second amount
    case when documents.is_quantity_off then documents.value end as whole_value,      -- Value of all units
    case when documents.is_quantity_off then coalesce(documents.qty_by_end, documents.qty_moved) end as qty_moved,  -- Quantity moved
    case when documents.is_quantity_off then documents.qty_ordered end as qty_ordered,  -- Quantity ordered
    calculated.basis_code                                                             -- How the first amount is estimated
from calculated
left join documents
    on documents.doc_type = calculated.doc_type
    and documents.ref = calculated.ref
where
    calculated.amount <> 0
    and calculated.amount = calculated.first_amount - calculated.second_amount
order by
    cause_id,
    doc_type,
    ref,
    leg
