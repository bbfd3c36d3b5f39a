"""A warehouse's landings as records: the current exports for each month, and the changes in each snapshot."""

from typing import Any

import streamlit as st

from close.store.manifests import LandingRecord
from pages.parts.frame.page_context import PageContext, month_name, open_warehouse
from pages.parts.words import say_moment

SHORT = {
    "sales_documents": "Sales",
    "purchase_documents": "Purchases",
    "cogs_entries": "COGS",
    "stock_valuation_lines": "Valuations",
    "stock_reconciliation_entries": "Reconciliation",
    "stock_adjustments": "Adjustments",
    "payments": "Payments",
    "order_lines": "Order lines",
    "ledger_entries": "Ledger",
    "ledger_documents": "Invoices, bills",
    "settings": "Settings",
}


def count_by_month(context: PageContext) -> list[dict[str, Any]]:
    """Return the number of current rows for each export and month, newest month first, or None if there are none."""
    return [
        {"month": month_name(month), **{name: _count_rows(context, month, name) for name in SHORT}}
        for month in context.manifest.periods()[::-1]
    ]


def _count_rows(context: PageContext, month: str, dataset: str) -> int | None:
    files = [file for record in context.manifest.of(dataset, month) if (file := record.dataset(dataset))]
    return sum(file.rows for file in files) if files else None


def describe_landing(record: LandingRecord) -> dict[str, Any]:
    """Return a landing as a row of a table."""
    return {
        "file": record.file_name,
        "what": SHORT.get(record.files[0].dataset, record.files[0].dataset),
        "month": month_name(record.period),
        "count": record.rows,
        "proven": len(record.totals),
        "taken": record.exported_on,
        "when": say_moment(record.landed_at),
        "who": record.who,
        "hash": record.sha256[:12],
    }


def list_snapshots(context: PageContext, most: int) -> list[dict[str, Any]]:
    """Return the newest snapshots, newest first, with the files that became current and those that were superseded."""
    newest = context.manifest.number
    return [
        _describe_snapshot(context.warehouse.organisation, number)
        for number in range(newest, max(newest - most, 0), -1)
    ]


@st.cache_data(max_entries=500, show_spinner=False)
def _describe_snapshot(organisation: str, number: int) -> dict[str, Any]:
    manifests = open_warehouse(organisation).manifests
    now, before = manifests.open(number), manifests.open(number - 1)
    known, current = ({record.landing for record in manifest.landings} for manifest in (before, now))
    landed = [record for record in now.landings if record.landing not in known]
    replaced = [record for record in before.landings if record.landing not in current]
    return {
        "number": number,
        "when": say_moment(now.published_at),
        "who": ", ".join(sorted({record.who for record in landed})),
        "landed": _name_files(landed),
        "replaced": _name_files(replaced) if replaced else None,
    }


def _name_files(records: list[LandingRecord]) -> str:
    months = sorted({record.period for record in records})
    files = sorted(record.file_name for record in records)
    few = ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
    return f"{' to '.join(dict.fromkeys((months[0], months[-1])))}: {few}"
