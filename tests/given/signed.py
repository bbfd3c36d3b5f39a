"""A month of a sample company, landed and closed: every step proven, attested or waived, signed and reviewed."""

from dataclasses import replace
from pathlib import Path

from close.engine.connection import ENGINE
from close.rules.results import digest_of
from close.signing import signoff
from close.signing.answers import answer
from close.signing.pins import PinnedAnswer
from close.signing.standing import PREPARER, REVIEWER
from close.store.audit_log import AuditLog, Draft, Event
from close.store.evidence import keep
from close.store.warehouse import Warehouse
from close.work import checklist
from loaders import land
from sample import ALDER, Faults, simulate, write

PERIOD = "2026-01"


def exports(folder: Path, seed: int = 3, months: int = 2, documents: int = 60) -> Path:
    """Write the exports of a small company with some faults, with a folder for each month."""
    company, faults = replace(ALDER, documents=documents), Faults.of(["S01", "S02", "S04", "P01"], times=2)
    write(simulate(company, seed, months, faults), folder)
    return folder / "exports"


def land_month(warehouse: Warehouse, folder: Path, who: str = "ada") -> None:
    """Land a folder of exports."""
    cards = land([("", path.name, path.read_bytes()) for path in sorted(folder.iterdir())], warehouse, who=who)
    assert all(card.status in ("landed", "unchanged") for card in cards), [card.problems for card in cards]


def settle(warehouse: Warehouse, period: str = PERIOD, who: str = "ben") -> None:
    """Attest or waive every open step, as a user does before signing the month."""
    for row in answer(warehouse, "step_proof", period).table.to_pylist():
        if row["proof"] in ("cannot_tell", "exceptions"):
            checklist.waive(warehouse, period, row["step"], who, "looked at, accepted for this month")


def sign_month(warehouse: Warehouse, period: str = PERIOD) -> tuple[Event, Event]:
    """Sign the month, prepared by ada and reviewed by ben."""
    settle(warehouse, period)
    return (
        signoff.sign(warehouse, period, "month", "ada", PREPARER),
        signoff.sign(warehouse, period, "month", "ben", REVIEWER, "agreed"),
    )


def sign_formerly(warehouse: Warehouse, period: str = PERIOD) -> Event:
    """Sign with a text that calls the audit log `journal`, as older texts do."""
    log = AuditLog(warehouse)
    rows = log.table().select(["number", "kind", "who"])
    sql = keep(warehouse, b"select number, kind, who from journal order by number")
    pin = PinnedAnswer("checklist", 1, "", sql, (), (), log.head(), ENGINE, rows.num_rows, digest_of(rows), "")
    return log.record(Draft("ada", "signed", period, "checklist", value=PREPARER, pins=(pin.to_record(),)))
