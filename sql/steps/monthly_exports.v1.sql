-- Monthly exports: every export that the steps of a month can need, in the order in which pages list them.
--
-- since: 2000-01
-- grain: one row for each export
-- key:   dataset
-- rule:  checklist.md#what-proves-a-step
--        `expected_exports` has those that the month of a company needs

select
    position,
    dataset,
    is_of_ledger,
    is_list
from (
    values
    (1, 'sales_documents', false, false),
    (2, 'purchase_documents', false, false),
    (3, 'cogs_entries', false, false),
    (4, 'stock_valuation_lines', false, false),
    (5, 'stock_reconciliation_entries', false, false),
    (6, 'stock_adjustments', false, false),
    (7, 'payments', false, false),
    (8, 'ledger_entries', true, false),
    (9, 'ledger_documents', true, true)
) as listed (position, dataset, is_of_ledger, is_list)
