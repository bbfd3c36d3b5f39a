-- Stock effects: what each document does to Omni's stock, to Omni's reconciliation and to the ledger's inventory by T.
--
-- since: 2000-01
-- grain: one row for each document
-- key:   doc_type, ref_key
-- rule:  bridge.md#what-each-document-does-to-stock, bridge.md#what-each-document-does-to-the-reconciliation,
--        bridge.md#what-each-document-does-to-the-ledger
--        Positive raises stock

select
    doc_type, ref, ref_key, contact, created_date, move_date, acct_date, status, qty_ordered, qty_moved, value,
    amount, amount_incl, sales_reference, lacks_sales_reference, supplier_inv_no, landing_costs, is_void,
    is_draft, is_open_auto, moved, booked, dataset, _landing, _line,
    false as is_listed, false as is_posted, 0 as bills,
    cast(null as decimal(18, 2)) as smallest_bill, false as are_bills_alike, false as is_twin, false as is_inherited,
    is_quantity_off,
    0 as sohr_landed, 0 as ledger_landed,
    false as is_draft_there,
    false as is_void_there,
    false as is_live_there,
    false as is_dated_later,
    false as expects_drafts,
    false as is_foreign,
    omni_effect - sohr_effect as leg1,
    0 as leg2
from sold_effects
union all
select
    doc_type, ref, ref_key, contact, created_date, move_date, acct_date, status, qty_ordered, qty_moved, value,
    amount, amount_incl, sales_reference, lacks_sales_reference, supplier_inv_no, landing_costs, is_void,
    is_draft, is_open_auto, moved, booked, dataset, _landing, _line,
    is_listed, is_posted, bills, smallest_bill, are_bills_alike, is_twin, is_inherited,
    is_quantity_off,
    sohr_landed, ledger_landed,
    is_draft_there, is_void_there, is_live_there, is_dated_later, expects_drafts, is_foreign,
    omni_effect - sohr_effect as leg1,
    case when is_compared then sohr_effect - ledger_effect else 0 end as leg2
from goods_effects
union all
-- Named by the reconciliation alone: booked, and whatever moved with it is in the valuation. A landed cost needs no bill.
select
    doc_type, ref, ref_key, contact, acct_date as created_date, acct_date as move_date, acct_date, 'IMPORTED' as status,
    null as qty_ordered, null as qty_moved, effect as value,
    effect as amount, effect as amount_incl, null as sales_reference, true as lacks_sales_reference, ref as supplier_inv_no,
    landed as landing_costs, false as is_void,
    false as is_draft, false as is_open_auto, true as moved, true as booked,
    'stock_reconciliation_entries' as dataset, _landing, _line,
    true as is_listed, entries > 0 as is_posted, case when sohr_effect = sohr_landed then 1 else entries end as bills,
    cast(null as decimal(18, 2)) as smallest_bill, false as are_bills_alike, false as is_twin, false as is_inherited,
    false as is_quantity_off,
    sohr_landed, ledger_landed,
    is_draft_there, is_void_there, is_live_there, is_dated_later, false as expects_drafts, false as is_foreign,
    0 as leg1,
    sohr_effect - ledger_effect as leg2
from listed_effects
