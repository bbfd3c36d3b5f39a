"""The accrual journal on screen: its quadrants, its accounts, and the entries that a ledger refuses."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import streamlit as st

from close.archive.accrual_accounts import say_role
from close.rules import reasons
from close.store.packages import Package
from close.work.ledger_accounts import LedgerAccount
from pages.parts.month.ledger_accounts import ask_account
from pages.parts.widgets.answers import total, where
from pages.parts.words import agree, say_count

QUADRANTS = {
    "received_not_billed": "goods received, bill not booked",
    "billed_not_received": "bill booked, goods in transit",
    "dispatched_not_invoiced": "goods dispatched, revenue and cost not booked",
    "invoiced_not_dispatched": "revenue booked, goods still in stock",
}
# The quadrants whose amounts contain costs, with the report that states those.
COSTED = {
    "received_not_billed": "purchase_documents",
    "billed_not_received": "purchase_documents",
    "dispatched_not_invoiced": "sales_documents",
}
BLIND = {"documents": None, "debit": None, "credit": None}
TABLE = {
    "quadrant": "Quadrant",
    "documents": "Documents",
    "debit": "Debit",
    "credit": "Credit",
    "meaning": "Meaning",
}

Record = dict[str, Any]


def quadrants(rows: pa.Table, period: str, stood_in: Collection[str] = ()) -> list[Record]:
    """Return a line for each quadrant, including those without a document, and their total.

    Quadrants at cost are blank if a list stands in for the report that states it, and so is the total.
    """
    lines = [
        {"quadrant": reasons.say(code, {}, period), "meaning": meaning, **_sums(where(rows, "quadrant_code", [code]))}
        for code, meaning in QUADRANTS.items()
    ]
    summed = {name: sum((line[name] for line in lines), Decimal(0)) for name in ("debit", "credit")}
    documents = sum(line["documents"] for line in lines)
    whole = {"quadrant": "Total", "meaning": "", "documents": documents, **summed}
    blind = [at for at, code in enumerate(QUADRANTS) if COSTED.get(code) in stood_in]
    shown = [{**line, **(BLIND if at in blind else {})} for at, line in enumerate(lines)]
    return [*shown, {**whole, **(BLIND if blind else {})}]


def _sums(rows: pa.Table) -> Record:
    return {
        "documents": len({(row["doc_type"], row["ref"]) for row in rows.select(["doc_type", "ref"]).to_pylist()}),
        "debit": total(rows, "debit"),
        "credit": total(rows, "credit"),
    }


def say_coverage(parts: Sequence[Record]) -> str:
    """Return how many timing differences are accrued, and how many documents are accrued besides them."""
    timing, accrued = _count(parts, "is_timing"), _count(parts, "is_accrued")
    both = _count(parts, "is_timing", "is_accrued")
    besides = f", and {say_count(accrued - both, 'document')} of which only part has moved or is billed"
    return (
        f"{both:,} of {say_count(timing, 'timing difference')} {agree(both, 'is', 'are')} accrued"
        f"{besides if accrued > both else ''}. {timing - both:,} {agree(timing - both, 'is', 'are')} left out."
    )


def list_coverage(parts: Sequence[Record]) -> list[Record]:
    """Return the statement from the timing differences to the accrued documents. Deductions are in parentheses."""
    left_out = [part for part in parts if part["is_accrued"] == "N"]
    besides = [part for part in parts if part["is_timing"] == "N"]
    timing, accrued = f"{_count(parts, 'is_timing'):,}", f"{_count(parts, 'is_accrued'):,}"
    return [
        {"part": "Timing differences at month end", "flow": "", "documents": timing},
        *({"part": each["reason"], "flow": each["flow"], "documents": f"({each['documents']:,})"} for each in left_out),
        *({"part": each["reason"], "flow": each["flow"], "documents": f"{each['documents']:,}"} for each in besides),
        {"part": "Documents accrued", "flow": "", "documents": accrued},
    ]


def _count(parts: Sequence[Record], *sides: str) -> int:
    return sum(int(part["documents"]) for part in parts if all(part[side] == "Y" for side in sides))


def ask_accounts(
    roles: Iterable[str], package: Package, ledger: Sequence[LedgerAccount], given: Mapping[str, str]
) -> dict[str, str]:
    """Return the account of each role, chosen from the ledger's accounts. `given` are those that are known already."""
    with st.grid(4):
        return {
            role: ask_account(
                st.container(),
                f"{package.account_key.capitalize()}: {say_role(role)}",
                package.account_key,
                ledger,
                given.get(role, ""),
                f"account-{package.code}-{role}",
            )
            for role in roles
        }


def put_roles_in_words(lines: pa.Table) -> pa.Table:
    """Return the lines with their accounts in words."""
    index = lines.schema.get_field_index("role")
    words = pa.array([say_role(role) for role in lines["role"].to_pylist()], pa.string())
    return lines.set_column(index, lines.schema.field("role"), words)
