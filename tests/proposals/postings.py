"""Postings of a company whose accounts have any name."""

from datetime import date
from typing import Any

from close.store.warehouse import Landing
from tests.bridge.slips import Row, balance
from tests.bridge.slips import line as entry
from tests.given.landings import rows_of
from tests.reports.golden import INSIDE

Rows = list[dict[str, Any]]


def books(*lines: Row, period: str = "2026-03") -> Landing:
    """Return a ledger with accounts under any name."""
    names = dict.fromkeys(row["account"] for row in lines)
    tables = {
        "ledger_entries": rows_of("ledger_entries", list(lines), period),
        "ledger_balances": rows_of("ledger_balances", [balance(name, lines, 0) for name in names], period),
    }
    taken = date(2026, 4, 4)
    content = f"{lines}".encode()
    return Landing("ledger.csv", content, "ledger.myob", 1, period, taken, {"format": "csv"}, (), {}, tables)


def line(account: str, reference: str, net: object, kind: str, **columns: object) -> Row:
    return entry(account, reference, net, INSIDE, kind, **columns)


def bill(stock: str, ref: str, creditors: str = "Creditors", kind: str = "bill") -> list[Row]:
    return [line(stock, f"X1 | {ref}", 50, kind), line(creditors, f"X1 | {ref}", -60, kind), line("GST", ref, 10, kind)]


def invoice(income: str, ref: str, debtors: str = "Debtors", kind: str = "sales_invoice") -> list[Row]:
    return [line(income, ref, -10, kind), line(debtors, ref, 12, kind), line("GST", ref, -2, kind)]


def adjusted(stock: str, expense: str, ref: str) -> list[Row]:
    return [line(stock, ref, 8, "journal"), line(expense, ref, -8, "journal")]


def cogs(stock: str, cost: str, amount: int, text: str = "COGS") -> list[Row]:
    return [line(stock, text, -amount, "journal"), line(cost, text, amount, "journal")]
