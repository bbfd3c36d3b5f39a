"""The exports of accounting packages: what Xero, QuickBooks Online and MYOB say of the same month."""

from loaders.ledger import invoices, quickbooks, xero

LOADERS = (xero.LOADER, quickbooks.SIDES, quickbooks.AMOUNTS, quickbooks.JOURNAL, invoices.LOADER)
