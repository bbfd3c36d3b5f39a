-- Goods listed: the amount that the reconciliations up to the period list for each purchase, supplier credit and adjustment.
--
-- since: 2000-01
-- grain: one row for each purchase, supplier credit or adjustment that a reconciliation lists
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-the-reconciliation
--        `landed` is the landed cost included in `effect`. `has_ledger` is true if the ledger for any of those months has been uploaded

with

entries as (
    select
        case section
            when 'supplier_credit_notes' then 'SCN'
            when 'stock_adjustments' then 'ADJ'
            else 'PO'
        end as doc_type,
        ref_key,
        coalesce(debit, 0) - coalesce(credit, 0) as net,
        section = 'additional_costs' as is_landed_cost,
        case when compared_months.has_inventory then true else false end as has_ledger
    from stock_reconciliation_entries
    left join compared_months on compared_months.period = stock_reconciliation_entries.period
    where
        stock_reconciliation_entries.period <= $period
        and section in ('purchase_orders', 'additional_costs', 'supplier_credit_notes', 'stock_adjustments')
    union all
    select 'PO' as doc_type, ref_key, net, false as is_landed_cost, false as has_ledger
    from inherited_entries
)

select
    doc_type,
    ref_key,
    sum(net) as effect,
    sum(case when is_landed_cost then net else 0 end) as landed,
    max(case when has_ledger then 1 else 0 end) = 1 as has_ledger
from entries
group by
    doc_type,
    ref_key
