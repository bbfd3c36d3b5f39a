"""The exports of accounting packages: what Xero, QuickBooks Online and MYOB say of the same month."""

from loaders.ledger import invoices, journals, myob, one_amount, quickbooks, sheet, trial_balance, xero

LOADERS = (
    xero.LOADER,
    journals.LOADER,
    journals.UNDATED,
    trial_balance.LOADER,
    invoices.LOADER,
    quickbooks.SIDES,
    quickbooks.AMOUNTS,
    quickbooks.JOURNAL,
    myob.LOADER,
    sheet.LOADER,
    one_amount.LOADER,
)
