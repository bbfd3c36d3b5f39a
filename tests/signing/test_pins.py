"""Pins contain every input of the answer and nothing else, and can be read back as written."""

import json
from pathlib import Path

import pytest

from close.engine.connection import ENGINE
from close.signing import pins
from close.signing.pins import PinnedAnswer
from close.signing.signoff import sign
from close.signing.standing import PREPARER, standings
from close.store.evidence import fetch
from close.store.warehouse import Warehouse
from close.work.checklist import attest
from close.work.comments import comment
from tests.given.landings import landing, sale, settings

PERIOD, REPORT = "2026-03", "sales_and_credits"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(), landing("sales_documents", [sale("S-1"), sale("S-2")])], "ada")
    return warehouse


def test_a_pin_names_text_landings_engine_and_digest(warehouse: Warehouse) -> None:
    pin = pins.pin(warehouse, PERIOD, REPORT)
    (sales,) = warehouse.head().of("sales_documents", PERIOD)
    assert sales.landing in pin.landings
    assert (pin.report, pin.version, pin.rows, pin.engine, pin.residual) == (REPORT, 1, 2, ENGINE, "")
    assert len(pin.digest) == len(pin.sql) == 64
    sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    assert b"sales_documents" in fetch(warehouse, pin.sql)


def test_a_pin_comes_back_from_the_journal_as_it_went_in(warehouse: Warehouse) -> None:
    pin = pins.pin(warehouse, PERIOD, "step_proof", "CH1")
    assert PinnedAnswer.from_record(json.loads(json.dumps(pin.to_record()))) == pin
    assert (pin.title, pin.rows) == ("step_proof CH1", 1)


def test_a_step_is_not_moved_by_another(warehouse: Warehouse) -> None:
    before = {step: pins.pin(warehouse, PERIOD, "step_proof", step).digest for step in ("SY2", "CH3")}
    attest(warehouse, PERIOD, "SY2", "ada", "both drafts are empty")
    after = {step: pins.pin(warehouse, PERIOD, "step_proof", step).digest for step in ("SY2", "CH3")}
    assert before["SY2"] != after["SY2"]
    assert before["CH3"] == after["CH3"]


def test_later_months_and_comments_change_nothing(warehouse: Warehouse) -> None:
    before = pins.pin(warehouse, PERIOD, REPORT), pins.pin(warehouse, PERIOD, "step_proof")
    warehouse.land([landing("sales_documents", [sale("S-9")], "2026-04")], "ada")
    comment(warehouse, PERIOD, "month", "ada", "is S-1 right?")
    assert (pins.pin(warehouse, PERIOD, REPORT), pins.pin(warehouse, PERIOD, "step_proof")) == before


def test_lineage_is_not_part_of_the_digest(warehouse: Warehouse) -> None:
    before = pins.pin(warehouse, PERIOD, REPORT)
    again = landing("sales_documents", [sale("S-1", _line=7), sale("S-2", _line=8)], name="again.csv")
    warehouse.land([again], "ada")
    after = pins.pin(warehouse, PERIOD, REPORT)
    assert after.landings != before.landings
    assert after.digest == before.digest


def test_equal_inputs_are_not_computed_again(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    signed = sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    warehouse.land([landing("sales_documents", [sale("S-9")], "2026-04")], "ada")
    with monkeypatch.context() as running:
        running.setattr(pins, "pin", lambda *_: pytest.fail("an answer was asked again"))
        assert standings(warehouse, PERIOD)[REPORT].state == "prepared"
    (seen,) = standings(warehouse, PERIOD)[REPORT].signatures[0].pins
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2")], name="again.csv")], "ada")
    assert not pins.is_as_seen(warehouse, PERIOD, seen, signed.manifest)
    assert standings(warehouse, PERIOD)[REPORT].state == "prepared"
    warehouse.land([landing("sales_documents", [sale("S-1")], name="less.csv")], "ada")
    assert standings(warehouse, PERIOD)[REPORT].state == "suspended"


def test_the_same_export_of_a_later_day_is_asked_again(warehouse: Warehouse) -> None:
    signed, pin = sign(warehouse, PERIOD, REPORT, "ada", PREPARER), pins.pin(warehouse, PERIOD, REPORT)
    assert pins.is_as_seen(warehouse, PERIOD, pin, signed.manifest)
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2")], lag=9)], "ada")
    assert not pins.is_as_seen(warehouse, PERIOD, pin, signed.manifest)
