"""Every state of a step, the transitions into and out of it, and every refused action."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.errors import Refused
from close.signing import signoff
from close.signing.answers import answer
from close.signing.signoff import Blocked
from close.signing.standing import PREPARER, REVIEWER
from close.store import evidence
from close.store.audit_log import AuditLog, Draft, EmptyNote
from close.store.authority.people import ADMINISTRATORS, NotAllowed, Role
from close.store.seals import MONTH, SEALED, Sealed
from close.store.warehouse import Warehouse
from close.work import checklist
from close.work.checklist import (
    CLOSED,
    LATE,
    ON_TRACK,
    WAIVED,
    EmptyFile,
    NotAttestable,
    NotWaivable,
    attach,
    attest,
    list_attachments,
    pace,
    waive,
    withdraw,
)
from close.work.progress import say_step_state
from tests.given.landings import landing, sale, settings
from tests.given.named import appoint

PERIOD = "2026-03"
PEOPLE = {Role.PREPARER: "ada", Role.REVIEWER: "ben", Role.VIEWER: "vi", Role.AUDITOR: "ann", Role.ADMINISTRATOR: "kim"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Land sales with one uninvoiced order: CH1 fails, CH2 is proven, CH3 is open, CL1 is n/a."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(uses_pos=False), late_sales()], "ada")
    return warehouse


def late_sales(*more: str, lag: int = 4):
    late = [sale(ref, acct_date=None, status="NOT_IMPORTED") for ref in ("S-1", *more)]
    return landing("sales_documents", [*late, sale("S-0")], lag=lag)


def row(warehouse: Warehouse, step: str) -> dict:
    (found,) = [row for row in answer(warehouse, "checklist", PERIOD).table.to_pylist() if row["step"] == step]
    return found


def state(warehouse: Warehouse, step: str) -> str:
    return row(warehouse, step)["state"]


def name_people(warehouse: Warehouse) -> None:
    warehouse.land([settings(PERIOD, uses_pos=False)], "ada")
    appoint(warehouse, *PEOPLE.items())


def test_open_attested_withdrawn_waived(warehouse: Warehouse) -> None:
    assert state(warehouse, "CH3") == "cannot_tell"
    attest(warehouse, PERIOD, "CH3", "ada", "both lists are empty")
    assert state(warehouse, "CH3") == "attested"
    attest(warehouse, PERIOD, "CH3", "ada", "looked again, with Elm Ltd")
    assert row(warehouse, "CH3")["note"] == "looked again, with Elm Ltd"
    withdraw(warehouse, PERIOD, "CH3", "ada", "one was left")
    assert state(warehouse, "CH3") == "cannot_tell"
    waive(warehouse, PERIOD, "CH3", "ben", "no purchases this month")
    assert state(warehouse, "CH3") == "waived"
    withdraw(warehouse, PERIOD, "CH3", "ben", "there was one")
    assert state(warehouse, "CH3") == "cannot_tell"


def test_a_waiver_holds_until_there_are_more_exceptions(warehouse: Warehouse) -> None:
    assert state(warehouse, "CH1") == "exceptions"
    event = waive(warehouse, PERIOD, "CH1", "ben", "immaterial")
    assert (state(warehouse, "CH1"), event.amount) == ("waived", Decimal(1))
    warehouse.land([late_sales("S-2")], "ada")
    assert (state(warehouse, "CH1"), row(warehouse, "CH1")["exception_count"]) == ("exceptions", 2)
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2"), sale("S-0")])], "ada")
    assert state(warehouse, "CH1") == "proven"


def test_signed_and_suspended(warehouse: Warehouse) -> None:
    signoff.sign(warehouse, PERIOD, "CH2", "ada", PREPARER)
    assert (state(warehouse, "CH2"), say_step_state(row(warehouse, "CH2"))) == ("proven", "Prepared")
    signoff.sign(warehouse, PERIOD, "CH2", "ben", REVIEWER)
    found = row(warehouse, "CH2")
    assert say_step_state(found) == "Signed"
    assert (found["state"], found["proof"], found["prepared_by"], found["reviewed_by"]) == (
        *("signed", "proven"),
        *("ada", "ben"),
    )
    credit = sale("C-1", doc_type="CN", acct_date=None, sales_reference="S-0")
    warehouse.land([landing("sales_documents", [sale("S-0"), credit])], "ada")
    found = row(warehouse, "CH2")
    assert (found["state"], found["proof"], found["exception_count"]) == ("suspended", "exceptions", 1)


def test_an_open_step_cannot_be_signed(warehouse: Warehouse) -> None:
    for step in ("CH1", "CH3", "CL1"):
        with pytest.raises(Blocked, match=step):
            signoff.sign(warehouse, PERIOD, step, "ada", PREPARER)
    attest(warehouse, PERIOD, "CH3", "ada", "looked")
    signoff.sign(warehouse, PERIOD, "CH3", "ada", PREPARER)
    assert (state(warehouse, "CH3"), say_step_state(row(warehouse, "CH3"))) == ("attested", "Prepared")


REFUSALS: list[tuple[Callable[..., object], str, type[Refused], str]] = [
    (attest, "CL1", NotAttestable, "does not apply"),
    (attest, "CH1", NotAttestable, r"it still has exceptions \(1\)"),
    (attest, "CH2", NotAttestable, "its exports already prove it"),
    (waive, "CL1", NotWaivable, "not_applicable"),
    (waive, "CH2", NotWaivable, "proven"),
    (withdraw, "CH1", NotAttestable, "nothing to withdraw"),
    (withdraw, "CH2", NotAttestable, "nothing to withdraw"),
    (withdraw, "CH3", NotAttestable, "nothing to withdraw"),
    (withdraw, "CL1", NotAttestable, "nothing to withdraw"),
    *((act, "CH9", checklist.UnknownStep, "CL1, CL2") for act in (attest, waive, withdraw)),
]


def test_attesting_a_decided_step_is_refused(warehouse: Warehouse) -> None:
    for act, step, error, words in REFUSALS:
        with pytest.raises(error, match=words):
            act(warehouse, PERIOD, step, "ada", "why not")
    assert AuditLog(warehouse).events() == []


@pytest.mark.parametrize(("act", "step"), [(attest, "CH3"), (waive, "CH1")])
def test_a_word_without_a_reason_is_refused(warehouse: Warehouse, act, step: str) -> None:
    with pytest.raises(EmptyNote):
        act(warehouse, PERIOD, step, "ada", "  ")
    assert AuditLog(warehouse).events() == []


def test_a_waived_step_with_documents_is_not_attested_over(warehouse: Warehouse) -> None:
    waive(warehouse, PERIOD, "CH1", "ben", "immaterial")
    with pytest.raises(NotAttestable, match="it still has exceptions"):
        attest(warehouse, PERIOD, "CH1", "ada", "fine")
    with pytest.raises(NotWaivable, match="waived"):
        waive(warehouse, PERIOD, "CH1", "ben", "twice")
    assert len(AuditLog(warehouse).events()) == 1


def test_a_sealed_month_takes_no_word(warehouse: Warehouse) -> None:
    AuditLog(warehouse).record(Draft("kim", SEALED, PERIOD, MONTH))
    for act in (
        lambda: attest(warehouse, PERIOD, "CH3", "ada", "looked"),
        lambda: waive(warehouse, PERIOD, "CH1", "ben", "immaterial"),
        lambda: attach(warehouse, PERIOD, "CH3", "ada", "screen.png", b"picture"),
        lambda: signoff.sign(warehouse, PERIOD, "CH2", "ada", PREPARER),
    ):
        with pytest.raises(Sealed, match="sealed by kim"):
            act()
    assert len(AuditLog(warehouse).events()) == 1


ACTS = {
    "attest": (lambda w, who: attest(w, PERIOD, "CH3", who, "looked"), {Role.PREPARER}),
    "waive": (lambda w, who: waive(w, PERIOD, "CH1", who, "immaterial"), {Role.REVIEWER}),
    "attach": (lambda w, who: attach(w, PERIOD, "CH3", who, "screen.png", b"picture"), {Role.PREPARER}),
    "sign": (lambda w, who: signoff.sign(w, PERIOD, "CH2", who, PREPARER), {Role.PREPARER}),
}


@pytest.mark.parametrize("role", [*PEOPLE, None], ids=str)
@pytest.mark.parametrize("act", ACTS)
def test_each_act_takes_its_role(warehouse: Warehouse, monkeypatch, act: str, role: Role | None) -> None:
    monkeypatch.delenv(ADMINISTRATORS, raising=False)
    name_people(warehouse)
    do, allowed = ACTS[act]
    who = PEOPLE[role] if role else "eve"
    if role in allowed:
        do(warehouse, who)
        assert AuditLog(warehouse).head() == 2  # after the roles
    else:
        with pytest.raises(NotAllowed, match=f"{who} .* may not"):
            do(warehouse, who)
        assert AuditLog(warehouse).head() == 1


def test_who_may_not_waive_may_not_take_a_waiver_back(warehouse: Warehouse) -> None:
    name_people(warehouse)
    waive(warehouse, PERIOD, "CH1", "ben", "immaterial")
    with pytest.raises(NotAllowed, match="may not waive"):
        withdraw(warehouse, PERIOD, "CH1", "ada", "it is material")
    attest(warehouse, PERIOD, "CH3", "ada", "looked")
    with pytest.raises(NotAllowed, match="may not attest"):
        withdraw(warehouse, PERIOD, "CH3", "ben", "no")
    assert (state(warehouse, "CH1"), state(warehouse, "CH3")) == ("waived", "attested")


def test_files_are_kept_by_their_hash(warehouse: Warehouse) -> None:
    attach(warehouse, PERIOD, "CH3", "ada", "screen.png", b"picture")
    attach(warehouse, PERIOD, "CH1", "ada", "other.png", b"other")
    (event,) = list_attachments(warehouse, PERIOD, "CH3")
    assert (event.note, event.who, evidence.fetch(warehouse, event.value)) == ("screen.png", "ada", b"picture")
    assert list_attachments(warehouse, "2026-04", "CH3") == []
    with pytest.raises(EmptyFile, match="is empty"):
        attach(warehouse, PERIOD, "CH3", "ada", "nothing.png", b"")
    with pytest.raises(checklist.UnknownStep):
        attach(warehouse, PERIOD, "CH9", "ada", "screen.png", b"picture")


@pytest.mark.parametrize(
    ("given", "day", "word"),
    [
        ({"state": "open"}, date(2026, 4, 2), ON_TRACK),
        ({"state": "open"}, date(2026, 4, 3), LATE),
        ({"state": "exceptions"}, date(2026, 4, 3), LATE),
        ({"state": "suspended"}, date(2026, 4, 2), ON_TRACK),
        ({"state": "suspended"}, date(2026, 4, 3), LATE),
        *(({"state": done}, date(2026, 5, 1), CLOSED) for done in ("proven", "attested", "signed")),
        ({"state": "waived"}, date(2026, 5, 1), WAIVED),
        ({"state": "signed", "proof": "waived"}, date(2026, 5, 1), WAIVED),
        ({"state": "not_applicable", "applicable": "N"}, date(2026, 5, 1), ""),
    ],
)
def test_three_words_for_pace(given: dict, day: date, word: str) -> None:
    row = {"applicable": "Y", "due_date": date(2026, 4, 2), "proof": given["state"], **given}
    assert pace(row, day) == word
