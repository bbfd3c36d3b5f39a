"""The amount of every document's difference is calculated from two amounts that lead to it to the cent."""

from decimal import Decimal

from close.signing.answers import answer
from pages.parts.month.calculations import say_calculation, say_duplicate
from pages.parts.words import say_money
from tests.reports.closed import Closed

LEGS = {"hsv_to_sohr": "leg1_amount", "sohr_to_gl": "leg2_amount"}
# A ledger line and a journal have an amount of their own.
WITHOUT = {"GL", "COGS", "BATCH"}
OF_LINES = {"P10", "S13"}


def test_every_difference_of_a_document_is_calculated(closed: Closed) -> None:
    for period in closed.warehouse.head().periods():
        rows = answer(closed.warehouse, "calculations", period).table.to_pylist()
        assert all(row["amount"] == row["first_amount"] - row["second_amount"] for row in rows)
        found = {(row["cause_id"], row["doc_type"], row["ref"], row["leg"]): row["amount"] for row in rows}
        for row in answer(closed.warehouse, "findings", period).table.to_pylist():
            for leg, name in LEGS.items():
                if row[name] and row["doc_type"] not in WITHOUT and row["cause_id"] not in OF_LINES:
                    assert found[(row["cause_id"], row["doc_type"], row["ref"], leg)] == row[name]


def test_an_estimate_is_the_recorded_cost_less_the_estimated_one() -> None:
    row = {
        "cause_id": "S10",
        "leg": "hsv_to_sohr",
        "amount": Decimal("3025.47"),
        "first_amount": Decimal("-283.53"),
        "second_amount": Decimal("-3309.00"),
        "basis": "customer's margin",
    }
    said = say_calculation(row)
    assert said.startswith("Wrong-signed or implausible COGS (S10): 3,025.47 is 3,309.00 (the recorded COGS) less ")
    assert "less 283.53 (the cost of the units" in said
    assert "customer's margin" in said


def test_a_document_that_moved_in_part_states_its_share() -> None:
    row = {"cause_id": "P04", "leg": "hsv_to_sohr", "basis": None, "amount": Decimal("-236.48")}
    amounts = {"first_amount": Decimal("310.38"), "second_amount": Decimal("546.86"), "whole_value": Decimal("546.86")}
    said = say_calculation({**row, **amounts, "qty_moved": Decimal(21), "qty_ordered": Decimal(37)})
    assert said.endswith(f"21 of 37 units have moved: 546.86 × 21 ÷ 37 = {say_money(Decimal('310.38'))}.")


def test_an_amount_less_zero_is_not_calculated() -> None:
    row = {"cause_id": "P04", "leg": "hsv_to_sohr", "basis": None, "amount": Decimal("50.00"), "whole_value": None}
    sides = {"first_amount": Decimal("50.00"), "second_amount": Decimal("0.00"), "qty_moved": None, "qty_ordered": None}
    assert not say_calculation({**row, **sides})
    moved = {"qty_moved": Decimal(1), "qty_ordered": Decimal(2), "whole_value": Decimal("100.00")}
    said = say_calculation({**row, **sides, **moved})
    assert said.endswith("(P04): 1 of 2 units have moved: 100.00 × 1 ÷ 2 = 50.00.")


def test_a_duplicate_invoice_names_its_twin_and_is_not_accrued_as_goods_in_transit(closed: Closed) -> None:
    period = closed.warehouse.head().periods()[-1]
    findings, named, accrued = (
        answer(closed.warehouse, name, period).table.to_pylist()
        for name in ("findings", "duplicate_invoices", "accruals")
    )
    duplicates = {row["ref"] for row in findings if row["cause_id"] == "P24"}
    assert duplicates == {row["ref"] for row in named}
    assert all(row["twin_ref"] and row["twin_ref"] != row["ref"] for row in named)
    assert not duplicates & {row["ref"] for row in accrued if row["quadrant_code"] == "billed_not_received"}
    for row in named:
        assert (row["recoverable"] is not None) == bool(row["paid"] and row["twin_paid"])


def test_two_payments_of_one_invoice_may_be_recovered() -> None:
    row = {"ref": "PO-2", "twin_ref": "PO-1", "number": "INV-7", "paid": Decimal(50), "twin_paid": Decimal(50)}
    assert "50.00 may be recovered from the supplier" in say_duplicate({**row, "recoverable": Decimal(50)})
    once = say_duplicate({**row, "twin_paid": None, "recoverable": None})
    assert once.startswith("PO-2 has the same supplier invoice as PO-1: INV-7.")
    assert once.endswith("a payment of 50.00 for PO-2 only.")


def test_the_parts_of_a_changed_opening_balance_lead_from_the_tie_out_to_the_bridge(closed: Closed) -> None:
    for period in closed.warehouse.head().periods():
        changes, ties, bridge = (
            answer(closed.warehouse, name, period).table.to_pylist()
            for name in ("opening_changes", "tie_outs", "bridge")
        )
        parts = ("replaced_cogs", "posted_late", "changed_in_omni", "drift")
        assert all(row["change"] == sum(row[part] for part in parts) for row in changes)
        own = [row["change"] for row in changes if row["period"] == period and row["cause_id"] == "G05"]
        (tie,) = [row["difference"] for row in ties if row["tie_out"] == "T19"]
        assert (tie or 0) == sum(own)
        found = [row for row in bridge if row["cause_id"] == "G05"]
        assert sum(row["amount"] for row in found) == -sum(r["drift"] for r in changes if r["cause_id"] == "G05")
        assert not any(row["documents"] for row in found)
