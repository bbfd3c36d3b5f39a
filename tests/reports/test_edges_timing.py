"""Timing differences at the limits of their definition (timing.md#timing-difference)."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.given.landings import adjustment, credit, landing, purchase, sale, supplier_credit
from tests.reports.golden import AFTER, BEFORE, END, INSIDE, KINDS, Ask, document, documents


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


DATES: list[tuple[date | None, date | None, str]] = [  # moved, booked, found
    (INSIDE, None, "moved_only"),
    (INSIDE, AFTER, "moved_only"),
    (END, AFTER, "moved_only"),
    (BEFORE, None, "moved_only"),
    (None, INSIDE, "accounted_only"),
    (AFTER, END, "accounted_only"),
    (AFTER, BEFORE, "accounted_only"),
    (INSIDE, END, ""),
    (BEFORE, INSIDE, ""),
    (AFTER, AFTER, ""),
    (AFTER, None, ""),
    (None, AFTER, ""),
    (None, None, ""),
]


def test_exactly_one_date_by_the_month_end(ask: Ask) -> None:
    cases = {f"{kind} {n}": (kind, *dates) for kind in KINDS for n, dates in enumerate(DATES)}
    made = documents(*((kind, ref, {"move_date": m, "acct_date": a}) for ref, (kind, m, a, _) in cases.items()))
    found = {row["ref"]: (row["class"], row["undated"], row["kind"]) for row in ask("timing_differences", *made)}
    assert found == {
        ref: (straddle, "N" if m and a else "Y", "overdue" if BEFORE in (m, a) else "timing")
        for ref, (_, m, a, straddle) in cases.items()
        if straddle
    }


def test_void_documents_are_none(ask: Ask) -> None:
    void = documents(*((kind, kind, {"acct_date": None, "is_void": True}) for kind in KINDS))
    assert ask("timing_differences", *void) == []


def test_draft_purchases_are_none(ask: Ask) -> None:
    assert ask("timing_differences", document("PO", acct_date=None, po_status="Draft")) == []
    assert ask("missing_fields") == []


def test_an_open_automatic_adjustment_is_not_timing(ask: Ask) -> None:
    assert ask("timing_differences", document("ADJ", is_auto=True, move_date=None)) == []
    closed = document("ADJ", ref="X-2", is_auto=True, acct_date=None)
    assert [row["ref"] for row in ask("timing_differences", closed)] == ["X-2"]


def test_a_value_is_never_negative(ask: Ask) -> None:
    rows = ask("timing_differences", *documents(*((kind, kind, {"acct_date": None}) for kind in KINDS)))
    assert {row["ref"]: str(row["value"]) for row in rows} == {
        "SO": "6.00",
        "CN": "6.00",
        "PO": "50.00",
        "SCN": "50.00",
        "ADJ": "8.00",
    }


def test_a_write_off_has_its_value(ask: Ask) -> None:
    (row,) = ask("timing_differences", document("ADJ", acct_date=None, total=Decimal("-8.5")))
    assert row["value"] == Decimal("8.50")


def test_a_blank_cost_is_not_zero(ask: Ask) -> None:
    (row,) = ask("timing_differences", document("SO", acct_date=None, cost=None))
    assert row["value"] is None


def test_a_blank_status_is_shown_as_blank(ask: Ask) -> None:
    (row,) = ask("timing_differences", document("SO", acct_date=None, status=None))
    assert row["status"] is None


def test_a_straddling_document_clears_at_its_later_date(ask: Ask) -> None:
    ask.land(*documents(*((kind, kind, {"acct_date": None}) for kind in KINDS)))
    booked = documents(*((kind, kind, {"acct_date": AFTER}) for kind in KINDS), period="2026-04")
    assert ask("timing_differences", *booked, period="2026-04") == []
    rows = ask("timing_cleared", period="2026-04")
    assert {row["ref"] for row in rows} == KINDS.keys()
    assert {(row["previous_class"], row["cleared_by_code"], row["acct_date"]) for row in rows} == {
        ("moved_only", "both_dates_reached", AFTER)
    }
    assert {row["ref"] for row in ask("timing_differences")} == KINDS.keys()


def test_what_is_voided_is_cleared_as_voided(ask: Ask) -> None:
    ask.land(document("PO", acct_date=None))
    (row,) = ask("timing_cleared", document("PO", period="2026-04", acct_date=None, is_void=True), period="2026-04")
    assert row["cleared_by"] == "voided"


def test_what_a_newer_export_no_longer_lists_is_marked(ask: Ask) -> None:
    ask.land(*documents(*((kind, kind, {"acct_date": None}) for kind in KINDS)))
    others = documents(*((kind, f"{kind} 2", {}) for kind in KINDS), period="2026-04")
    rows = ask("timing_differences", *others, period="2026-04")
    assert {(row["ref"], row["vanished"], row["kind"]) for row in rows} == {(kind, "Y", "overdue") for kind in KINDS}
    assert {row["vanished"] for row in ask("timing_differences")} == {"N"}


def test_a_value_that_changes_while_open_is_revalued(ask: Ask) -> None:
    ask.land(document("PO", acct_date=None))
    grown = document("PO", period="2026-04", acct_date=None, purchases_total=58)
    (row,) = ask("timing_roll_forward", grown, period="2026-04")
    amounts = [row[name] for name in ("opening_value", "new_value", "cleared_value", "revalued", "closing_value")]
    assert amounts == [50, 0, 0, 8, 58]


def test_two_files_of_a_month_add_up(ask: Ask) -> None:
    one = landing("sales_documents", [sale("S-1", acct_date=None)], name="Keswick.csv")
    two = landing("sales_documents", [sale("S-2", acct_date=None)], name="Sheffield.csv")
    rows = ask("timing_differences", one, two)
    assert [row["ref"] for row in rows] == ["S-1", "S-2"]
    assert len({row["_landing"] for row in rows}) == 2
    assert [row["vanished"] for row in rows] == ["N", "N"]


def test_of_two_exports_of_a_month_the_later_holds(ask: Ask) -> None:
    early = landing("sales_documents", [sale("S-1", acct_date=None), sale("S-2", acct_date=None)], lag=1, name="a")
    late = landing("sales_documents", [sale("S-1"), sale("S-3", acct_date=None)], lag=9, name="b")
    assert [row["ref"] for row in ask("timing_differences", early, late)] == ["S-3"]


def test_the_part_still_open_follows_the_quantity_and_equals_the_accrual(ask: Ask) -> None:
    part = {
        "move_date": None,
        "acct_date": INSIDE,
        "status": "IMPORTED",
        "qty_ordered": Decimal(10),
        "qty_moved": Decimal(6),
    }
    (row,) = ask("timing_differences", landing("purchase_documents", [purchase("PO-1", **part)]))
    assert (row["value"], row["open_value"]) == (Decimal("50.00"), Decimal("20.00"))
    assert {entry["debit"] for entry in ask("accruals") if entry["debit"]} == {row["open_value"]}


def test_a_duplicate_is_neither_accrued_nor_to_be_received(ask: Ask) -> None:
    pair = [
        purchase("PO-1", supplier_inv_no="N-7"),
        purchase("PO-2", supplier_inv_no="N-7", move_date=None, qty_moved=0),
    ]
    (row,) = ask("timing_differences", landing("purchase_documents", pair))
    assert (row["ref"], row["rule_code"]) == ("PO-2", "po_duplicate;fix_po_duplicate")
    assert [row["ref"] for row in ask("findings") if row["cause_id"] == "P24"] == ["PO-2"]
    assert ask("accruals") == []


def test_the_accruals_follow_from_the_timing_differences(ask: Ask) -> None:
    sold = [sale("S-1", acct_date=None), credit("C-1", acct_date=None)]
    bought = [
        purchase("PO-1", supplier_inv_no="N-7"),
        purchase("PO-2", supplier_inv_no="N-7", move_date=None, qty_moved=0),  # repeats PO-1
        purchase("PO-3", move_date=None, qty_moved=0),
        purchase("PO-4", move_date=None, qty_moved=0, status="NOT_IMPORTED"),
        purchase("PO-5", move_date=None, acct_date=None, qty_ordered=10, qty_moved=4),
        supplier_credit("V-1", acct_date=None),
    ]
    made = [adjustment("A-1", acct_date=None)]
    exports = (
        landing("sales_documents", sold),
        landing("purchase_documents", bought),
        landing("stock_adjustments", made),
    )
    rows = ask("accrual_coverage", *exports)
    assert {(row["reason_code"], row["flow"]): row["documents"] for row in rows} == {
        ("accrued_timing", "Sales"): 1,
        ("accrued_timing", "Purchases"): 1,
        ("accrued_in_part", "Purchases"): 1,
        ("duplicate_not_accrued", "Purchases"): 1,
        ("sync_instead", "Purchases"): 1,
        ("kind_not_accrued", "Customer returns"): 1,
        ("kind_not_accrued", "Supplier returns"): 1,
        ("kind_not_accrued", "Adjustments"): 1,
    }
    assert sum(row["documents"] for row in rows if row["is_timing"] == "Y") == len(ask("timing_differences"))
    assert sum(row["documents"] for row in rows if row["is_accrued"] == "Y") == len(
        {row["ref"] for row in ask("accruals")}
    )
