"""A warehouse's landings as records: the current exports for each month, and the changes in each snapshot."""

from datetime import date
from typing import Any

import streamlit as st

from close.store.audit_log import AuditLog
from close.store.manifests import LandingRecord, Manifest
from close.store.warehouse import Warehouse
from close.work.current_exports import MADE_CURRENT, TAKEN_BACK, say_state
from pages.parts.frame.page_context import PageContext, month_name, open_warehouse
from pages.parts.words import read_moment, say_moment

SHORT = {
    "sales_documents": "Sales",
    "purchase_documents": "Purchases",
    "cogs_entries": "COGS",
    "stock_valuation_lines": "Valuations",
    "stock_reconciliation_entries": "Reconciliation",
    "stock_adjustments": "Adjustments",
    "payments": "Payments",
    "order_lines": "Order lines",
    "stock_movements": "Stock movements",
    "branch_transfers": "Transfers",
    "production_jobs": "Production",
    "purchase_statuses": "Purchase statuses",
    "ledger_entries": "Ledger",
    "ledger_documents": "Invoices, bills",
    "settings": "Settings",
}
KINDS = {**SHORT, "settings_mappings": "Mapping"}


def describe_landing(manifest: Manifest, record: LandingRecord) -> dict[str, Any]:
    """Return a landing as a row of a table, with its state in a snapshot."""
    return {
        "state": say_state(manifest, record).capitalize(),
        "file": record.file_name,
        "what": KINDS.get(record.files[0].dataset, record.files[0].dataset),
        "month": record.period,
        "count": record.rows,
        "proven": len(record.totals),
        "taken": record.exported_on and date.fromisoformat(record.exported_on),
        "when": read_moment(record.landed_at),
        "who": record.who,
        "hash": record.sha256[:12],
    }


def list_snapshots(context: PageContext, most: int) -> list[dict[str, Any]]:
    """Return the newest snapshots, newest first, with the files that became current and those that were superseded."""
    newest = context.manifest.number
    return [
        _describe_snapshot(context.warehouse.organisation, context.warehouse.manifests.open(number).stamp)
        for number in range(newest, max(newest - most, 0), -1)
    ]


def name_snapshot(context: PageContext, number: int) -> str:
    """Return the date, the person and the number of a snapshot."""
    row = _describe_snapshot(context.warehouse.organisation, context.warehouse.manifests.open(number).stamp)
    return str(row["name"])


@st.cache_data(max_entries=500, show_spinner=False)
def _describe_snapshot(organisation: str, stamp: tuple[int, str]) -> dict[str, Any]:
    warehouse, number = open_warehouse(organisation), stamp[0]
    now, before = warehouse.manifests.open(number), warehouse.manifests.open(number - 1)
    landed = [record for record in now.landings if not before.is_current(record.landing)]
    replaced = [record for record in before.landings if not now.is_current(record.landing)]
    is_correction = now.taken_back != before.taken_back
    who = _list_correctors(warehouse, number) if is_correction else sorted({record.who for record in landed})
    return {
        "name": f"{say_moment(now.published_at)} · {', '.join(filter(None, who)) or 'unnamed'} · number {number}",
        "landed": _name_files(landed) if landed else None,
        "replaced": _name_files(replaced) if replaced else None,
    }


def _list_correctors(warehouse: Warehouse, number: int) -> list[str]:
    """Return who took an upload back, or made one current, in a snapshot."""
    kinds = {TAKEN_BACK, MADE_CURRENT}
    events = AuditLog(warehouse).events()
    return sorted({event.who for event in events if event.kind in kinds and event.manifest == number - 1})


def _name_files(records: list[LandingRecord]) -> str:
    months = sorted({record.period for record in records})
    files = sorted(record.file_name for record in records)
    few = ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
    return f"{' to '.join(map(month_name, dict.fromkeys((months[0], months[-1]))))}: {few}"
