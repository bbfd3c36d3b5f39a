"""Text from files and people stays text: no page makes a link or an icon of it, or turns its letters around."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import loaders
import sample
from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER
from close.store.warehouse import Warehouse
from close.work import comments, current_exports, worklist
from pages.parts.frame import page_context, people
from pages.parts.frame.navigation import PAGES
from pages.parts.words import plain
from tests.given.screens import start, visit
from tests.pages.screen import steps_of

ORGANISATION, MARK = "kestrel", "[zqx]"
BAD = f"{MARK}(http://q.example)"
WHO = f"Tess {BAD}"
UNESCAPED = re.compile(r"(?<!\\)\[zqx")
# Where Streamlit shows text as it is.
AS_IS = {"selectbox", "multiselect", "text_input", "text_area", "arrow_data_frame", "html", "vega_lite_chart"}


NAMES = re.compile(
    r"(?<![\w-])((?:PO|AJ)-\d+|Mills|Metalworks|Works|School|Scouts|Outfitters|Textiles|jacket|stove|write-off"
    r"|found in count|Keswick|Sheffield)(?![\w-])"
)


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Land a company whose name, contacts, references, files and people are hostile, and work on it."""
    written, warehouse = tmp_path_factory.mktemp("written"), Warehouse(tmp_path_factory.mktemp("w"), ORGANISATION)
    company = replace(sample.KESTREL, name="Kestrel", documents=60)
    sample.write(sample.simulate(company, 7, 1, sample.Faults.all()), written)
    drop = []
    for path in sorted((written / "exports").rglob("*.*")):
        text = path.read_text(encoding="utf-8-sig").replace("Kestrel", f"Kestrel {BAD}")
        is_export = path.suffix == ".csv"
        name = f"{path.stem} {MARK}(q).csv" if is_export else path.name
        drop.append((path.parent.name, name, (NAMES.sub(rf"\1{MARK}(q)", text) if is_export else text).encode()))
    cards = loaders.land(drop, warehouse, who=WHO)
    assert all(card.status == "landed" for card in cards), [card.problems for card in cards]
    _work(warehouse)
    return warehouse


def _work(warehouse: Warehouse) -> None:
    """Comment, assign, sign and take back under a hostile name."""
    (period,) = warehouse.head().periods()
    items = [row["item"] for row in answer(warehouse, "worklist", period).table.to_pylist()][:2]
    worklist.assign(warehouse, period, items, WHO, WHO)
    comments.comment(warehouse, period, "month", WHO, f"why? {BAD}")
    comments.comment(warehouse, period, items[0], WHO, f"why? {BAD}")
    proven = steps_of(answer(warehouse, "checklist", period), "proven")[0]["step"]
    signoff.sign(warehouse, period, proven, WHO, PREPARER, f"checked {BAD}")
    payments = warehouse.head().of("payments")[0].landing
    current_exports.take_back(warehouse, payments, WHO, f"wrong {BAD}")


def _list_texts(message: Any, field: str = "") -> Iterator[str]:
    for described, value in message.ListFields():
        if described.name == "id":  # no one reads it
            continue
        each = value if hasattr(value, "append") or hasattr(value, "add") else [value]
        for one in each:
            if isinstance(one, str):
                yield one
            elif hasattr(one, "ListFields"):
                yield from _list_texts(one, described.name)


def _list_rendered(app: AppTest) -> list[str]:
    """Return every text of a page that is read as Markdown: also labels, and the help of a box."""
    found = []
    for element in app:
        if (proto := getattr(element, "proto", None)) is None:
            continue
        if element.type in AS_IS:
            found += [getattr(proto, "label", ""), getattr(proto, "help", "")]
        else:
            found += _list_texts(proto)
    return found


@pytest.mark.parametrize("page", PAGES)
def test_a_page_renders_no_text_from_outside(books: Warehouse, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    monkeypatch.setattr(page_context, "ROOT", books.root)
    st.cache_data.clear()
    (period,) = books.head().periods()
    reference = answer(books, "purchases_and_credits", period).table["order_ref"].to_pylist()[0]
    assert MARK in reference
    app = start(organisation=ORGANISATION, period=period, ref=reference)
    app.session_state[people.TYPED] = WHO
    app = visit(app, page)
    assert not app.exception
    texts = _list_rendered(app)
    assert [text for text in texts if UNESCAPED.search(text)] == []
    assert any("zqx" in text for text in texts) or page not in {"document", "landings", "fix_plan", "worklist"}


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("www.q.example", "www."), ("http://q.example", "http://"), ("HTTPS://q.example", "HTTPS\\://"),
        (":material/check: Signed", ":material/"), ("SO -- PO", "--"), ("a -> b", "->"),
        ("1. first", "1. "), ("12) first", "12) "), ("---", "^---"), ("  - a", "^-"), ("===", "^==="),
        ("&lt;", "^&lt"), ("ACME \u202e 1,234.50", "\u202e"), ("a\r\n\r\n1", "\r"), ("a\u2028b", "\u2028"),
        ("[x](y)", "^["), ("<b>", "^<"), (":red[x]", "^:red["), ("$x$", "^$"),
    ],
)  # fmt: skip
def test_text_in_markdown_stays_text(text: str, gone: str) -> None:
    """A browser showed what each would become, such as a link for an address that was escaped."""
    shown = plain(text)
    assert not shown.startswith(gone[1:]) if gone.startswith("^") else gone not in shown
    said = re.sub(r"[\\\u2060]", "", shown)
    assert said.split() == text.replace("\u202e", "").split()
