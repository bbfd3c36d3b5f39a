"""Documents moved since March was signed, compared with its known restatement, to the cent."""

from decimal import Decimal
from typing import Any

import pytest

from close.signing.answers import moved_documents
from close.store.audit_log import AuditLog, Draft
from tests.reports.closed import Closed

SIGNED, TAKEN_AGAIN = "2026-03", "2026-03-restated"


def since(practice: Closed, signed: str, later: str) -> list[dict[str, Any]]:
    """Return the documents moved between two points in time in the same warehouse."""
    draft = Draft("ada", "signed", signed[:7], "month", value="preparer")
    event = AuditLog(practice.warehouse).record(draft, manifest=practice.manifests[signed])
    return moved_documents(practice.warehouse, event.number, practice.manifests[later]).table.to_pylist()


def effect(rows: list[dict[str, Any]], column: str) -> Decimal:
    return sum((row[column] for row in rows), Decimal(0))


def change(practice: Closed, column: str) -> Decimal:
    """Return the change in a balance when the month was exported again."""
    (before,), (now,) = practice.truth("balances", SIGNED), practice.truth("balances", TAKEN_AGAIN)
    return Decimal(now[column]) - Decimal(before[column])


@pytest.mark.parametrize("later", [TAKEN_AGAIN, "2026-04"])
def test_the_effects_are_the_changes_of_the_balances(practice: Closed, later: str) -> None:
    rows = since(practice, SIGNED, later)
    assert effect(rows, "on_stock") == change(practice, "hsv")
    assert effect(rows, "on_reconciliation") == change(practice, "sohr_closing")
    assert effect(rows, "on_cogs") == change(practice, "cin7_cogs")
    assert effect(rows, "on_revenue") == change(practice, "cin7_sales")


def test_each_document_that_drifted_is_there_with_its_cents(practice: Closed) -> None:
    """Check that COGS that fell back into a signed month is the amount missing from the next opening balance."""
    for signed, later in (
        ("2026-01", "2026-02"),
        ("2026-02", "2026-03"),
        (SIGNED, TAKEN_AGAIN),
        ("2026-05", "2026-06"),
    ):
        known = {
            row["ref"]: Decimal(row["amount"]) for row in practice.truth("drift", later) if row["balance"] == "sohr"
        }
        assert known
        rows = since(practice, signed, later)
        assert {row["ref"]: row["on_reconciliation"] for row in rows if row["on_reconciliation"]} == known


def test_nothing_has_moved_where_nothing_has_landed(practice: Closed) -> None:
    for folder in practice.folders:
        assert since(practice, folder, folder) == []


def test_documents_that_only_continued_do_not_affect_the_month(practice: Closed) -> None:
    rows = since(practice, SIGNED, "2026-04")
    went_on = [row for row in rows if row["bears"] == "N"]
    assert went_on
    for column in ("on_stock", "on_reconciliation", "on_cogs", "on_revenue"):
        assert not any(row[column] for row in went_on)
