"""Any ledger: a table or report of entries with date, account (a column or headings), reference, debit and credit."""

from close.store.datasets import LEDGER_ENTRIES
from loaders.cells.columns import Day, Money, Text
from loaders.layouts.description import Loader
from loaders.ledger.columns import Balance, Credit, Debit, JournalNumber
from loaders.ledger.layouts.ledger import Ledger, refuse_one_amount

_DATES = (
    "Transaction date", "Posting date", "Entry date", "Journal date", "Doc date", "Document date", "Txn date", "Txn dt",
    "Trans date", "Tran date", "Trx date", "Transaction dt", "GL date", "Effective date", "Accounting date",
    "Value date", "Voucher date", "Posted on",
)  # fmt: skip
_NAMES = (
    "Account description", "Account title", "Account full name", "Full name", "GL account name",
    "GL account description", "Ledger account name", "Nominal account name", "Nominal name", "Distribution account",
    "Account", "GL account", "Ledger account", "Nominal account", "Ledger", "A/C", "Acct",
)  # fmt: skip
_CODES = (
    "Account no", "Account number", "Account #", "Account ID", "GL code", "GL account code", "GL account no",
    "GL account number", "Nominal code", "Nominal", "N/C", "Ledger code", "Code", "Acct no", "Acct code", "A/C no",
    "A/C code", "Account", "GL account", "Nominal account", "Ledger account",
)  # fmt: skip
_REFERENCES = (
    "Ref", "Ref no", "Num", "No.", "Reference number", "Reference no", "Doc ref", "Document reference",
    "Transaction reference", "Voucher no", "Voucher number",
)  # fmt: skip
LOADER = Loader(
    name="ledger.sheet",
    version=1,
    title="General Ledger",
    how_to_export=__doc__,
    dataset=LEDGER_ENTRIES,
    key="debit",
    period_columns=("entry_date",),
    is_general=True,
    columns={
        "entry_date": Day("Date", _DATES),
        "name": Text("Account name", _NAMES, optional=True),
        "code": Text("Account code", _CODES, optional=True),
        "reference": Text("Reference", _REFERENCES, optional=True),
        "number": Text(
            "Document no", ("Document number", "Invoice number", "Invoice no", "Doc no", "Document"), optional=True
        ),
        "source_type": Text("Source", ("Transaction type", "Type", "Src", "Source type"), optional=True),
        "contact": Text("Contact", ("Name", "Customer", "Supplier", "Vendor", "Payee"), optional=True),
        "description": Text(
            "Description",
            ("Memo", "Narration", "Narrative", "Details", "Particulars", "Memo/Description", "Comment", "Text"),
            optional=True,
        ),
        "journal_id": JournalNumber(
            "Journal ID", ("Journal number", "Journal no", "Entry no", "Transaction ID"), optional=True
        ),
        "debit": Debit("Debit", ("Debits", "Dr", "Debit amount", "Amount debit", "Dr amount", "Amount Dr")),
        "credit": Credit("Credit", ("Credits", "Cr", "Credit amount", "Amount credit", "Cr amount", "Amount Cr")),
        "balance": Balance("Balance", ("Running balance", "Cumulative balance"), optional=True),
        "tax": Money("Tax", ("GST", "VAT", "Tax amount"), optional=True),
        "posted_date": Day("Posted date", ("Created on", "Created"), optional=True),
    },
    layout=Ledger(totals=False).read,
)
# Recognised only so that the refusal can give advice. In its single amount column, a positive amount may mean a debit
# or an increase of the account. A file of balanced journals looks the same in both cases.
ONE_AMOUNT = Loader(
    name="ledger.one_amount",
    version=1,
    title="General Ledger with one Amount",
    how_to_export=__doc__,
    dataset=LEDGER_ENTRIES,
    key="amount",
    columns={
        "entry_date": Day("Date", _DATES),
        "name": Text("Account", (*_NAMES, *_CODES)),
        "amount": Money("Amount", ("Net amount", "Net", "Amount LC", "Value")),
    },
    yields_to=(LOADER.name,),
    is_general=True,
    layout=refuse_one_amount,
)
