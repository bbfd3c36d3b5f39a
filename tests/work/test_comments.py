"""Comments are open, resolved by anyone with a role, and closed by their author, without affecting signatures."""

from pathlib import Path

import pytest

from close.months import BadPeriod
from close.signing import pins
from close.store.audit_log import AuditLog, Draft, EmptyNote
from close.store.authority.people import NotAllowed
from close.store.seals import MONTH, SEALED
from close.store.warehouse import Warehouse
from close.work.comments import NoComment, NoSubject, NotOpen, NotTheAsker, close_comment, comment, comments, resolve
from tests.given.landings import landing, sale
from tests.given.named import appoint

PERIOD, ITEM = "2026-03", "SO:S-1"


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1", acct_date=None)])], "ada")
    return warehouse


def states(warehouse: Warehouse, period: str = PERIOD) -> list[str]:
    return [one.state for one in comments(warehouse, period, ITEM)]


def test_a_comment_is_open_then_resolved_then_closed_by_who_asked(warehouse: Warehouse) -> None:
    asked = comment(warehouse, PERIOD, ITEM, "ada", " Who has the invoice? ")
    assert (asked.note, asked.subject, states(warehouse)) == ("Who has the invoice?", ITEM, ["open"])
    answered = resolve(warehouse, asked.number, "ben", "It was sent yesterday")
    assert (answered.about, answered.period, answered.subject, states(warehouse)) == (1, PERIOD, ITEM, ["resolved"])
    close_comment(warehouse, asked.number, "Ada")
    assert states(warehouse) == ["closed"]


def test_an_author_may_close_an_unanswered_comment(warehouse: Warehouse) -> None:
    close_comment(warehouse, comment(warehouse, PERIOD, ITEM, "ada", "Never mind").number, "ada")
    assert states(warehouse) == ["closed"]


def test_only_its_author_closes_a_comment(warehouse: Warehouse) -> None:
    number = comment(warehouse, PERIOD, ITEM, "ada", "Who?").number
    with pytest.raises(NotTheAsker, match="Only ada can close comment 1"):
        close_comment(warehouse, number, "ben")
    assert states(warehouse) == ["open"]


def test_only_an_open_comment_is_resolved_or_closed(warehouse: Warehouse) -> None:
    number = comment(warehouse, PERIOD, ITEM, "ada", "Who?").number
    resolve(warehouse, number, "ben", "I")
    with pytest.raises(NotOpen, match="resolved by ben"):
        resolve(warehouse, number, "cyd", "No, I")
    close_comment(warehouse, number, "ada")
    for again in (lambda: close_comment(warehouse, number, "ada"), lambda: resolve(warehouse, number, "ben", "I")):
        with pytest.raises(NotOpen, match="closed by ada"):
            again()
    for number in (2, 99):
        with pytest.raises(NoComment, match=f"Event {number} is not a comment"):
            close_comment(warehouse, number, "ada")
    assert AuditLog(warehouse).head() == 3


def test_without_words_subject_or_month_nothing_is_recorded(warehouse: Warehouse) -> None:
    with pytest.raises(EmptyNote):
        comment(warehouse, PERIOD, ITEM, "ada", " ")
    with pytest.raises(NoSubject):
        comment(warehouse, PERIOD, " ", "ada", "x")
    with pytest.raises(BadPeriod):
        comment(warehouse, "2026-13", ITEM, "ada", "x")
    number = comment(warehouse, PERIOD, ITEM, "ada", "x").number
    with pytest.raises(EmptyNote):
        resolve(warehouse, number, "ben", "")
    assert AuditLog(warehouse).head() == 1


def test_comments_go_on_in_later_months_and_are_rolled_up(warehouse: Warehouse) -> None:
    comment(warehouse, PERIOD, ITEM, "ada", "one")
    comment(warehouse, "2026-04", "CH1", "ben", "two")
    assert [one.asked.note for one in comments(warehouse, "2026-04")] == ["one", "two"]
    assert [one.asked.note for one in comments(warehouse, PERIOD)] == ["one"]
    assert [one.asked.note for one in comments(warehouse)] == ["one", "two"]
    assert comments(warehouse, "2026-02") == []


def test_a_sealed_month_is_still_spoken_of_and_no_signature_moves(warehouse: Warehouse) -> None:
    before = pins.pin(warehouse, PERIOD, "item_exits")
    AuditLog(warehouse).record(Draft("ada", SEALED, PERIOD, MONTH))
    comment(warehouse, PERIOD, MONTH, "ada", "Looked at again")
    assert [one.state for one in comments(warehouse, PERIOD, MONTH)] == ["open"]
    assert pins.pin(warehouse, PERIOD, "item_exits").digest == before.digest


@pytest.mark.parametrize("role", ["viewer", "auditor"])
def test_a_role_that_only_looks_is_refused(warehouse: Warehouse, role: str) -> None:
    number = comment(warehouse, PERIOD, ITEM, "cyd", "x").number
    appoint(warehouse, ("administrator", "root"), (role, "cyd"), ("preparer", "ada"))
    for act in (
        lambda: comment(warehouse, PERIOD, ITEM, "cyd", "x"),
        lambda: resolve(warehouse, number, "cyd", "x"),
        lambda: close_comment(warehouse, number, "cyd"),
    ):
        with pytest.raises(NotAllowed, match=f"cyd has the role {role} and may not comment"):
            act()
    assert comment(warehouse, PERIOD, ITEM, "ada", "x").who == "ada"
