"""The way to an export: the system that has it, the report, and where to click there."""

from close.store.datasets import DATASETS
from close.store.packages import PACKAGES, Package, list_menus
from pages.parts.frame.page_context import PageContext
from pages.parts.words import title

ENTRIES, BALANCES, LISTS = "ledger_entries", "ledger_balances", "ledger_documents"
ACCOUNTS = "all accounts, or at least those for stock, cost of goods sold, sales, receivables and payables"


def say_ledger_report(package: Package) -> str:
    """Return how to export the ledger. If the package is unknown, return it for each one that Omni syncs with."""
    if package.ledger_menu:
        return f"in {package.short_name}, {package.ledger_menu}: {ACCOUNTS}, {package.ledger_range}"
    return f"the general ledger in detail: {ACCOUNTS}, {package.ledger_range} ({list_menus('ledger_menu')})"


def say_place(package: Package, dataset: str) -> str:
    """Return where to click for an export, beginning with the system that has it."""
    if dataset == LISTS:
        return f"in {package.short_name}, {package.documents_menu or 'the lists of invoices and bills'}"
    if dataset in {ENTRIES, BALANCES}:
        return say_ledger_report(package)
    return f"in Omni, {DATASETS[dataset].source or 'export it'}"


def say_export(context: PageContext, dataset: str) -> str:
    """Return a line about an export, as Markdown: its title, its system and where to click there."""
    package = PACKAGES[context.settings.package]
    if dataset == LISTS:
        where = package.documents_menu or list_menus("documents_menu") or "the lists of invoices and bills"
        return f"**Invoices and bills** from {package.short_name}, to find drafts: {where}"
    if dataset in {ENTRIES, BALANCES}:
        return f"**{package.ledger_report}** from the ledger: {say_ledger_report(package)}"
    return f"**{title(dataset)}** from Cin7 Omni: {DATASETS[dataset].source or 'export it'}"
