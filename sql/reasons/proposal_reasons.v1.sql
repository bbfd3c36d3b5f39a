-- Reasons of proposals: what in the files speaks for a setting that is proposed, and why one has to be chosen.
--
-- since: 2000-01
-- grain: one row for each reason code
-- key:   code
-- rule:  proposed-settings.md#proposed-settings

select
    code,
    sentence,
    remedy
from (
    values
    ('proposed_bills_debit', '{1} of {2} bills and supplier credits of Omni''s purchases post there', ''),
    ('proposed_bills_credit', '{1} of {2} bills and supplier credits of Omni''s purchases are owed there', ''),
    ('proposed_invoices_credit', '{1} of {2} sales invoices, credit notes and batches of Omni are income there', ''),
    ('proposed_invoices_debit', '{1} of {2} sales invoices, credit notes and batches of Omni are owed there', ''),
    ('proposed_adjusted', '{1} of {2} stock adjustments of Omni move it', ''),
    ('proposed_adjusts', '{1} of {2} stock adjustments of Omni are charged there', ''),
    ('proposed_cogs_debit', 'a journal with Omni''s COGS, to the cent, debits it in {1} of {2} months', ''),
    ('proposed_cogs_credit', 'a journal with Omni''s COGS credits it in {1} of {2} months', ''),
    ('proposed_cogs_nearly', 'a journal of about Omni''s COGS, never to the cent, is there in {1} of {2} months', ''),
    ('proposed_landed_costs', '{1} of {2} landed costs of Omni''s purchases are set against it', ''),
    ('proposed_deposits', '{1} of {2} amounts that are posted for an order and taken back again are there', ''),
    ('proposed_and_named', 'there is little else to tell by, but its name says so', ''),
    ('proposed_by_name', 'its name alone says so: no posting tells', ''),
    ('proposed_too_few', 'these are too few documents to tell: choose', ''),
    (
        'proposed_no_stock',
        'neither a COGS journal nor an adjustment touches it, so it may be an expense: choose', ''
    ),
    ('proposed_nothing', 'cannot tell: no posting and no name of an account speaks for it. Choose', ''),
    ('proposed_prefix', '{1} of {2} begin like this, such as {example}', ''),
    ('proposed_pattern', '{1:count} of {2:count} {3} read {4}: {example}', ''),
    (
        'proposed_number',
        '{1:count} of {2:count} {3} that are not recognised, but have the amount of a single document, would read {4}: {example}', ''
    ),
    ('proposed_package', 'the report {1} is one of this package', ''),
    ('proposed_base_rate', '{1} purchases in this currency are listed at a rate of 1', ''),
    ('proposed_invoice_currency', '{1} sales invoices of the ledger are in this currency', ''),
    ('proposed_sales_currency', '{1} sales of Omni are in this currency', ''),
    ('proposed_date_order', '{1} files have days that can be read in this order only', ''),
    ('proposed_perpetual', 'the ledger holds COGS journals of Omni ({1} found)', ''),
    ('proposed_paid_at_register', '{1} of {2} payments came through a register', ''),
    ('proposed_sold_at_register', '{1} of {2} sales name a register as their source', ''),
    ('proposed_paid_online', '{1} of {2} payments came through a web shop: {3}', ''),
    ('proposed_batches', '{1} of {2} sales carry a batch, such as {3}', ''),
    (
        'proposed_no_drafts',
        'none of {1} documents of Omni is a draft in the lists of the ledger, but drafts that were all approved look the same: choose',
        ''
    ),
    ('proposed_drafts', '{1} documents of Omni are drafts in the lists of the ledger', '')
) as words (code, sentence, remedy)
