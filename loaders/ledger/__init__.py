"""The exports of accounting packages: one description for each kind of file from Xero, QuickBooks Online and MYOB.

A description is data: its columns and one of the layouts in `layouts/`.
"""

from loaders.ledger import (
    any_ledger,
    invoices,
    journals,
    myob,
    quickbooks,
    trial_balance,
    xero,
)

LOADERS = (
    xero.LOADER,
    journals.LOADER,
    journals.UNDATED,
    trial_balance.LOADER,
    invoices.LOADER,
    quickbooks.SIDES,
    quickbooks.AMOUNTS,
    quickbooks.LIST,
    quickbooks.JOURNAL,
    myob.LOADER,
    any_ledger.LOADER,
    any_ledger.ONE_AMOUNT,
)
