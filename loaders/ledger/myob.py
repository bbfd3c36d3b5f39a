"""MYOB: Reports > Accounts > General Ledger [Detail] for the month, all accounts, then Export or Send to Excel."""

from close.store.datasets import LEDGER_ENTRIES
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader
from loaders.ledger.columns import Balance, Credit, Debit
from loaders.ledger.layouts.ledger import Ledger

LOADER = Loader(
    name="ledger.myob",
    version=1,
    title="General Ledger",
    how_to_export=__doc__,
    dataset=LEDGER_ENTRIES,
    key="debit",
    period_columns=("entry_date",),
    columns={
        "reference": Text("ID No.", ("ID#", "ID", "ID Number")),
        "source_type": Text("Src", ("Source", "Journal")),
        "entry_date": Day("Date", ("Transaction Date",)),
        "description": Text("Memo", ("Description", "Details", "Memo/Payee")),
        "contact": Text("Name", ("Card", "Card Name", "Payee", "Contact"), optional=True),
        "name": Text("Account Name", ("Account",), optional=True),
        "code": Text("Account No.", ("Account Number", "Account #"), optional=True),
        "debit": Debit("Debit", ("Debits", "Debit Amount")),
        "credit": Credit("Credit", ("Credits", "Credit Amount")),
        "balance": Balance("Ending Balance", ("Balance", "Running Balance"), optional=True),
        "tax": Money("Tax", ("GST", "Tax Amount"), optional=True),
    },
    yields_to=("omni.reconciliation", "ledger.journals", "ledger.journals_undated", "ledger.quickbooks_sides"),
    layout=Ledger(own_side=True, totals=False).read,
)
