"""Corrections typed on the page What if, made in the export files from its list and uploaded, give its figures."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

import sample
from close.signing.answers import answer
from close.signing.effects import FOLLOWING, MONEY, UNEXPLAINED, State, measure
from close.store.warehouse import Warehouse
from close.texts import say_money
from close.work.legs import LEG_NAMES
from pages.parts.month.causes import cause
from pages.parts.words import say
from pages.worklist.trial.figures import LABELS, SIZES
from tests.journeys.conftest import Dashboard, Visit, exports_of, land, served
from tests.journeys.proofs.change_list import make_changes, read_changes
from tests.journeys.screen import accept_changes, enter_name, expect_read, reread, rerun, settle, shoot
from tests.journeys.signed_in import open_page

COMPANY, MOST = "tried", 2
SIGNS = re.compile(r"[(),]")
# The rows of a table by their headings, or none until the browser has all of them. It adds them while the table comes
# into view, and counts its headings as a row.
READ_ROWS = """
table => {
    const list = (place, cells) => [...place.querySelectorAll(cells)].map(cell => cell.textContent);
    const names = list(table, "th"), rows = [...table.querySelectorAll("tbody tr")].map(row => list(row, "td"));
    const isWhole = rows.length === table.ariaRowCount - 1 && rows.every(row => row.length === names.length);
    return isWhole ? rows.map(row => Object.fromEntries(names.map((name, at) => [name, row[at]]))) : [];
}
"""


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return exports_of(sample.KESTREL, 1, tmp_path_factory.mktemp("exports"))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, exports: list[Path]) -> Iterator[Dashboard]:
    """Serve a company with every fault of the sample."""
    folder = tmp_path_factory.mktemp("desk")
    land(folder, COMPANY, exports)
    with served(folder) as running:
        yield running


def choose_documents(books: Warehouse, period: str) -> dict[str, list[dict[str, Any]]]:
    """Return documents to correct, by the field that is blank."""
    rows = answer(books, "correctable", period).table.to_pylist()
    wanted = ("Invoice Date", "Fully Received Date", "Supplier Inv No")
    found = {field: [row for row in rows if row["missing_fields"] == field][:MOST] for field in wanted}
    assert all(found.values())
    return found


def type_values(page: Page, found: dict[str, list[dict[str, Any]]]) -> None:
    """Type every value without a pause, each into the field with Omni's name, and leave the last one by the button."""
    for field, rows in found.items():
        for row in rows:
            card = page.locator(f".st-key-what-if-{row['doc_type']}-{row['ref']}")
            if field.endswith("Date"):
                card.get_by_role("spinbutton", name=f"day, {field}").click()
                page.keyboard.type(f"{row['acct_date'] or row['move_date']:%d%m%Y}")
            else:
                card.get_by_role("textbox", name=field).click()
                page.keyboard.type(f"N-{row['ref']}")


def read_table(page: Page, heading: str, more_than: int = 0) -> list[dict[str, str]]:
    """Return the rows of the table with a first heading, as they are shown, once there are more than a number."""
    tables = page.get_by_test_id("stDataFrame").filter(has=page.locator(f'th:text-is("{heading}")'))
    table = tables.first.locator("table[role=grid]")
    table.locator("..").scroll_into_view_if_needed()
    rows = reread(page, lambda: table.evaluate(READ_ROWS), lambda rows: len(rows) > more_than)
    assert len(rows) > more_than
    return rows


def read_amount(text: str) -> Decimal:
    """Return a number as it is shown, with its sign in parentheses."""
    return Decimal(SIGNS.sub("", text)) * (-1 if text.startswith("(") else 1)


@dataclass(frozen=True)
class Shown:
    """The desk's promise: each figure, cause and step that it says will be there after the changes."""

    figures: dict[str, str]
    causes: dict[tuple[str, str], Decimal]
    steps: dict[str, str]


def show_effect(page: Page) -> Shown:
    """Press the button at once after the last key, and read what the desk shows."""
    page.get_by_role("button", name="Show the effect").click()
    expect(page.get_by_text("Once these changes are made and exported again, the gap")).to_be_visible()
    shoot(page, "what-if-typed")
    page.set_viewport_size({"width": 1440, "height": 5000})  # a table has only the rows in view
    settle(page)
    changed = len(read_table(page, "Figure"))
    with rerun(page):
        page.get_by_text("Also the figures that stay the same").click()
    figures = {row["Figure"]: row["After"] for row in read_table(page, "Figure", more_than=changed)}
    causes = {(row["Cause"], row["Between"]): read_amount(row["After"]) for row in read_table(page, "Cause")}
    return Shown(figures, causes, {row["Step"]: row["After"] for row in read_table(page, "Step")})


def check_figures(shown: Shown, real: State) -> None:
    """Check each figure to the cent. What follows in the totals is unexplained until they are exported again."""
    names = {(name, kind): label for name, label in LABELS.items() for kind in ("money", "count", "per cent")}
    compared = {
        label: str(real.figures[key]) if key[1] == "count" else say_money(real.figures[key])
        for key, label in names.items()
        if key in real.figures and label in shown.figures and key not in SIZES and key[0] != UNEXPLAINED
    }
    assert len(compared) >= 9
    assert {label: shown.figures[label].replace(",", "") for label in compared} == {
        label: amount.replace(",", "") for label, amount in compared.items()
    }
    rest = read_amount(shown.figures[LABELS[UNEXPLAINED]]) + read_amount(shown.figures[LABELS[FOLLOWING]])
    assert rest == real.figures[UNEXPLAINED, MONEY]


def check_causes(shown: Shown, real: State, period: str) -> None:
    """Check every cause that the desk said would change, and that no other cause of the bridges changed."""
    amounts = {
        (cause(code, period).name, LEG_NAMES[leg]): row["amount"]
        for (leg, code), row in real.causes.items()
        if code != UNEXPLAINED
    }
    named = {key: amount for key, amount in shown.causes.items() if key[0] != LABELS[FOLLOWING]}
    assert named
    assert {key: amounts.get(key, Decimal("0.00")) for key in named} == named


def test_the_list_of_changes_gives_the_figures_that_the_desk_showed(
    desk: Dashboard, visit: Visit, exports: list[Path], tmp_path: Path
) -> None:
    books = Warehouse(desk.folder, COMPANY)
    (period,) = books.head().periods()
    found, before = choose_documents(books, period), measure(books, period)
    refs = [row["ref"] for rows in found.values() for row in rows]
    page = visit(desk.url)
    asked = {"organisation": COMPANY, "period": period, "what-if": ",".join(refs)}
    open_page(page, desk.at("what-if", **asked), "What if")
    type_values(page, found)
    shown = show_effect(page)
    expect(page.get_by_text(f"{len(refs)} corrections set")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="csv").first.click()
    saved.value.save_as(tmp_path / "changes.csv")
    changes = read_changes(tmp_path / "changes.csv")
    assert sorted(change["Reference"] for change in changes) == sorted(refs)
    assert measure(books, period) == before  # nothing was recorded

    files = make_changes(exports[0].parent, changes)
    upload = visit(desk.url)
    open_page(upload, desk.at("upload", organisation=COMPANY, period=period), "Upload")
    enter_name(upload, "Ada")
    drop(upload, [*files, exports[0].parent / "organisation.toml"])
    real = measure(books, period)
    check_figures(shown, real)
    check_causes(shown, real, period)
    changed = {step for step in real.steps if real.steps[step] != before.steps[step]}
    assert {name.rpartition("(")[2].rstrip(")") for name in shown.steps} == {
        step for step in changed if _is_other(before.steps[step], real.steps[step])
    }
    for name, state in shown.steps.items():
        row = real.steps[name.rpartition("(")[2].rstrip(")")]
        count = f" ({row['exception_count']:,})" if row["exception_count"] else ""
        assert state == f"{say(row['state'])}{count}"
    see_it(visit(desk.at("cogs-breakdown", organisation=COMPANY, period=period)), real)


def _is_other(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return (one["state"], one["exception_count"]) != (other["state"], other["exception_count"])


def drop(page: Page, files: list[Path]) -> None:
    """Upload the corrected exports, and accept that they change documents."""
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    accept_changes(page)
    expect_read(page)


def see_it(page: Page, real: State) -> None:
    """Check that a page shows the COGS that the desk had promised."""
    settle(page)
    expect(
        page.get_by_test_id("stMain").get_by_text(say_money(real.figures["cin7_cogs", MONEY])).first
    ).to_be_attached()
    shoot(page, "what-if-real")
