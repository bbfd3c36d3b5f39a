"""Each word for a count has one number: every page and the digest show that of the month summary."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from close.archive.news.digest import compose
from close.archive.news.wording import write
from close.store.warehouse import Warehouse
from tests.pages.conftest import CLEAN, FAULTY, HALF
from tests.pages.screen import Open, words

# The words for a count, and the column of the month summary that has its number.
COLUMNS = {"open item": "open_items", "step": "steps_to_do"}
COUNT = re.compile(r"(?<!least )(?<![\d,])([\d,]+) (?:(open item)s?|(step)s? to do)\b")
PLACES = ("overview", "checklist", "worklist", "fix_plan", "what_if", "signoff", "bridge")


def read(text: str) -> set[tuple[str, int]]:
    """Return the counts in a text, each with the column that has its number."""
    found = COUNT.findall(text.replace("\\", ""))
    return {(COLUMNS[item or step], int(number.replace(",", ""))) for number, item, step in found}


def read_page(app: AppTest) -> set[tuple[str, int]]:
    labels = [link.proto.label for link in app.get("page_link")]
    labels += [metric.label for metric in app.metric] + [bar.proto.text for bar in app.get("progress")]
    return read("\n".join([words(app), *labels]))


@pytest.mark.parametrize("organisation", [FAULTY, CLEAN, HALF])
def test_a_word_has_the_same_number_everywhere(
    open_page: Open, warehouse, months: list[str], answer, organisation: str
) -> None:
    (summary,) = answer("month_summary", organisation).table.to_pylist()
    books = Warehouse(warehouse, organisation)
    pages = {name: read_page(open_page(name, organisation, period=months[-1])) for name in PLACES}
    shown = {**pages, "digest": read(write(compose(books, months[-1]), "text"))}
    for place, found in shown.items():
        assert all(summary[column] == number for column, number in found), place
    if summary["steps_to_do"]:
        assert ("steps_to_do", summary["steps_to_do"]) in shown["overview"] & shown["checklist"] & shown["digest"]
    if organisation == FAULTY:
        items = {("open_items", summary["open_items"])}
        assert all(items <= shown[place] for place in ("overview", "worklist", "fix_plan", "digest"))
