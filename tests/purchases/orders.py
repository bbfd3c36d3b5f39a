"""Purchase orders of 50.00 with their bills, and the causes found for them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase
from tests.reports.golden import INSIDE, Ask


def causes(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    return {row["ref"]: (row["cause_id"], row["amount"]) for row in ask("findings", *landings)}


def rest(*lacking: str) -> list[Landing]:
    """Return the month's other exports, without rows. Without them a leg cannot show an unexplained amount."""
    return [landing(name, []) for name in lacking or ("sales_documents", "stock_adjustments", "cogs_entries")]


def unexplained(ask: Ask, *lacking: str) -> set[Decimal]:
    return {row["amount"] for row in ask("bridge", *rest(*lacking)) if row["cause_id"] == "unexplained"}


def listed(ref: str, debit: int = 50) -> Row:
    return {
        "section": "purchase_orders", "reference": ref, "ref_key": ref, "entry_date": INSIDE, "debit": Decimal(debit),
    }  # fmt: skip


def billed(*lines: Row, **columns: Any) -> tuple[Landing, ...]:
    """Land PO-1 of 50.00 as in Omni and the reconciliation, and a ledger with these lines."""
    order = landing("purchase_documents", [purchase("PO-1", **columns)])
    return accounts(), order, *reconciliation(0, 50, listed("PO-1")), ledger(*lines), valuation(50)


def each_billed(bills: Sequence[Sequence[Row]]) -> tuple[Landing, ...]:
    """Land an order of 50.00 for each bill, whose lines are written as for PO-1."""
    refs = [f"PO-{n}" for n in range(1, len(bills) + 1)]
    lines = [_rename(row, ref) for ref, bill in zip(refs, bills, strict=True) for row in bill]
    orders, total = landing("purchase_documents", map(purchase, refs)), 50 * len(refs)
    return accounts(), orders, *reconciliation(0, total, *map(listed, refs)), ledger(*lines), valuation(total)


def _rename(row: Row, ref: str) -> Row:
    return {name: cell.replace("PO-1", ref) if isinstance(cell, str) else cell for name, cell in row.items()}


def on_stock(net: object, reference: str = "INV PO-1 | PO-1", **columns: Any) -> Row:
    return line("inventory", reference, net, INSIDE, **columns)


def owed(net: object, reference: str = "INV PO-1 | PO-1", **columns: Any) -> Row:
    return line("payable", reference, net, INSIDE, **columns)
