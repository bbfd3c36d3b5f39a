"""The ledger datasets, which are the same for every accounting package."""

from close.store.datasets.dataset import DAY, MONEY, TEXT, Dataset
from close.store.packages import list_menus

KEYS = {f"key_{number}": TEXT for number in range(1, 5)}  # normalised parts of a reference; any of them may be Omni's
LEDGER_ENTRIES = Dataset(
    "ledger_entries",
    "Ledger entries",
    ("account",),
    {
        "account": TEXT,  # as in the file's heading
        "account_code": TEXT,
        "account_name": TEXT,
        "entry_date": DAY,
        "posted_date": DAY,
        "source_type": TEXT,  # in the terms of the package
        "kind": TEXT,  # sales_invoice, sales_credit, bill, bill_credit, payment, allocation, journal, money, other
        "contact": TEXT,
        "description": TEXT,
        "reference": TEXT,
        **KEYS,
        "journal_id": TEXT,
        "debit": MONEY,
        "credit": MONEY,
        "tax": MONEY,
    },
    source=list_menus("ledger_menu", ", all accounts"),
    unique=False,
    key_by_key=True,
)
LEDGER_BALANCES = Dataset(
    "ledger_balances",
    "Ledger balances",
    ("account",),
    {
        "account": TEXT,
        "account_code": TEXT,
        "account_name": TEXT,
        "opening": MONEY,  # debits are positive; null if the file does not state it
        "debits": MONEY,
        "credits": MONEY,
        "closing": MONEY,
    },
    source=list_menus("ledger_menu", ", all accounts"),
    key_by_key=True,
)
LEDGER_DOCUMENTS = Dataset(
    "ledger_documents",
    "Invoices and bills of the ledger",
    ("kind", "number", "reference", "contact"),
    {
        "kind": TEXT,  # sales_invoice, sales_credit, bill, bill_credit
        "contact": TEXT,
        "number": TEXT,
        "reference": TEXT,
        **KEYS,
        "document_date": DAY,
        "total": MONEY,  # in the document's currency
        "tax_total": MONEY,
        "amount_due": MONEY,  # not yet paid or applied; null if the list does not state it
        "currency": TEXT,
        "status": TEXT,  # DRAFT, SUBMITTED, AUTHORISED, PAID, VOIDED, DELETED
    },
    source=list_menus("documents_menu"),
    unique=False,
)
