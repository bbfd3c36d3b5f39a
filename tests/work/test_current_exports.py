"""Taking an upload back and making a former one current: snapshots change, files and records do not."""

from pathlib import Path

import pytest

from close.archive.verify import verify
from close.commands.command import main
from close.engine.connection import HISTORY
from close.rules.answers import run, run_model, run_own
from close.rules.compile import compile_report
from close.signing.pins import is_as_seen, pin
from close.store.audit_log import AuditLog, EmptyNote
from close.store.authority.people import NotAllowed
from close.store.warehouse import Warehouse
from close.work import current_exports
from close.work.current_exports import AlreadyCurrent, LastSettings, NotCurrent, UnknownLanding, make_current, take_back
from tests.given.landings import landing, sale, settings

PERIOD = "2026-03"
FIRST = landing("sales_documents", [sale("S-1"), sale("S-2")], name="first.csv")
SECOND = landing("sales_documents", [sale("S-1", sales=11)], name="second.csv")
OTHER = landing("sales_documents", [sale("S-8")], name="other.csv")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(), FIRST], "ada")
    warehouse.land([SECOND], "ben")
    return warehouse


def current(warehouse: Warehouse) -> list[str]:
    return [record.file_name for record in warehouse.head().of("sales_documents")]


def id_of(warehouse: Warehouse, name: str) -> str:
    return next(r.landing for r in current_exports.list_uploads(warehouse, PERIOD) if r.file_name == name)


def states(warehouse: Warehouse) -> dict[str, str]:
    head = warehouse.head()
    return {r.file_name: current_exports.say_state(head, r) for r in current_exports.list_uploads(warehouse, PERIOD)}


def test_an_upload_is_taken_back(warehouse: Warehouse) -> None:
    warehouse.land([OTHER], "ada")
    files = {path: path.read_bytes() for path in warehouse.folder.rglob("*") if path.is_file()}
    take_back(warehouse, id_of(warehouse, "other.csv"), "ada", "another branch")
    assert current(warehouse) == ["second.csv"]
    assert states(warehouse) == {"other.csv": "taken back", "second.csv": "current", "first.csv": "replaced"}
    (event,) = AuditLog(warehouse).events()
    assert (event.kind, event.who, event.period, event.subject) == ("taken_back", "ada", PERIOD, "other.csv")
    assert event.note == "another branch"
    assert all(path.read_bytes() == content for path, content in files.items())
    assert not verify(warehouse)


def test_a_former_upload_replaces_the_one_that_replaced_it(warehouse: Warehouse) -> None:
    make_current(warehouse, id_of(warehouse, "first.csv")[:8], "ada", "the newer one was filtered")
    assert current(warehouse) == ["first.csv"]
    assert states(warehouse) == {"second.csv": "taken back", "first.csv": "current"}
    make_current(warehouse, id_of(warehouse, "second.csv"), "ada", "it was right after all")
    assert states(warehouse) == {"second.csv": "current", "first.csv": "taken back"}


def test_the_history_that_rules_read_leaves_out_what_was_taken_back(warehouse: Warehouse) -> None:
    manifests = warehouse.manifests
    assert {r.file_name for r in manifests.history(warehouse.head()).of("sales_documents")} == {
        "first.csv",
        "second.csv",
    }
    make_current(warehouse, id_of(warehouse, "first.csv"), "ada", "filtered")
    assert {r.file_name for r in manifests.history(warehouse.head()).of("sales_documents")} == {"first.csv"}
    assert {r.file_name for r in manifests.list_ever(warehouse.head())} >= {"first.csv", "second.csv"}


def test_what_was_shown_with_a_replaced_file_is_not_shown_without_it(tmp_path: Path) -> None:
    """The replaced file is read as part of the history both before and after, but as a current one only before."""
    warehouse = Warehouse(tmp_path, "Elm Ltd")
    warehouse.land([settings(), FIRST], "ada")
    assert reads_history("findings")
    run(warehouse, "findings", PERIOD)
    signed = pin(warehouse, PERIOD, "findings")
    warehouse.land([SECOND], "ben")
    take_back(warehouse, id_of(warehouse, "second.csv"), "ada", "wrong month")
    assert not is_as_seen(warehouse, PERIOD, signed, manifest=1)
    (afresh,) = run_own(warehouse, ["findings"], PERIOD)
    assert run(warehouse, "findings", PERIOD).table == afresh.table


def reads_history(report: str) -> bool:
    return any(table.endswith(HISTORY) for table in compile_report(report, PERIOD).tables)


def test_a_file_taken_back_can_be_uploaded_again(warehouse: Warehouse) -> None:
    take_back(warehouse, id_of(warehouse, "second.csv"), "ada", "wrong month")
    assert current(warehouse) == []
    (outcome,) = warehouse.land([SECOND], "ada")
    assert outcome.status == "landed"
    assert states(warehouse)["second.csv"] == "current"


def test_an_earlier_snapshot_still_shows_it(warehouse: Warehouse) -> None:
    before = warehouse.head()
    rows = run_model(warehouse, "documents", PERIOD, before.number)
    take_back(warehouse, id_of(warehouse, "second.csv"), "ada", "wrong month")
    assert warehouse.manifests.open(before.number) == before
    assert run_model(warehouse, "documents", PERIOD, before.number).equals(rows)
    assert run_model(warehouse, "documents", PERIOD, warehouse.head().number).num_rows == 0


def test_refusals_change_nothing(warehouse: Warehouse) -> None:
    number, first, second = warehouse.head().number, id_of(warehouse, "first.csv"), id_of(warehouse, "second.csv")
    (own,) = warehouse.head().of("settings")
    for act, landed, note, refusal in (
        (take_back, first, "why", NotCurrent),
        (take_back, "", "why", UnknownLanding),
        (take_back, "zzz", "why", UnknownLanding),
        (take_back, second, " ", EmptyNote),
        (take_back, own.landing, "why", LastSettings),
        (make_current, second, "why", AlreadyCurrent),
    ):
        with pytest.raises(refusal):
            act(warehouse, landed, "ada", note)
    assert warehouse.head().number == number
    assert not AuditLog(warehouse).events()


def test_roles_decide_who_may(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEOUT_ADMINISTRATORS", "ada")
    with pytest.raises(NotAllowed):
        take_back(warehouse, id_of(warehouse, "second.csv"), "ben", "why")
    take_back(warehouse, id_of(warehouse, "second.csv"), "ada", "why")


def test_the_commands(warehouse: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(warehouse.root)]
    assert main(["uploads", "--period", PERIOD, *where]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in listed] == ["current", "replaced"]
    assert main(["make-current", listed[1].split()[0], "--who", "ada", "--note", "filtered", *where]) == 0
    assert capsys.readouterr().out == "first.csv for 2026-03 made current by ada\n"
    assert main(["take-back", listed[1].split()[0], "--who", "ada", "--note", "wrong", *where]) == 0
    assert current(warehouse) == []
    assert main(["take-back", "nowhere", "--who", "ada", "--note", "wrong", *where]) == 1
    assert "No upload has an ID" in capsys.readouterr().err
