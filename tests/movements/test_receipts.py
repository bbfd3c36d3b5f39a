"""The purchase orders from which the units of a sale with a wrong cost came, by the list of stock movements."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.given.landings import landing, sale
from tests.movements.steps import MONTH, move, movements
from tests.reports.golden import Ask

SOLD = date(2026, 3, 28)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def sold(cogs: int) -> tuple[Landing, ...]:
    order = sale("SO-1", sales=100, cost=60, status="IMPORTED", move_date=SOLD, acct_date=SOLD)
    copied = {column: order[column] for column in ("doc_type", "order_ref", "ref_key", "acct_date", "status", "sales")}
    return landing("sales_documents", [order]), landing("cogs_entries", [{**copied, "cogs": Decimal(cogs)}], MONTH)


def test_a_wrong_cost_names_the_order_that_last_received_each_product(ask: Ask) -> None:
    ask.land(
        *sold(400),
        movements(
            move("SO-1", -2, SOLD),
            move("PO-1", 5, date(2026, 3, 2), "PO"),
            move("PO-2", 5, date(2026, 3, 20), "PO"),
            move("PO-3", 5, date(2026, 3, 30), "PO"),
            move("PO-4", 5, date(2026, 3, 21), "PO", product_code="Q"),
            move("PO-5", -5, date(2026, 3, 25), "PO"),
        ),
    )
    (row,) = ask("receipts_of_sales")
    assert (row["ref"], row["product"], row["receipt"]) == ("SO-1", "P", "PO-2")
    assert (row["received_on"], row["units"]) == (date(2026, 3, 20), 5)


def test_a_plausible_cost_needs_no_receipt(ask: Ask) -> None:
    ask.land(*sold(40), movements(move("SO-1", -2, SOLD), move("PO-1", 5, date(2026, 3, 2), "PO")))
    assert ask("receipts_of_sales") == []


def test_without_a_list_of_movements_no_receipt_is_known(ask: Ask) -> None:
    ask.land(*sold(400))
    assert ask("receipts_of_sales") == []
