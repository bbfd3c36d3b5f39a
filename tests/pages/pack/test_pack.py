"""Charts as pictures: made without a browser, on a light page, with their titles; and the page of the month pack."""

from xml.etree import ElementTree as ET

import pytest

from pages.parts import charts
from pages.parts.widgets import pictures
from pages.parts.widgets.pictures import draw_picture
from tests.pages.conftest import HALF
from tests.pages.screen import words

ROWS = [
    {"code": "a", "label": "Not fully dispatched", "money": 5000, "count": 2},
    {"code": "b", "label": "Sync error <b>", "money": -500, "count": 1},
]
TITLE, SUBTITLE = "Likely missing COGS", "Kestrel & Finch, March 2026"


def test_a_chart_is_a_picture_with_its_title_and_its_labels() -> None:
    chart = charts.make_bars(ROWS, "label", "Amount")
    svg = draw_picture(chart, TITLE, SUBTITLE, "svg").decode()
    texts = {element.text for element in ET.fromstring(svg).iter() if element.text}  # noqa: S314 - our own file
    assert {TITLE, SUBTITLE, "Amount", *(row["label"] for row in ROWS)} <= texts
    assert 'fill="white"' in svg
    assert draw_picture(chart, TITLE, SUBTITLE, "png").startswith(b"\x89PNG")


def test_a_chart_on_a_page_can_be_downloaded(open_page, months: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    monkeypatch.setattr(pictures, "draw_picture", drawn.append)
    app = open_page("bridge", period=months[-1])
    names = [element.proto.label for element in app.get("download_button")]
    assert names[:2] == ["PNG", "SVG"]
    assert not drawn  # only when somebody asks for it


def test_the_month_pack_offers_its_files_and_says_what_is_missing(open_page, months: list[str]) -> None:
    app = open_page("pack", HALF, period=months[-1])
    assert [element.proto.label for element in app.get("download_button")] == [
        "Download zip",
        "Download xlsx",
        "Download pdf",
        "Download binder",
    ]
    assert any("cannot tell the accruals" in element.value for element in app.markdown)
    assert "Not uploaded for the month: Ledger entries" in words(app)
