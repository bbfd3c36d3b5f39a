"""Periodic inventory: purchases are expenses, and only the month-end count moves the stock account."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from close.rules.answers import run
from close.store.warehouse import Warehouse
from loaders import land
from pages.parts.frame import page_context
from sample import KESTREL, Faults, simulate
from sample.books import stock_value
from sample.exports.omni_files import OMNI, file_name, lines
from sample.exports.organisation_file import settings

COMPANY = replace(KESTREL, documents=30, products=KESTREL.products[:6])
ROOT = Path(__file__).parents[2]
BOOKS = simulate(COMPANY, 5, 1, Faults.of([], times=1))
(MONTH,) = BOOKS.months
OPENING, COUNTED = BOOKS.opening_value, stock_value(BOOKS.closing[MONTH])
Line = tuple[str, str, Decimal]


def ledger(*stock: Line, bought: Decimal) -> str:
    """Return the transactions of the stock account and of the expense account for purchases and the count."""
    out = io.StringIO()
    write = csv.writer(out).writerow
    for title in ("Account Transactions", COMPANY.name, f"For the month ended {MONTH.end:%-d %B %Y}"):
        write([title])
    write(["Date", "Source", "Description", "Reference", "Debit", "Credit"])
    moved = sum((amount for *_, amount in stock), Decimal(0))
    bills = [("Payable Invoice", "All bills", -bought)] if bought else []
    for role, sign, opening, entries in (("inventory", 1, OPENING, stock), ("cogs", -1, None, [*stock, *bills])):
        name = COMPANY.accounts[role].name
        write([name, *[""] * 5])
        if opening is not None:
            write(["Opening Balance", "", "", "", f"{opening:.2f}", "0.00"])
        for source, reference, amount in entries:
            write([f"{MONTH.end:%d %b %Y}", source, "", reference, *_sides(sign * amount)])
        debits = [_sides(sign * amount) for *_, amount in entries]
        write([f"Total {name}", "", "", "", *(sum((Decimal(row[n]) for row in debits), Decimal(0)) for n in (0, 1))])
        if opening is not None:
            write(["Closing Balance", "", "", "", f"{opening + moved:.2f}", "0.00"])
    return out.getvalue()


def _sides(amount: Decimal) -> list[str]:
    return [f"{max(amount, Decimal(0)):.2f}", f"{max(-amount, Decimal(0)):.2f}"]


def files(*stock: Line, bought: Decimal) -> Iterator[tuple[str, str, bytes]]:
    snapshot = BOOKS.at(MONTH)
    yield "", "organisation.toml", settings(BOOKS, MONTH).replace("perpetual", "periodic").encode()
    for report in (write(snapshot) for write in OMNI):
        out = io.StringIO()
        csv.writer(out).writerows(lines(report, COMPANY))
        yield "", file_name(COMPANY, report.name, MONTH), out.getvalue().encode()
    yield "", f"ledger {MONTH}.csv", ledger(*stock, bought=bought).encode()


def close(folder: Path, *stock: Line, bought: Decimal = Decimal(0)) -> Warehouse:
    warehouse = Warehouse(folder, "periodic")
    cards = land(files(*stock, bought=bought), warehouse)
    assert [card.problems for card in cards if card.status not in {"landed", "set_aside"}] == []
    return warehouse


def bridge(warehouse: Warehouse) -> dict[str, Decimal]:
    rows = run(warehouse, "bridge", str(MONTH)).table.to_pylist()
    assert {row["leg"] for row in rows} == {"hsv_to_gl"}
    return {row["cause_id"]: row["amount"] for row in rows}


COUNT = ("Manual Journal", "Closing stock", COUNTED - OPENING)
COUNT_AND_BILL = (COUNT, ("Payable Invoice", "card 7", Decimal("40.00")))


@pytest.mark.parametrize(
    ("stock", "expected"),
    [
        ([COUNT], {"unexplained": 0}),
        ([], {"unexplained": COUNTED - OPENING}),
        ([("Manual Journal", "Closing stock", COUNTED - OPENING - 7)], {"G10": 7, "unexplained": 0}),
        ([COUNT, ("Payable Invoice", "card 7", Decimal("40.00"))], {"G02": -40, "unexplained": 0}),
        (
            [("Payable Invoice", "card 7", Decimal("40.00")), ("Manual Journal", "Count", COUNTED - OPENING - 40)],
            {"unexplained": 0},
        ),
    ],
    ids=["counted", "not counted", "counted wrongly", "bill coded to stock", "bill taken up by the count"],
)
def test_the_bridge_explains_the_error_of_the_count(
    stock: list[Line], expected: dict[str, Decimal], tmp_path: Path
) -> None:
    assert bridge(close(tmp_path, *stock)) == expected


def test_journals_that_omni_should_not_sync_are_named(tmp_path: Path) -> None:
    totals = [d.cogs for d in BOOKS.documents if d.kind in ("SO", "CN") and d.cogs and MONTH.holds(d.booked_on)]
    cogs = sum((amount for amount in totals if amount), Decimal(0))
    (adjustment, *_) = [d.ref for d in BOOKS.documents if d.kind == "ADJ" and MONTH.holds(d.booked_on)]
    synced = [("Manual Journal", "COGS", -cogs), ("Manual Journal", adjustment, Decimal("9.00"))]
    warehouse = close(tmp_path, COUNT, *synced)
    assert bridge(warehouse) == {"A09": cogs - 9, "unexplained": 0}
    findings = run(warehouse, "findings", str(MONTH)).table.to_pylist()
    assert {row["cause_id"] for row in findings} & {"A01", "A02", "A09", "G01", "S11", "S12"} == {"A09"}


def test_what_does_not_hold_for_such_a_company_is_not_asked(tmp_path: Path) -> None:
    warehouse = close(tmp_path, COUNT)
    ties = {row["tie_out"]: row["state_code"] for row in run(warehouse, "tie_outs", str(MONTH)).table.to_pylist()}
    assert ties["T3P"] == "holds"
    assert not {"T1", "T3", "T5", "T6", "T12", "T13"} & ties.keys()
    steps = {row["step"]: row["state"] for row in run(warehouse, "checklist", str(MONTH)).table.to_pylist()}
    assert steps["SY6"] == "not_applicable"


@pytest.mark.parametrize("missing", [Decimal(0), Decimal("12.34")])
def test_opening_purchases_and_count_give_the_cost_of_goods(missing: Decimal, tmp_path: Path) -> None:
    bought = [d.value for d in BOOKS.documents if d.kind in ("PO", "SCN") and MONTH.holds(d.booked_on)]
    warehouse = close(tmp_path, COUNT, bought=sum(bought, Decimal(0)) - missing)
    ties = {row["tie_out"]: row for row in run(warehouse, "tie_outs", str(MONTH)).table.to_pylist()}
    assert ties["T18"]["difference"] == missing
    assert ties["T18"]["right_side"]


def test_the_bridge_page_says_how_to_read_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close(tmp_path, *COUNT_AND_BILL)
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    for view in ("Stock", "Revenue", "All causes", "Offsetting errors"):
        app = AppTest.from_file(ROOT / "app.py", default_timeout=180)
        for name, value in {"organisation": "periodic", "view": view}.items():
            app.query_params[name] = value
        app = app.run().switch_page("pages/bridge/bridge.py").run()
        assert not app.exception
        assert any("only the month-end count changes the stock account" in info.value for info in app.info)
