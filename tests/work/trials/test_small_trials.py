"""Trials of a few documents: which export they correct, what they refuse, and what becomes of signatures."""

import time
from datetime import date
from pathlib import Path

import pytest

from close.errors import Refused
from close.signing.answers import answer
from close.signing.standing import SIGNED, SUSPENDED, standings
from close.store.warehouse import Warehouse
from close.work.corrections import BadCorrection, Correction, NotCorrectable
from close.work.trials import NotListed, correct, open_trial
from tests.given import signed
from tests.work.trials.trying import booked


def test_the_newest_export_up_to_the_month_is_corrected(small: Warehouse) -> None:
    day = date(2026, 3, 12)
    for period, key, february, march in (
        ("2026-03", "BOTH", None, day),
        ("2026-02", "BOTH", day, None),
        ("2026-03", "EARLY", day, day),
    ):
        with open_trial(small) as trial:
            correct(trial, period, [Correction("sales_documents", key, "acct_date", day)])
            assert (booked(trial, "2026-02")[key], booked(trial, "2026-03")[key]) == (february, march)
    with open_trial(small) as trial, pytest.raises(NotListed, match="LATE"):
        correct(trial, "2026-02", [Correction("sales_documents", "LATE", "acct_date", day)])


def test_a_trial_of_an_earlier_snapshot_knows_nothing_later(small: Warehouse) -> None:
    with open_trial(small, 1) as trial:
        assert (trial.head().number, set(booked(trial, "2026-03"))) == (1, {"BOTH", "EARLY"})


@pytest.mark.parametrize(
    ("dataset", "column", "value", "why"),
    [
        ("sales_documents", "acct_date", "2026-02-30", "is not a date"),
        ("sales_documents", "acct_date", "1926-03-30", "from 2000 to 2099"),
        ("sales_documents", "status", "DONE", "Choose NOT_IMPORTED"),
        ("purchase_documents", "po_status", "void", "Choose Draft"),
        ("purchase_documents", "supplier_inv_no", "1" * 201, "200 characters"),
        ("sales_documents", "ref_key", "OTHER", "no such field"),
        ("stock_adjustments", "status", "IMPORTED", "no such field"),
        ("ledger_entries", "debit", "1.00", "no such field"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused(
    small: Warehouse, dataset: str, column: str, value: str, why: str
) -> None:
    with open_trial(small) as trial, pytest.raises(Refused, match=why) as refused:
        correct(trial, "2026-03", [Correction(dataset, "BOTH", column, value)])
    assert refused.type in (BadCorrection, NotCorrectable)


def test_the_trial_of_a_process_that_died_is_removed(
    small: Warehouse, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_trial(small):
        assert left.exists()
    later = time.time() + 100_000
    monkeypatch.setattr("close.work.trials.time.time", lambda: later)
    with open_trial(small):
        assert not left.exists()


def test_a_signature_is_suspended_in_the_trial_only(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse", "signed")
    signed.land_month(warehouse, signed.exports(tmp_path / "company", months=1) / signed.PERIOD)
    signed.sign_month(warehouse)
    (row, *_) = answer(warehouse, "missing_fields", signed.PERIOD).table.to_pylist()
    column = "acct_date" if row["acct_date"] is None else "move_date"
    with open_trial(warehouse) as trial:
        assert standings(trial, signed.PERIOD)["month"].state == SIGNED
        correct(trial, signed.PERIOD, [Correction(row["_dataset"], row["ref"].upper(), column, "2026-01-20")])
        assert standings(trial, signed.PERIOD)["month"].state == SUSPENDED
    assert standings(warehouse, signed.PERIOD)["month"].state == SIGNED
