"""Missing fields at the limits of the definition of reconcilable (posting.md#reconcilable)."""

from datetime import date
from pathlib import Path

import pytest

from tests.given.landings import credit, landing
from tests.reports.golden import AFTER, INSIDE, KINDS, Ask, document, documents

FIELDS = {
    "SO": ("Fully Dispatched Date", "Invoice Date"),
    "CN": ("Completed Date", "Credit Note Date"),
    "PO": ("Fully Received Date", "Invoice Date"),
    "SCN": ("Completed Date", "Supplier Credit Note Date"),
    "ADJ": ("Completed Date", "Accounting Adjustment Date"),
}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def fields(rows: list[dict[str, object]]) -> list[str]:
    return sorted(str(row["missing_field"]) for row in rows)


DATES: list[tuple[date | None, date | None, list[int]]] = [  # moved, booked, which of the two is missing
    (None, INSIDE, [0]),
    (INSIDE, None, [1]),
    (INSIDE, AFTER, []),  # a date after the month end is not missing
    (AFTER, INSIDE, []),
    (None, AFTER, []),  # and does not make the other one missing
    (AFTER, None, []),
    (None, None, []),
    (INSIDE, INSIDE, []),
]


def test_a_date_is_missing_if_the_other_is_set(ask: Ask) -> None:
    cases = {f"{kind} {n}": (kind, *dates) for kind in KINDS for n, dates in enumerate(DATES)}
    made = documents(*((kind, ref, {"move_date": m, "acct_date": a}) for ref, (kind, m, a, _) in cases.items()))
    found = {(row["ref"], row["missing_field"]) for row in ask("missing_fields", *made)}
    assert found == {(ref, FIELDS[kind][n]) for ref, (kind, _, _, gaps) in cases.items() for n in gaps}


def test_void_documents_have_no_missing_fields(ask: Ask) -> None:
    void = documents(*((kind, kind, {"acct_date": None, "is_void": True}) for kind in KINDS))
    assert ask("missing_fields", *void) == []


def test_an_open_automatic_adjustment_misses_both(ask: Ask) -> None:
    rows = ask("missing_fields", document("ADJ", is_auto=True, move_date=None, acct_date=None))
    assert fields(rows) == ["Accounting Adjustment Date", "Completed Date"]
    late = document("ADJ", ref="X-2", is_auto=True, move_date=None, acct_date=None, created_date=AFTER)
    assert len(ask("missing_fields", late)) == 2  # created after the month end: not yet


@pytest.mark.parametrize("kind", ["PO", "SCN"])
def test_a_purchase_needs_its_number(ask: Ask, kind: str) -> None:
    number = {"PO": "Supplier Inv No", "SCN": "Supplier Credit Note No"}[kind]
    assert fields(ask("missing_fields", document(kind, supplier_inv_no=None))) == [number]
    assert fields(ask("missing_fields", document(kind, ref="X-2", supplier_inv_no=None, acct_date=None))) == sorted(
        [number, number, FIELDS[kind][1]]
    )


def test_a_purchase_that_has_not_begun_needs_no_number(ask: Ask) -> None:
    begun = document("PO", supplier_inv_no=None, move_date=None, acct_date=AFTER)
    assert ask("missing_fields", begun) == []


def test_a_credit_note_needs_its_sales_reference(ask: Ask) -> None:
    assert fields(ask("missing_fields", document("CN", sales_reference=None))) == ["Sales Reference"]
    assert fields(ask("missing_fields", document("SO", ref="S-2"))) == ["Sales Reference"]  # an order does not need one


def test_a_report_without_the_column_cannot_miss_it(ask: Ask) -> None:
    bare = landing("sales_documents", [credit("X-1", sales_reference=None)], absent=("sales_reference",))
    assert ask("missing_fields", bare) == []
    assert {row["step"]: row["exception_count"] for row in ask("checklist")}["CH2"] == 0
