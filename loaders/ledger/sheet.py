"""Any ledger: a table or report of entries with date, account (a column or headings), reference, debit and credit."""

from close.datasets import LEDGER_ENTRIES
from loaders.columns import Day, Money, Text
from loaders.description import Loader
from loaders.ledger.columns import Balance, Credit, Debit, JournalNumber
from loaders.ledger.layout import Ledger

OTHERS = (
    "omni.reconciliation",
    "ledger.xero",
    "ledger.journals",
    "ledger.quickbooks_sides",
    "ledger.journal_entries",
    "ledger.quickbooks",
    "ledger.myob",
)
LOADER = Loader(
    name="ledger.sheet",
    version=1,
    title="General Ledger",
    where=__doc__,
    dataset=LEDGER_ENTRIES,
    key="debit",
    dated=("entry_date",),
    yields_to=OTHERS,
    columns={
        "entry_date": Day("Date", ("Transaction date", "Posting date", "Entry date", "Journal date", "Doc date")),
        "name": Text("Account", ("Account name", "GL account", "Ledger account", "Nominal account"), optional=True),
        "code": Text(
            "Account code",
            ("Account no", "Account number", "Account #", "GL code", "Nominal code", "Code", "Account ID"),
            optional=True,
        ),
        "reference": Text("Reference", ("Ref", "Ref no", "Num", "No.", "Reference number"), optional=True),
        "number": Text(
            "Document no", ("Document number", "Invoice number", "Invoice no", "Doc no", "Document"), optional=True
        ),
        "source_type": Text("Source", ("Transaction type", "Type", "Src", "Source type"), optional=True),
        "contact": Text("Contact", ("Name", "Customer", "Supplier", "Vendor", "Payee"), optional=True),
        "description": Text(
            "Description", ("Memo", "Narration", "Details", "Particulars", "Memo/Description"), optional=True
        ),
        "journal_id": JournalNumber(
            "Journal ID", ("Journal number", "Journal no", "Entry no", "Transaction ID"), optional=True
        ),
        "debit": Debit("Debit", ("Debits", "Dr", "Debit amount")),
        "credit": Credit("Credit", ("Credits", "Cr", "Credit amount")),
        "balance": Balance("Balance", ("Running balance",), optional=True),
        "tax": Money("Tax", ("GST", "VAT", "Tax amount"), optional=True),
        "posted_date": Day("Posted date", ("Created on", "Created"), optional=True),
    },
    layout=Ledger(totals=False).read,
)
