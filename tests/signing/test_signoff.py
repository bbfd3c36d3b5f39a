"""Signatures: in turn, by two people, blocked with the reason, suspended by changes, and kept permanently."""

from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from close.engine.connection import Bench
from close.months import BadPeriod
from close.signing import conditions, signoff
from close.signing.conditions import Obstacle
from close.signing.pins import NothingToSign
from close.signing.signoff import Blocked, NotInTurn, retract, sign
from close.signing.standing import PREPARER, REVIEWER, SIGNED, Standing, signatures, standing_of
from close.store.audit_log import AuditLog, EmptyNote
from close.store.evidence import NotAsPinned
from close.store.manifests import Overtaken
from close.store.warehouse import Warehouse
from close.work.checklist import attest, withdraw
from tests.given.landings import landing, sale, settings
from tests.given.named import rule

PERIOD, REPORT = "2026-03", "sales_and_credits"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """Land sales only, so that one report and a few steps can be signed, but not the month."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings(uses_pos=False), landing("sales_documents", [sale("S-1"), sale("S-2")])], "ada")
    return warehouse


def found(warehouse: Warehouse, subject: str = REPORT) -> Standing:
    return standing_of(warehouse, AuditLog(warehouse).events(), PERIOD, subject)


def sign_twice(warehouse: Warehouse, subject: str = REPORT) -> None:
    sign(warehouse, PERIOD, subject, "ada", PREPARER)
    sign(warehouse, PERIOD, subject, "ben", REVIEWER, "agreed")


def export_again(warehouse: Warehouse, sales: int) -> None:
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2", sales=sales)], name="again.csv")], "ada")


def test_from_unsigned_to_signed(warehouse: Warehouse) -> None:
    assert found(warehouse).state == "unsigned"
    sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    assert found(warehouse).state == "prepared"
    event = sign(warehouse, PERIOD, REPORT, "ben", REVIEWER, " agreed ")
    assert (event.who, event.value, event.note, len(event.pins)) == ("ben", REVIEWER, "agreed", 1)
    assert found(warehouse).state == "signed"
    assert [(r["subject"], r["role"], r["who"], r["stands"]) for r in signatures(warehouse, PERIOD).to_pylist()] == [
        (REPORT, PREPARER, "ada", True),
        (REPORT, REVIEWER, "ben", True),
    ]
    assert signatures(warehouse, "2026-04").num_rows == 0


@pytest.mark.parametrize("who", ["ada", "ADA", " ada "])
def test_a_preparer_cannot_review_their_own_work(warehouse: Warehouse, who: str) -> None:
    sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    with pytest.raises(NotInTurn, match="somebody else must review it"):
        sign(warehouse, PERIOD, REPORT, who, REVIEWER)
    assert found(warehouse).state == "prepared"


def test_a_rule_may_let_one_person_review(warehouse: Warehouse) -> None:
    rule(warehouse, one_person_may_review=True)
    sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    sign(warehouse, PERIOD, REPORT, "ada", REVIEWER)
    assert found(warehouse).state == "signed"


def test_out_of_turn(warehouse: Warehouse) -> None:
    with pytest.raises(NotInTurn, match="The preparer must sign first"):
        sign(warehouse, PERIOD, REPORT, "ben", REVIEWER)
    sign_twice(warehouse)
    for who, role in (("ada", PREPARER), ("cyd", PREPARER), ("cyd", REVIEWER)):
        with pytest.raises(NotInTurn, match=r"(ada|ben) has already signed"):
            sign(warehouse, PERIOD, REPORT, who, role)
    assert len(AuditLog(warehouse).events()) == 2


def test_figures_that_others_change_while_they_are_signed_are_not_signed(
    warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_late(*_: object) -> list[Obstacle]:
        export_again(warehouse, 11)
        return []

    seen = warehouse.head().stamp
    monkeypatch.setattr(signoff, "obstacles", find_late)
    with pytest.raises(Overtaken):
        sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    monkeypatch.undo()
    with pytest.raises(Overtaken):
        sign(warehouse, PERIOD, REPORT, "ada", PREPARER, seen=seen)
    assert found(warehouse).state == "unsigned"


def test_what_cannot_be_signed(warehouse: Warehouse) -> None:
    with pytest.raises(NothingToSign, match="not a step, a report"):
        sign(warehouse, PERIOD, "everything", "ada", PREPARER)
    with pytest.raises(BadPeriod):
        sign(warehouse, "2026-13", REPORT, "ada", PREPARER)
    with pytest.raises(Blocked, match="not uploaded for March 2026"):
        sign(warehouse, PERIOD, "cogs_breakdown", "ada", PREPARER)
    with pytest.raises(Blocked, match=r"CH3 .*: cannot tell"):
        sign(warehouse, PERIOD, "CH3", "ada", PREPARER)
    with pytest.raises(Blocked, match=r"\(CL1\) does not apply"):
        sign(warehouse, PERIOD, "CL1", "ada", PREPARER)
    with pytest.raises(Blocked, match=r"not uploaded.* \(CH3\): cannot tell"):
        sign(warehouse, PERIOD, "month", "ada", PREPARER)
    assert AuditLog(warehouse).events() == []


def test_exceptions_block_their_step(warehouse: Warehouse) -> None:
    warehouse.land([landing("sales_documents", [sale("S-1", acct_date=None)], name="again.csv")], "ada")
    with pytest.raises(Blocked, match=r"\(CH1\) has 1 exception to clear or waive"):
        sign(warehouse, PERIOD, "CH1", "ada", PREPARER)


def test_a_newer_export_suspends_until_signed_again(warehouse: Warehouse) -> None:
    sign_twice(warehouse)
    export_again(warehouse, 11)
    suspended = found(warehouse)
    assert suspended.state == "suspended"
    (moved,) = suspended.signatures[0].moved
    assert moved[0].landings != moved[1].landings
    assert [row["stands"] for row in signatures(warehouse, PERIOD).to_pylist()] == [False, False]

    with pytest.raises(NotInTurn, match="The preparer must sign first"):
        sign(warehouse, PERIOD, REPORT, "ben", REVIEWER)
    sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    assert found(warehouse).state == "prepared"  # a review of an earlier state does not count
    sign(warehouse, PERIOD, REPORT, "ben", REVIEWER)
    assert found(warehouse).state == "signed"
    assert [e.number for e in AuditLog(warehouse).events() if e.kind == "signed"] == [1, 2, 3, 4]


def test_a_signature_is_valid_again_when_its_answer_returns(warehouse: Warehouse) -> None:
    sign_twice(warehouse)
    export_again(warehouse, 11)
    assert found(warehouse).state == "suspended"
    warehouse.land([landing("sales_documents", [sale("S-1"), sale("S-2")], name="third.csv")], "ada")
    assert found(warehouse).state == "signed"


def test_unrelated_changes_suspend_no_signature(warehouse: Warehouse) -> None:
    sign_twice(warehouse)
    warehouse.land([landing("payments", []), landing("sales_documents", [sale("S-9")], "2026-04")], "ada")
    attest(warehouse, PERIOD, "SY2", "ada", "nothing is left")
    assert found(warehouse).state == "signed"


def test_settings_suspend_what_they_decide(warehouse: Warehouse) -> None:
    sign_twice(warehouse, "CH1")
    attest(warehouse, PERIOD, "SY2", "ada", "both drafts are empty")
    sign_twice(warehouse, "SY2")
    warehouse.land([settings(uses_pos=False, upload_state="authorised")], "ada")
    assert found(warehouse, "SY2").state == "suspended"  # it no longer applies to this company
    assert found(warehouse, "CH1").state == "signed"


def test_a_withdrawn_attestation_suspends_its_step(warehouse: Warehouse) -> None:
    attest(warehouse, PERIOD, "SY2", "ada", "both drafts are empty")
    sign_twice(warehouse, "SY2")
    assert found(warehouse, "SY2").state == "signed"
    withdraw(warehouse, PERIOD, "SY2", "ada", "one was left")
    assert found(warehouse, "SY2").state == "suspended"
    with pytest.raises(Blocked, match=r"SY2 .*: cannot tell"):
        sign(warehouse, PERIOD, "SY2", "ada", PREPARER)


def test_a_signature_is_taken_back_by_who_gave_it(warehouse: Warehouse) -> None:
    sign_twice(warehouse)
    with pytest.raises(NotInTurn, match="not a current signature by ada"):
        retract(warehouse, 2, "ada", "wrong month")
    with pytest.raises(EmptyNote):
        retract(warehouse, 2, "ben", " ")
    retract(warehouse, 2, "BEN", "wrong month")
    assert found(warehouse).state == "prepared"
    with pytest.raises(NotInTurn, match="cannot be withdrawn"):
        retract(warehouse, 2, "ben", "again")
    retract(warehouse, 1, "ada", "wrong month")
    assert found(warehouse).state == "unsigned"
    assert [event.kind for event in AuditLog(warehouse).events()] == ["signed", "signed", "retracted", "retracted"]


def test_materiality_is_how_far_the_bridge_may_be_off(warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(conditions, "residual_of", lambda _: "12.50")
    with pytest.raises(Blocked, match=r"leaves 12\.50 unexplained in all, which is above the materiality of 0\.00"):
        sign(warehouse, PERIOD, REPORT, "ada", PREPARER)
    rule(warehouse, materiality=Decimal("12.50"))
    assert sign(warehouse, PERIOD, REPORT, "ada", PREPARER).number == 2


@pytest.mark.parametrize("change", ["flip", "cut", "delete", "swap"])
def test_a_signature_never_stands_over_a_file_that_was_changed(warehouse: Warehouse, change: str) -> None:
    sign_twice(warehouse)
    assert found(warehouse).state == SIGNED
    file = warehouse.folder / warehouse.head().of("sales_documents")[-1].files[0].path
    content = file.read_bytes()
    file.chmod(0o644)
    if change == "flip":
        file.write_bytes(content[:99] + bytes([content[99] ^ 1]) + content[100:])
    elif change == "cut":
        file.write_bytes(content[:-1])
    elif change == "delete":
        file.unlink()
    else:  # other rows, as a program that writes Parquet would store them
        table = pq.read_table(file, partitioning=None)
        pq.write_table(table.set_column(table.column_names.index("sales"), "sales", table["cost"]), file)
    name = file.relative_to(warehouse.folder).as_posix()
    with pytest.raises(NotAsPinned, match=name):
        assert found(warehouse).state
    with pytest.raises(NotAsPinned, match=name):
        sign_twice(warehouse)
    with pytest.raises(NotAsPinned, match=name):
        Bench(warehouse, warehouse.head()).lay_out("sales_documents")
