"""Xero: Accounting > Reports > Account Transactions, or General Ledger Detail, for the month, then Export > Excel.

Select all accounts, grouped by account, with opening and closing balances (More) and the column Reference.
"""

from close.store.datasets import LEDGER_ENTRIES
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader
from loaders.ledger.columns import Balance, Credit, Debit, JournalNumber
from loaders.ledger.layouts.ledger import Ledger

LOADER = Loader(
    name="ledger.xero",
    version=1,
    title="Account Transactions",
    how_to_export=__doc__,
    dataset=LEDGER_ENTRIES,
    key="debit",
    period_columns=("entry_date",),
    yields_to=("omni.reconciliation", "ledger.journals", "ledger.journals_undated", "ledger.myob"),
    columns={
        "entry_date": Day("Date", ("Transaction Date",)),
        "source_type": Text("Source", ("Source Type", "Source / Type")),
        "contact": Text("Contact", ("Contact Name",), optional=True),
        "description": Text("Description", ("Details", "Narration"), optional=True),
        "reference": Text("Reference", ("Ref",), optional=True),
        "number": Text("Invoice Number", ("Invoice No", "Document Number"), optional=True),
        "journal_id": JournalNumber("Journal ID", ("Journal Number", "Journal No"), optional=True),
        "name": Text("Account", ("Account Name",), optional=True),
        "code": Text("Account Code", ("Code",), optional=True),
        "debit": Debit("Debit", ("Debits", "Dr")),
        "credit": Credit("Credit", ("Credits", "Cr")),
        "balance": Balance("Running Balance", ("Balance",), optional=True),
        "tax": Money("Tax", ("GST", "VAT", "Tax Amount", "GST Amount", "VAT Amount", "Sales Tax"), optional=True),
        "posted_date": Day("Posted Date", optional=True),
    },
    layout=Ledger().read,
)
