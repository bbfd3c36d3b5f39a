-- Proposal reasons: the evidence in the files for a proposed setting, and why a user has to choose.
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
    ('proposed_bills_debit', '{1:count} of {2:count} bills and supplier credits for Omni purchases are posted to it', ''),
    ('proposed_bills_credit', '{1:count} of {2:count} bills and supplier credits for Omni purchases are posted to it as payables', ''),
    ('proposed_invoices_credit', '{1:count} of {2:count} Omni sales invoices, credit notes and batches are posted to it as revenue', ''),
    ('proposed_invoices_debit', '{1:count} of {2:count} Omni sales invoices, credit notes and batches are posted to it as receivables', ''),
    ('proposed_adjusted', '{1:count} of {2:count} Omni stock adjustments change its balance', ''),
    ('proposed_adjusts', '{1:count} of {2:count} Omni stock adjustments are charged to it', ''),
    (
        'proposed_cogs_debit',
        'in {1:count} of {2:count} months a journal debits this account by exactly the amount of Omni''s COGS, and in any others by an amount within 10% of it',
        ''
    ),
    (
        'proposed_cogs_credit',
        'in {1:count} of {2:count} months the journal for exactly the amount of Omni''s COGS credits this account', ''
    ),
    (
        'proposed_cogs_nearly',
        'in {1:count} of {2:count} months a journal for roughly, but never exactly, the amount of Omni''s COGS is posted to it', ''
    ),
    ('proposed_landed_costs', '{1:count} of {2:count} landed costs of Omni purchases are offset against it', ''),
    (
        'proposed_customer_deposits',
        '{1:count} of {2:count} deposits from customers are posted to it, each recognised because it was reversed later for the same order',
        ''
    ),
    (
        'proposed_supplier_deposits',
        '{1:count} of {2:count} deposits to suppliers are posted to it, each recognised because it was reversed later for the same order',
        ''
    ),
    ('proposed_and_named', 'there is little other evidence, but its name matches', ''),
    ('proposed_by_name', 'only its name suggests it, and no posting confirms it', ''),
    ('proposed_too_few', 'there are too few documents to be sure. Please choose', ''),
    (
        'proposed_no_stock',
        'no COGS journal or adjustment is posted to it, so it may be an expense account. Please choose', ''
    ),
    ('proposed_nothing', 'no posting and no account name suggests an account. Please choose', ''),
    ('proposed_prefix', '{1:count} of {2:count} begin with it, for example {example}', ''),
    ('proposed_pattern', '{1:count} of {2:count} {3} are written like this, for example {example}', ''),
    (
        'proposed_number',
        '{1:count} of {2:count} unrecognised {3} whose amount matches a single document are written like this, for example {example}', ''
    ),
    ('proposed_package', 'the report {1} comes from this package', ''),
    ('proposed_base_rate', '{1:count} orders in this currency are listed at an exchange rate of 1', ''),
    ('proposed_invoice_currency', '{1:count} sales invoices in the ledger are in this currency', ''),
    ('proposed_sales_currency', '{1:count} Omni sales are in this currency', ''),
    ('proposed_date_order', '{1:count} files have dates that can only be read in this order', ''),
    ('proposed_perpetual', 'the ledger contains COGS journals from Omni ({1:count} found)', ''),
    ('proposed_paid_at_register', '{1:count} of {2:count} payments were taken at a register', ''),
    ('proposed_sold_at_register', '{1:count} of {2:count} sales have a register as their source', ''),
    ('proposed_paid_online', '{1:count} of {2:count} payments came through a web shop: {3}', ''),
    ('proposed_batches', '{1:count} of {2:count} sales belong to a batch, such as {3}', ''),
    (
        'proposed_no_drafts',
        'none of {1:count} Omni documents is a draft in the lists of the ledger, but drafts that have all been approved would look the same. Please choose',
        ''
    ),
    ('proposed_drafts', '{1:count} Omni documents are drafts in the lists of the ledger', '')
) as words (code, sentence, remedy)
