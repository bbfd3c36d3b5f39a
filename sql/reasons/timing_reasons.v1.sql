-- Reasons of timing: what a missing or a straddling date does, and how to enter it.
--
-- since: 2000-01

select
    code,
    sentence,
    remedy
from (
    values
    ('no_dispatch_date', 'Revenue stands without COGS until the order is dispatched.', ''),
    ('no_invoice_date_to_sync', 'The document is never offered for sync: books lack it.', ''),
    ('no_credit_date_to_upload', 'The credit is never offered for upload, COGS is not reversed.', ''),
    ('no_completed_date', 'Stock is not settled: books and stock part until it is completed.', ''),
    ('no_receipt_date', 'The bill is booked, the goods are not in stock.', ''),
    ('no_sales_reference_to_upload', 'A credit note without Sales Reference cannot be uploaded.', ''),
    ('no_adjustment_date', 'The adjustment never becomes a journal.', ''),
    ('no_supplier_number', 'Without the supplier''s number the document cannot be synced.', ''),
    ('fill_so', '', 'Sales > Sales Orders: open the order, fill {missing_field}.'),
    ('fill_cn', '', 'Sales > Credit Notes: open the credit note, fill {missing_field}.'),
    ('fill_po', '', 'Purchases > Purchase Orders: open the order, fill {missing_field}.'),
    ('fill_scn', '', 'Purchases > Supplier Credit Notes: open it, fill {missing_field}.'),
    ('fill_adj', '', 'Stock > Adjustments: open the adjustment, fill {missing_field}.')
) as listed (code, sentence, remedy)
