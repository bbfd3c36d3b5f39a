"""A sign-in ends after an hour without activity, and after a working day."""

import time
from pathlib import Path

import pytest

from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from pages.parts.frame import sessions

from .opened import HERS, PERIOD, ada, open_as


@pytest.mark.parametrize(("age", "pause"), [(sessions.LONGEST + 1, 0), (0, 2 * sessions.IDLE)])
def test_a_sign_in_ends(monkeypatch: pytest.MonkeyPatch, age: int, pause: int) -> None:
    begun = time.time()
    app = open_as(ada(iat=begun), organisation=HERS)
    assert [box.key for box in app.selectbox]
    monkeypatch.setattr(sessions, "clock", lambda: begun + age + pause)
    app.run()
    assert [title.value for title in app.title] == ["Tieout"]
    assert "60 minutes without activity" in app.caption[0].value
    assert not app.selectbox
    assert not open_as(ada(iat=begun + age + pause), organisation=HERS).caption[0].value.startswith("A sign-in ends")


def test_nothing_is_recorded_after_a_sign_in_has_ended(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    """Check the action of a click, which runs before the page draws itself."""
    begun = time.time()
    user = ada(iat=begun)
    app = open_as(user, "sales_and_credits", organisation=HERS, period=PERIOD)
    monkeypatch.setattr(sessions, "clock", lambda: begun + 2 * sessions.IDLE)
    app.button(key="sign-sales_and_credits-preparer").click().run()
    assert [title.value for title in app.title] == ["Tieout"]
    assert {event.kind for event in AuditLog(Warehouse(root, HERS)).events()} == {"roles"}
