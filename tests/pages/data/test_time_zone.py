"""A list whose days depend on the time zone of the organisation is asked about once, and lands with the answer."""

import json
from pathlib import Path

import pytest

from close.signing import builds
from close.store.warehouse import LATEST, Warehouse
from pages.parts.frame.naming import BOX
from tests.given.landings import settings
from tests.given.screens import open_page
from tests.pages.screen import press, words
from tests.pages.test_exports import upload

PAYMENTS = [
    {"id": n, "orderId": n, "orderRef": f"S-{n}", "paymentDate": moment, "amount": 5.0, "batchReference": "B-1"}
    for n, moment in enumerate(("2026-03-12T09:30:00Z", "2026-03-31T10:15:00Z"), 1)
]


def test_the_time_zone_is_asked_once_and_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builds, "start", lambda *_: None)
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings("2026-03", uses_pos=False, uses_ecommerce=False)], "ada")
    app = open_page(tmp_path, warehouse.organisation, "2026-03", "upload", monkeypatch)
    app.text_input(key=BOX).set_value("ada").run()
    upload(app, ("Payments 2026-03.json", json.dumps(PAYMENTS).encode()))
    assert not app.exception
    assert "1 list states times instead of days" in words(app)
    assert "1 to answer" in words(app)
    app.selectbox(key="asked-zone").select("Pacific/Auckland").run()
    press(app, "Save it and read the files")
    assert not app.exception
    assert "1 read" in words(app)
    found = warehouse.settings(LATEST)
    assert found
    assert (found.time_zone, found.name) == ("Pacific/Auckland", "Ash & Co")
    assert [record.rows for record in warehouse.head().of("payments")] == [2]
