-- Incomplete flows: flows of goods whose export lacks rows.
--
-- since: 2000-01
-- grain: one row for each flow and month whose export lacks rows
-- key:   flow, period
-- rule:  cannot-tell.md#rows-that-cannot-be-read
--        A row that cannot be read may be of either type of document in its export

select distinct
    flows.flow,
    incomplete_exports.period
from incomplete_exports
inner join (
    values
    ('Sales', 'sales_documents'), ('Customer returns', 'sales_documents'), ('Purchases', 'purchase_documents'),
    ('Supplier returns', 'purchase_documents'), ('Adjustments', 'stock_adjustments')
) as flows (flow, dataset)
    on flows.dataset = incomplete_exports.dataset
