"""QuickBooks Online: Reports > General Ledger (or Transaction Detail by Account) for the month, accrual, then Export.

Tick the columns Debit and Credit (Customise > Rows/Columns). One Amount column does not separate the two.
"""

from dataclasses import replace

from close.store.datasets import LEDGER_ENTRIES
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader
from loaders.ledger.columns import Balance, Credit, Debit, JournalNumber
from loaders.ledger.layouts.ledger import Ledger, read_list

_NAMES = ("Account Name", "Account full name", "Distribution account", "Full name")
_COMMON = {
    "entry_date": Day("Transaction date", ("Date",)),
    "source_type": Text("Transaction type", ("Type",)),
    "reference": Text(
        "Num",
        (
            "No.",
            "Number",
            "Ref No",
            "Reference",
            "Reference no",
            "Reference number",
            "Ref",
            "Document number",
            "Doc no",
            "Transaction number",
            "Transaction #",
            "Voucher no",
        ),
        optional=True,
    ),
    "contact": Text("Name", ("Customer", "Vendor", "Supplier", "Payee"), optional=True),
    "description": Text("Description", ("Memo/Description", "Memo", "Line description"), optional=True),
    "journal_id": JournalNumber("Transaction ID", optional=True),
    "posted_date": Day("Create Date", ("Created on", "Created"), optional=True),
    "tax": Money("Tax Amount", ("GST Amount", "VAT Amount"), optional=True),
}
_OWN = {
    "name": Text("Distribution account", ("Account",), optional=True),
    "code": Text("Distribution account number", ("Account #", "Account number"), optional=True),
    "balance": Balance("Balance", ("Running Balance",)),
}

SIDES = Loader(
    name="ledger.quickbooks_sides",
    version=1,
    title="General Ledger",
    how_to_export=__doc__,
    dataset=LEDGER_ENTRIES,
    key="debit",
    period_columns=("entry_date",),
    columns={**_COMMON, **_OWN, "debit": Debit("Debit", ("Debits",)), "credit": Credit("Credit", ("Credits",))},
    layout=Ledger(own_side=True).read,
)
AMOUNTS = replace(
    SIDES,
    name="ledger.quickbooks",
    key="amount",
    yields_to=(SIDES.name,),
    columns={
        **_COMMON,
        **_OWN,
        "split": Text("Split", ("Split account", "Item split account", "Account Name"), optional=True),
        # A company with several currencies may add the column Amount in that of each transaction.
        "amount": Debit("Amount", preferred=("Home amount", "Home currency amount")),
    },
    layout=Ledger(signed=True, own_side=True).read,
)
# A list without balances. Only its heading or its title shows that it comes from QuickBooks.
LIST = replace(
    AMOUNTS,
    name="ledger.quickbooks_list",
    title="Transaction Detail by Account",
    yields_to=(
        SIDES.name,
        AMOUNTS.name,
        "ledger.journal_entries",
        "ledger.journals",
        "ledger.journals_undated",
        "ledger.xero",
        "ledger.myob",
        "ledger.invoices",
        "ledger.sheet",
    ),
    columns={
        **_COMMON,
        "name": Text("Distribution account", ("Account", *_NAMES)),
        "code": _OWN["code"],
        "amount": AMOUNTS.columns["amount"],
    },
    layout=read_list,
)
JOURNAL = replace(
    SIDES,
    name="ledger.journal_entries",
    title="Journal",
    yields_to=(SIDES.name,),
    columns={
        **_COMMON,
        "name": Text("Account", _NAMES),
        "code": Text(
            "Account #", ("Account number", "Account code", "GL code", "Nominal code", "Nominal", "N/C"), optional=True
        ),
        "debit": Debit("Debit", ("Debits",)),
        "credit": Credit("Credit", ("Credits",)),
    },
    layout=Ledger(journals=True, own_side=True).read,
)
