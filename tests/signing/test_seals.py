"""A sealed month does not accept events. An administrator can re-open it for a time, and its use is listed."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from close.signing.signoff import Blocked, retract, seal, sign
from close.signing.standing import PREPARER, REVIEWER, is_sealed, standings
from close.store import seals
from close.store.audit_log import AuditLog, Draft, EmptyNote
from close.store.seals import (
    MONTH,
    SEALED,
    BadExpiry,
    NotSealed,
    Sealed,
    check_unsealed,
    list_changes_since,
    now,
    reopen,
    seal_of,
)
from close.store.warehouse import Warehouse
from close.work.checklist import attest
from tests.given.landings import landing, sale, settings
from tests.given.signed import PERIOD, exports, land_month, sign_month

TOMORROW = now() + timedelta(days=1)


@pytest.fixture
def small(tmp_path: Path) -> Warehouse:
    """Return a sealed month, whatever it contains."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    sales = [landing("sales_documents", [sale("S-1")], month) for month in (PERIOD, "2026-02")]
    warehouse.land([settings(), *sales], "ada")
    sign(warehouse, PERIOD, "sales_and_credits", "ada", PREPARER)
    AuditLog(warehouse).record(Draft("ben", SEALED, PERIOD, MONTH))
    return warehouse


def test_a_sealed_month_accepts_no_events(small: Warehouse) -> None:
    assert is_sealed(small, PERIOD)
    before = len(AuditLog(small).events())
    for act in (
        lambda: sign(small, PERIOD, "sales_and_credits", "ben", REVIEWER),
        lambda: retract(small, 1, "ada", "wrong"),
        lambda: attest(small, PERIOD, "SY2", "ada", "both are empty"),
    ):
        with pytest.raises(Sealed, match="sealed by ben"):
            act()
    assert len(AuditLog(small).events()) == before
    assert sign(small, "2026-02", "sales_and_credits", "ada", PREPARER).period == "2026-02"


def test_what_lands_still_shows(small: Warehouse) -> None:
    small.land([landing("sales_documents", [sale("S-1", sales=99)], PERIOD, name="again.csv")], "ada")
    assert standings(small, PERIOD)["sales_and_credits"].state == "suspended"


def test_opened_for_a_while_and_with_a_reason(small: Warehouse) -> None:
    with pytest.raises(EmptyNote):
        reopen(small, PERIOD, "ann", " ", TOMORROW)
    with pytest.raises(BadExpiry, match="is in the past"):
        reopen(small, PERIOD, "ann", "one bill more", now() - timedelta(days=1))
    with pytest.raises(NotSealed, match="so it is open already"):
        reopen(small, "2026-02", "ann", "one bill more", TOMORROW)
    opened = reopen(small, PERIOD, "ann", "one bill more", TOMORROW)
    assert not is_sealed(small, PERIOD)
    assert list_changes_since(small, opened) == ([], [])

    attest(small, PERIOD, "SY2", "ada", "both are empty")
    small.land([landing("sales_documents", [sale("S-1"), sale("S-2")], PERIOD, name="again.csv")], "ada")
    small.land([landing("payments", [], "2026-02")], "ada")
    recorded, landed = list_changes_since(small, opened)
    assert [(event.kind, event.subject) for event in recorded] == [("attested", "SY2")]
    assert [record.file_name for record in landed] == ["again.csv"]
    with pytest.raises(NotSealed):
        reopen(small, PERIOD, "ann", "again", TOMORROW)


def test_a_re_opening_ends_by_itself(small: Warehouse, monkeypatch: pytest.MonkeyPatch) -> None:
    reopen(small, PERIOD, "ann", "one bill more", TOMORROW)
    events = AuditLog(small).events()
    days = {TOMORROW: False, TOMORROW + timedelta(days=1): True}
    for today, is_shut in days.items():
        assert seal_of(events, PERIOD, today).is_sealed == is_shut
    monkeypatch.setattr(seals, "now", lambda: date(2999, 1, 1))
    with pytest.raises(Sealed, match=r"re-opened by ann .* and is sealed again"):
        check_unsealed(PERIOD)(events)


def test_a_month_is_sealed_once_it_is_signed_reviewed_and_as_signed(tmp_path: Path) -> None:
    folder = exports(tmp_path / "exports")
    warehouse = Warehouse(tmp_path / "warehouse", "Alder")
    land_month(warehouse, folder / PERIOD)
    with pytest.raises(Blocked, match="is unsigned"):
        seal(warehouse, PERIOD, "ben")
    _, reviewed = sign_month(warehouse)
    event = seal(warehouse, PERIOD, "ben", "closed")
    assert (event.kind, event.about, event.note) == (SEALED, reviewed.number, "closed")
    with pytest.raises(Sealed):
        seal(warehouse, PERIOD, "ben")

    reopen(warehouse, PERIOD, "ann", "an export too few", TOMORROW)
    stray = sale("X-1", created_date=date(2026, 1, 2), move_date=date(2026, 1, 9), acct_date=None)
    warehouse.land([landing("sales_documents", [stray], PERIOD)], "ada")
    with pytest.raises(Blocked, match="is suspended"):
        seal(warehouse, PERIOD, "ben")
