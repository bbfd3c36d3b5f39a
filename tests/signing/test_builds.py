"""Months built ahead: answers are only read afterwards, one build runs at a time, and a dead one holds up nobody."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from close.engine.connection import Bench
from close.rules.answers import is_ready
from close.rules.build import reports_in_force
from close.rules.queries import library
from close.rules.results import RESULTS
from close.signing import builds, claims
from close.signing.answers import list_signatures
from close.signing.builds import find_pending, list_affected
from close.signing.claims import Claim, Ended, claim_months, drop_claims, find_claim
from close.signing.standing import PREPARER
from close.store.audit_log import AuditLog, Draft
from close.store.warehouse import Warehouse
from tests.given.landings import landing, purchase, sale, settings

pytestmark = pytest.mark.usefixtures("own_steps")

MARCH, APRIL = "2026-03", "2026-04"


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    sales = [landing("sales_documents", [sale("S-1", acct_date=None)], period) for period in (MARCH, APRIL)]
    warehouse.land([settings(), *sales], "ada")
    yield warehouse
    RESULTS.clear()


def run(warehouse: Warehouse, *months: str, report=lambda _: None) -> None:
    builds.run(warehouse, claim_months(warehouse, months), report)


def pending(warehouse: Warehouse, name: str = "bridge", period: str = MARCH) -> Claim | None:
    return find_pending(warehouse, name, period, warehouse.head().number)


def list_claims(warehouse: Warehouse) -> list[Path]:
    return sorted((warehouse.folder / "steps" / "builds").iterdir())


def test_a_build_makes_every_answer_ready(warehouse: Warehouse) -> None:
    seen: list[Claim] = []
    run(warehouse, MARCH, report=seen.append)
    given = list_signatures(warehouse, MARCH)
    whole = [name for name in reports_in_force(MARCH) if not library("reports")[name][0].takes]
    assert [name for name in whole if not is_ready(warehouse, name, MARCH, given=given)] == []
    assert [claim.number for claim in seen] == list(range(1, seen[0].count + 1))
    assert find_claim(warehouse) is None
    assert not list_claims(warehouse)


def test_a_background_build_ends_by_itself(warehouse: Warehouse) -> None:
    builds.start(warehouse, [APRIL, MARCH])
    claim = find_claim(warehouse)
    assert claim
    assert claim.months == (APRIL, MARCH)
    assert pending(warehouse, period=APRIL)
    assert pending(warehouse, period=MARCH) is None  # its turn comes later
    while find_claim(warehouse):
        time.sleep(0.1)
    assert is_ready(warehouse, "bridge", APRIL)
    assert is_ready(warehouse, "bridge", MARCH)


def test_only_promised_answers_are_pending(warehouse: Warehouse) -> None:
    claim_months(warehouse, [MARCH])
    assert pending(warehouse)
    assert pending(warehouse, "moved_documents") is None
    AuditLog(warehouse).record(Draft("ada", "attested", MARCH, "SY6", "seen"))
    assert pending(warehouse) is None
    claim_months(warehouse, [MARCH])
    assert pending(warehouse)
    warehouse.land([landing("purchase_documents", [purchase("PO-1")], MARCH)], "ada")
    assert pending(warehouse) is None


def test_an_answer_is_ready_before_the_build_ends(warehouse: Warehouse) -> None:
    seen: list[bool] = []
    run(warehouse, MARCH, report=lambda _: seen.append(pending(warehouse, "balances") is None))
    assert not seen[0]
    assert seen[-1]
    assert seen.index(True) < len(seen) // 2


def test_a_checklist_waits_for_what_was_signed(warehouse: Warehouse) -> None:
    pins = ({"report": "bridge"},)
    AuditLog(warehouse).record(Draft("ada", "signed", MARCH, "bridge", value=PREPARER, pins=pins))
    claim_months(warehouse, [MARCH])
    assert pending(warehouse, "checklist")  # without comparing anything with the signature
    assert pending(warehouse, "bridge")


def test_a_cancelled_build_keeps_what_it_computed(warehouse: Warehouse) -> None:
    def cancel(claim: Claim) -> None:
        if claim.number == claim.count // 2:
            drop_claims(warehouse)

    with pytest.raises(Ended):
        run(warehouse, MARCH, report=cancel)
    assert not list_claims(warehouse)
    assert is_ready(warehouse, "balances", MARCH)
    assert not is_ready(warehouse, "unsynced", MARCH)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let this process be interrupted, as a build does, even if it was started to ignore Ctrl+C."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
def test_a_long_step_is_interrupted(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "BEAT", 0.1)

    def compute(warehouse: Warehouse, *_: object) -> None:
        drop_claims(warehouse)
        with closing(Bench(warehouse, warehouse.head())) as bench:
            bench.connection.execute(
                "select sum(a.i * b.i % 7) from range(10000000) a(i), range(10000000) b(i)"
            ).fetchall()

    monkeypatch.setattr(builds, "build_month", compute)
    with pytest.raises(Ended):
        run(warehouse, MARCH)


def test_a_newer_build_takes_over_what_is_left(warehouse: Warehouse) -> None:
    newer: list[Path] = []

    def upload(claim: Claim) -> None:
        if claim.number == 3 and not newer:
            newer.append(claim_months(warehouse, [APRIL]))

    with pytest.raises(Ended):
        run(warehouse, MARCH, report=upload)
    assert list_claims(warehouse) == newer
    claim = find_claim(warehouse)
    assert claim
    assert claim.months == (APRIL, MARCH)


def test_one_build_waits_for_the_other_to_end(warehouse: Warehouse) -> None:
    older = claim_months(warehouse, [MARCH])
    newer = claim_months(warehouse, [APRIL])
    order: list[str] = []

    def end() -> None:
        order.append("older ended")
        older.unlink()

    threading.Timer(1, end).start()
    with claims.hold(newer):
        order.append("newer began")
    assert order == ["older ended", "newer began"]


def test_a_dead_build_is_ignored(warehouse: Warehouse) -> None:
    dead = claim_months(warehouse, [MARCH])
    os.utime(dead, (1, 1))
    assert find_claim(warehouse) is None
    assert pending(warehouse) is None
    run(warehouse, APRIL)
    assert not list_claims(warehouse)
    assert not is_ready(warehouse, "bridge", MARCH)


def test_an_upload_affects_later_months(warehouse: Warehouse) -> None:
    assert list_affected(warehouse, {MARCH}) == [MARCH, APRIL]
    assert list_affected(warehouse, {APRIL}) == [APRIL]
    assert list_affected(warehouse, {APRIL, MARCH}) == [APRIL, MARCH]
    assert list_affected(warehouse, {"2026-02"}) == [APRIL, MARCH]
    assert not list_affected(warehouse, set())
