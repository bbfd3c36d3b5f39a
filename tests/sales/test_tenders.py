"""An order paid in several ways belongs to a batch for each, at the amount of each payment."""

from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import accounts, ledger, line
from tests.given.landings import Row, credit, landing, sale
from tests.reports.golden import INSIDE, Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def batched(ref: str = "S-1", batch: str = "B-1", **columns: object) -> Row:
    return sale(ref, source="POS", status="DO_NOT_IMPORT", payment_batch_ref=batch, **columns)


def paid(*tenders: tuple[str, object, str | None], source: str = "POS") -> Landing:
    common = {"source": source, "payment_date": INSIDE}
    rows = [
        {"order_ref": ref, "ref_key": ref, "amount": amount, "batch_reference": batch, **common}
        for ref, amount, batch in tenders
    ]
    return landing("payments", rows)


def posted(*batches: tuple[str, object, object]) -> Landing:
    """Return the batch, the amount without tax and the amount with tax."""
    entries = [
        entry
        for ref, net, total in batches
        for entry in (
            line("revenue", f"INV | {ref}", -Decimal(str(net)), INSIDE),
            line("receivable", f"INV | {ref}", total, INSIDE),
        )
    ]
    return ledger(*entries)


def found(ask: Ask, *landings: Landing) -> dict[str, tuple[str, Decimal]]:
    answer = {row["ref"]: (row["cause_id"], row["revenue_amount"]) for row in ask("findings", accounts(), *landings)}
    assert {row["cause_id"]: row["amount"] for row in ask("revenue_bridge")}["unexplained"] == 0
    return answer


def test_each_batch_has_the_amount_of_its_payment(ask: Ask) -> None:
    orders = landing("sales_documents", [batched(), batched("S-2")])
    tenders = paid(("S-1", 5, "B-1"), ("S-1", 4, "B-2"), ("S-1", 3, "b-3"), ("S-2", 12, "B-1"))
    books = posted(("B-1", "14.17", 17), ("B-2", "3.33", 4), ("B-3", "2.50", 3))
    assert found(ask, orders, tenders, books) == {}
    assert [row for row in ask("step_exceptions") if row["step"] == "CL1"] == []


def test_a_batch_that_is_not_posted_lacks_its_part_only(ask: Ask) -> None:
    orders = landing("sales_documents", [batched()])
    assert found(ask, orders, paid(("S-1", 6, "B-1"), ("S-1", 6, "B-2")), posted(("B-1", 5, 6))) == {
        "B-2": ("S18", Decimal(5))
    }


@pytest.mark.parametrize(("source", "cause"), [("POS", "S15"), ("Web store", "S16")])
def test_a_payment_that_is_in_no_batch_yet_is_of_its_order(ask: Ask, source: str, cause: str) -> None:
    """Close cash but not card: the batch is right, and the rest is not in the ledger."""
    orders = landing("sales_documents", [{**batched(), "source": source}])
    tenders = paid(("S-1", 9, "B-1"), ("S-1", 3, None), source=source)
    assert found(ask, orders, tenders, posted(("B-1", "7.50", 9))) == {"S-1": (cause, Decimal("2.50"))}


def test_payments_that_differ_from_the_order_are_ignored(ask: Ask) -> None:
    """Use payments from a different time or in a different currency. The whole order is in the report's batch."""
    orders = landing("sales_documents", [batched()])
    assert found(ask, orders, paid(("S-1", 6, "B-1"), ("S-1", 60, "B-2")), posted(("B-1", 10, 12))) == {}


def test_a_refund_by_two_ways(ask: Ask) -> None:
    back = credit("C-1", source="POS", status="DO_NOT_IMPORT", payment_batch_ref="B-2")
    orders = landing("sales_documents", [batched(), back])
    tenders = paid(("S-1", 12, "B-1"), ("C-1", -2, "B-1"), ("C-1", -10, "B-2"))
    books = ledger(
        line("revenue", "INV | B-1", Decimal("-8.33"), INSIDE),
        line("receivable", "INV | B-1", 10, INSIDE),
        line("revenue", "INV | B-2", Decimal("8.33"), INSIDE, "sales_credit"),
        line("receivable", "INV | B-2", -10, INSIDE, "sales_credit"),
    )
    assert found(ask, orders, tenders, books) == {}


def test_imported_and_in_two_batches_is_double_in_both(ask: Ask) -> None:
    orders = landing("sales_documents", [sale("S-1", payment_batch_ref="B-1"), batched("S-2"), batched("S-3", "B-2")])
    tenders = paid(("S-1", 6, "B-1"), ("S-1", 6, "B-2"), ("S-2", 12, "B-1"), ("S-3", 12, "B-2"))
    books = posted(("S-1", 10, 12), ("B-1", 15, 18), ("B-2", 15, 18))
    assert found(ask, orders, tenders, books) == {"S-1": ("S08", Decimal(-10))}


def test_the_story_of_an_order_shows_every_batch(ask: Ask) -> None:
    for export in (accounts(), landing("sales_documents", [batched()]), paid(("S-1", 6, "B-1"), ("S-1", 6, "B-2"))):
        ask.land(export)
    story = ask("document_story", posted(("B-1", 5, 6), ("B-2", 5, 6)))
    assert [row["amount"] for row in story if row["step_code"] == "story_batch"] == [-5, -5]


def test_the_story_of_an_order_that_is_posted_twice_shows_its_invoice_and_its_batch(ask: Ask) -> None:
    orders = landing("sales_documents", [sale("S-1", payment_batch_ref="B-1"), batched("S-2")])
    for export in (accounts(), orders, paid(("S-1", 12, "B-1"), ("S-2", 12, "B-1"))):
        ask.land(export)
    story = ask("document_story", posted(("S-1", 10, 12), ("B-1", 20, 24)))
    steps = [row["step_code"] for row in story if row["ref"] == "S-1" and row["position"] == 5]
    assert sorted(steps) == ["story_batch", "story_ledger|revenue"]
