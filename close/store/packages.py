"""The supported accounting packages and everything that differs between them.

A new package needs an entry here, a loader for its exports in `loaders/ledger/` and, if accruals can be imported into
it, a writer in `close/archive/accrual_files.py`. SQL reads these values from the generated model `packages`.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Package:
    """One accounting package. A blank menu means that the package has no such screen, or that it is unknown.

    `keeps_drafts` is True if invoices and bills may arrive as drafts for approval. `reference_length` is the number of
    characters that it keeps of a reference, or None if it keeps all. `control_roles` are the account roles that manual
    journals cannot post to. `account_key` is `code` or `name`, whichever its journal import uses for accounts.
    `asks_date_order` is True if its vendor does not state the order of dates in a journal to import.
    """

    code: str
    title: str
    short_name: str
    syncs: bool
    keeps_drafts: bool = False
    reference_length: int | None = None
    ledger_report: str = "General ledger"
    ledger_menu: str = ""
    ledger_range: str = "for the month"
    documents_menu: str = ""
    accrual_journal: str = ""
    account_key: Literal["code", "name"] = "code"
    control_roles: frozenset[str] = frozenset()
    has_tax_rates: bool = False
    asks_date_order: bool = False


XERO = Package(
    code="xero",
    title="Xero",
    short_name="Xero",
    syncs=True,
    keeps_drafts=True,
    ledger_report="Account Transactions",
    ledger_menu="Accounting > Reports > Account Transactions",
    ledger_range="the month as the date range, then Export",
    documents_menu="Business > Invoices, then Bills to pay: all statuses, Export",
    accrual_journal="Xero manual journal",
    control_roles=frozenset({"receivable", "payable"}),
    has_tax_rates=True,
)
QUICKBOOKS = Package(
    code="quickbooks",
    title="QuickBooks Online",
    short_name="QuickBooks",
    syncs=True,
    reference_length=21,
    ledger_report="Transaction Detail by Account",
    ledger_menu="Reports > Transaction Detail by Account",
    ledger_range="the month as the period, then Export",
    accrual_journal="QuickBooks Online journal entry",
    account_key="name",
    asks_date_order=True,
)
NONE = Package(code="none", title="None, or one that Omni does not sync with", short_name="the ledger", syncs=False)

PACKAGES = {package.code: package for package in (XERO, QUICKBOOKS, NONE)}


def list_menus(name: Literal["ledger_menu", "documents_menu"], after: str = "") -> str:
    """Return the menu path in every package that has one: "Xero: Reports > ...; QuickBooks: ..."."""
    menus = {package.short_name: getattr(package, name) for package in PACKAGES.values()}
    return "; ".join(f"{package}: {menu}{after}" for package, menu in menus.items() if menu)
