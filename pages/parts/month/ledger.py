"""What a ledger page needs: whether the month's ledger has landed, and where to get it."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import streamlit as st

from close.rules.report import Answer
from close.store.packages import PACKAGES, Package, list_menus
from pages.parts import words
from pages.parts.frame.page_context import PageContext, link, month_name
from pages.parts.month.causes import cause

ENTRIES, BALANCES, LISTS = "ledger_entries", "ledger_balances", "ledger_documents"
LEDGER = (ENTRIES, BALANCES, LISTS)
ACCOUNTS = "the accounts of stock, cost of goods sold, sales, receivables and payables"


def has_ledger(context: PageContext) -> bool:
    """Whether any account of the ledger has landed for the month."""
    return bool(context.manifest.of(BALANCES, context.period) or context.manifest.of(ENTRIES, context.period))


def say_missing(context: PageContext, answer: Answer) -> bool:
    """Name each export that an answer lacks for the month and where to click; whether the ledger is one of them."""
    omni = [name for name in answer.unlanded if name not in (*LEDGER, *words.OPTIONAL, "settings")]
    lines = [f"- **{words.title(name)}**: in Omni, {words.SOURCES.get(name, 'export it')}" for name in omni]
    blind, package = not has_ledger(context), PACKAGES[context.settings.package]
    if blind:
        lines.append(f"- **{package.ledger_report}** of the ledger: {_where_to_click(package)}")
    if LISTS in answer.unlanded and context.settings.expects_drafts:
        where = f"in {package.short_name}, {package.documents_menu}"
        lines.append(f"- **Invoices and bills** of the ledger, for its drafts: {where}")
    if lines:
        st.warning(
            f"Not landed for {month_name(context.period)}:\n\n" + "\n".join(lines), icon=":material/upload_file:"
        )
        link("data/upload", "Upload exports", icon=":material/upload:")
    return blind


def _where_to_click(package: Package) -> str:
    """How to export the ledger; where the package is not known, in each that Omni syncs with."""
    if package.ledger_menu:
        return f"in {package.short_name}, {package.ledger_menu}: {ACCOUNTS}, {package.ledger_range}"
    return f"the general ledger in detail: {ACCOUNTS}, {package.ledger_range} ({list_menus('ledger_menu')})"


def say_nameless(context: PageContext, balance: object) -> None:
    """Say so where the ledger has landed and none of its accounts is known as the stock account."""
    if has_ledger(context) and balance is None:
        st.warning(
            "The ledger has landed, but the settings name none of its accounts as inventory: nothing can be compared.",
            icon=":material/account_tree:",
        )
        link("data/organisation", "Name the accounts in the settings", icon=":material/business:")


def with_reasons(table: pa.Table, say: Callable[[dict[str, Any]], tuple[str, str]]) -> pa.Table:
    """The rows with a reason and a fix, which the detail of a picked row shows; lists and downloads do not."""
    reasons, fixes = zip(*(say(row) for row in table.to_pylist()), strict=True) if table.num_rows else ((), ())
    for name, texts in {"reason": reasons, "fix": fixes}.items():
        table = table.append_column(name, pa.array(texts, pa.string()))
    return table


def of_cause(row: dict[str, Any], period: str) -> tuple[str, str]:
    """The reason and the fix of a row that names its cause."""
    found = cause(row["cause_id"], period)
    ends = "clears by itself" if found.clears else "stays until it is mended"
    return f"{found.name}: {found.description} It {ends}.", found.fix


def story_link(doc_type: str | None, ref: str | None) -> None:
    """The way from a row to the story of its document, where it names one."""
    if ref and doc_type in {"SO", "CN", "PO", "SCN", "ADJ"}:
        link("reports/document", f"The story of {words.plain(ref)}", icon=":material/timeline:", ref=ref)
