"""Amounts due in the ledger's lists, and documents that are no longer in Omni."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.rules.reasons import reasons
from close.store.warehouse import Landing
from tests.bridge.slips import accounts
from tests.given.landings import Row, credit, landing, purchase, sale, settings
from tests.reports.golden import AFTER, Ask


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def listed(ref: str, total: object, due: object, day: int = 10, **columns: object) -> Row:
    kind = "sales_credit" if Decimal(str(total)) < 0 else "sales_invoice"
    common = {"kind": kind, "number": f"INV {ref}", "key_1": ref, "document_date": date(2026, 3, day)}
    return {**common, "total": total, "amount_due": due, "status": "PAID" if due == 0 else "AUTHORISED", **columns}


def documents(*rows: Row) -> Landing:
    return landing("ledger_documents", rows)


def found(ask: Ask, *landings: Landing) -> set[tuple[str, str, Decimal]]:
    rows = ask("findings", accounts(), *landings)
    return {(row["cause_id"], row["ref"], row["amount"]) for row in rows}


def members(*batches: str) -> Landing:
    orders = [sale(f"S-{nth}", status="DO_NOT_IMPORT", payment_batch_ref=batch) for nth, batch in enumerate(batches)]
    return landing("sales_documents", orders)


def test_a_credit_that_is_not_applied(ask: Ask) -> None:
    notes = landing("sales_documents", [credit("C-1"), credit("C-2"), credit("C-3"), credit("C-4", is_void=True)])
    rows = [listed("C-1", -12, 0), listed("C-2", -12, -5), listed("C-3", -12, -12, document_date=AFTER)]
    assert found(ask, notes, documents(*rows, listed("C-4", -12, 0, status="VOIDED"))) == {("C05", "C-2", Decimal(5))}
    (row,) = ask("findings")
    assert (row["leg1_amount"], row["leg2_amount"], row["revenue_amount"]) == (0, 0, 0)


@pytest.mark.parametrize(
    "rows",
    [
        [listed("C-1", -12, -12), listed("S-1", 12, 12)],  # the list does not show any payments
        [listed("C-1", -12, None)],  # the list has no such column
        [*(listed(f"C-{nth}", -12, -12) for nth in range(1, 4)), listed("S-1", 12, 0)],  # no credit is ever applied
    ],
)
def test_a_list_that_does_not_keep_track_proves_nothing(ask: Ask, rows: list[Row]) -> None:
    notes = [sale("S-1"), *(credit(f"C-{nth}") for nth in range(1, 4))]
    assert found(ask, landing("sales_documents", notes), documents(*rows)) == set()


def test_a_batch_that_was_not_paid_in_full(ask: Ask) -> None:
    rows = [
        listed("B-0", 12, 0, 10),
        listed("B-1", 12, 2, 11),  # banked 2.00 short
        listed("B-2", 12, 12, 12),  # not banked, although later days are
        listed("B-3", 12, 0, 20),
        listed("B-4", 12, 0, 20),
        listed("B-5", 12, 12, 31),  # the money is in transit
    ]
    assert found(ask, members(*(f"B-{nth}" for nth in range(6))), documents(*rows)) == {
        ("S17", "B-1", Decimal(2)),
        ("S17", "B-2", Decimal(12)),
    }


def test_a_ledger_that_keeps_receipts_elsewhere(ask: Ask) -> None:
    rows = [listed(f"B-{nth}", 12, 12, 10 + nth) for nth in range(3)]
    assert found(ask, members("B-0", "B-1", "B-2", "B-3"), documents(*rows, listed("B-3", 12, 0, 20))) == set()


def old(day: date, **columns: object) -> Row:
    return {"created_date": day, "move_date": day, "acct_date": day, "status": "NOT_IMPORTED", **columns}


def test_what_is_out_of_reach_of_the_past_months(ask: Ask) -> None:
    december, january, february = date(2025, 12, 5), date(2026, 1, 5), date(2026, 2, 5)
    sales = [
        sale("S-1", **old(december)),
        sale("S-2", **old(january)),
        sale("S-3", **old(february)),
        sale("S-4", **old(december, status="ERROR")),
        sale("S-5", **old(december, sales=0, sales_tax=0, sales_incl=0)),
    ]
    bought = landing("purchase_documents", [purchase("P-1", **old(december)), purchase("P-2", **old(february))])
    exports = landing("sales_documents", sales), bought
    named = {(cause, ref) for cause, ref, _ in found(ask, settings(past_months=1), *exports)}
    assert named == {
        ("S14", "S-1"),
        ("S14", "S-2"),
        ("S05", "S-3"),
        ("S06", "S-4"),
        ("S28", "S-5"),
        ("S14", "P-1"),
        ("P06", "P-2"),
    }


def test_what_is_out_of_reach_is_not_ready_for_sync_all(ask: Ask) -> None:
    december, february = date(2025, 12, 5), date(2026, 2, 5)
    sales = [sale("S-1", **old(december)), sale("S-2", **old(february)), sale("S-3", **old(december, status="ERROR"))]
    bought = [purchase("P-1", **old(december)), purchase("P-2", **old(february))]
    exports = settings(past_months=1), landing("sales_documents", sales), landing("purchase_documents", bought)
    listed = {row["ref"]: row for row in ask("unsynced", accounts(), *exports)}
    assert {ref: (row["reason_code"], row["in_sync_all"]) for ref, row in listed.items()} == {
        "S-1": ("no_longer_offered", "N"),
        "S-2": ("ready_for_sync_all", "Y"),
        "P-1": ("no_longer_offered", "N"),
        "P-2": ("ready_for_sync_all", "Y"),
    }
    assert reasons("2026-03")["no_longer_offered"].remedy == reasons("2026-03")["S14"].remedy
    kinds = {(row["kind"], row["in_sync_all"]): row["documents"] for row in ask("sync_all_gap")}
    assert kinds == {(kind, side): 1 for kind in ("Sales invoices", "Supplier invoices") for side in "YN"}
    errors = {row["ref"]: row["reason_code"] for row in ask("step_exceptions") if row["step"] == "SY4"}
    assert errors == {"S-3": "sync_error"}
    assert "past-months" in reasons("2026-03")["sync_error"].remedy


def test_an_unstated_reach_is_unknown(ask: Ask) -> None:
    assert {cause for cause, *_ in found(ask, landing("sales_documents", [sale("S-1", **old(date(2025, 12, 5)))]))} == {
        "S05"
    }
