"""Rows left out of the sample's exports: nothing follows from their absence, neither a finding nor a tick."""

import csv
import io
import random
import re
import zipfile
from dataclasses import replace
from itertools import product
from pathlib import Path

import fastexcel
import pytest
from pypdf import PdfReader

from close.archive import accrual_dates, accrual_files, export
from close.archive.prints import checklist, fix_plan, workbook
from close.months import month as find_month
from close.rules.answers import run
from close.store.warehouse import Warehouse
from loaders import land
from loaders.uploads.consent import Consent
from sample import ALDER, KESTREL, Company, Faults, simulate, write
from tests.given.variants import spread

LISTS = {
    "findings",
    "ledger_only",
    "blank_cogs",
    "timing_differences",
    "missing_fields",
    "unsynced",
    "stranded_cogs",
    "step_exceptions",
    "offsetting_errors",
    "moved_documents",
    "movement_conflicts",
    "worklist",
}
REPORTS = ["Sales Orders", "COGS", "Purchase", "Payments", "Stock Adj", "Stock Mov", "Historic"]
CASES = [*product(REPORTS, ["company", "other_company"], [0, 1])]
_CELL = r"-?[\d,]+\.\d+|\d\d/\d\d/\d{4}"


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], Path]:
    return make_company(tmp_path_factory.mktemp("company"), KESTREL)


@pytest.fixture(scope="module")
def other_company(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str], Path]:
    return make_company(tmp_path_factory.mktemp("other"), ALDER)


def make_company(folder: Path, kind: Company) -> tuple[Path, list[str], Path]:
    """Return the exports of a small company, their months, and a warehouse with all of them."""
    write(simulate(replace(kind, documents=60), seed=3, months=2, faults=Faults.all()), folder / "out")
    exports, warehouse = folder / "out/exports", Warehouse(folder / "warehouse", "kestrel")
    months = sorted(path.name for path in exports.iterdir())
    for month in months:
        cards = land([(month, file.name, file) for file in sorted((exports / month).iterdir())], warehouse)
        assert {card.status for card in cards} == {"landed"}
    return exports, months, folder / "warehouse"


def break_cell(file: Path, chance: random.Random, reference: str = "") -> bytes:
    """Return a file in which one date or amount of one row cannot be read: of any row, or of a certain document."""
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    places = [
        (at, column)
        for at, row in enumerate(rows)
        if "Total" not in row[0] and (not reference or reference in row)
        for column, cell in enumerate(row)
        if re.fullmatch(_CELL, cell)
    ]
    at, column = chance.choice(places)
    rows[at][column] = "99/99/2026" if "/" in rows[at][column] else "#VALUE!"
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def upload(exports: Path, folder: Path, file: Path, content: bytes) -> Warehouse:
    """Return a warehouse of the same company in which one file has a different content."""
    broken = Warehouse(folder / "warehouse", "kestrel")
    for month in sorted(exports.iterdir()):
        files = [(month.name, each.name, content if each == file else each) for each in sorted(month.iterdir())]
        cards = land(files, broken, consent=Consent(incomplete=None))
        assert {card.status for card in cards} == {"landed"}
    return broken


@pytest.fixture(scope="module")
def without_order(company, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Return the company without a purchase order of the last month."""
    exports, months, _ = company
    file = find_file(exports / months[-1], "Purchase")
    return upload(exports, tmp_path_factory.mktemp("order"), file, break_cell(file, random.Random(1)))


def find_file(folder: Path, name: str) -> Path:
    """Return the export of a month whose name begins in this way."""
    return next(file for file in folder.iterdir() if file.name.replace(" ", "").startswith(name.replace(" ", "")))


def answer(warehouse: Warehouse, month: str) -> tuple[set[tuple], dict[str, str], dict[str, str]]:
    """Return the keys of every finding, the state of every tie-out, and the proof of every step."""
    answers = {name: run(warehouse, name, month) for name in LISTS}
    found = {(n, *(row[k] for k in a.report.key)) for n, a in answers.items() for row in a.table.to_pylist()}
    ties = run(warehouse, "tie_outs", month).table.to_pylist()
    steps = run(warehouse, "step_proof", month).table.to_pylist()
    return found, {t["tie_out"]: t["state_code"] for t in ties}, {s["step"]: s["proof"] for s in steps}


@pytest.mark.parametrize(("report", "which", "place"), spread(CASES, len(REPORTS) // 2))
def test_nothing_follows_from_a_row_that_is_left_out(
    request, report: str, which: str, place: int, tmp_path: Path
) -> None:
    exports, months, whole = request.getfixturevalue(which)
    month = months[place]
    file = find_file(exports / month, report)
    broken = upload(exports, tmp_path, file, break_cell(file, random.Random(place)))
    before, after = answer(Warehouse(whole, "kestrel"), months[-1]), answer(broken, months[-1])
    assert after[0] <= before[0]
    assert {tie: state for tie, state in after[1].items() if state not in (before[1][tie], "side_unknown")} == {}
    assert {step: proof for step, proof in after[2].items() if proof not in (before[2][step], "cannot_tell")} == {}
    assert run(broken, "findings", month).incomplete


@pytest.mark.parametrize(("cause", "name"), [("P24", "Purchase"), ("S15", "Payments")])
def test_no_other_cause_is_named_instead(company, tmp_path: Path, cause: str, name: str) -> None:
    """Leave out the order of a duplicate, or the payment that shows an open register."""
    exports, months, whole = company
    rows = run(Warehouse(whole, "kestrel"), "findings", months[-1]).table.to_pylist()
    refs = [row["ref"] for row in rows if row["cause_id"] == cause]
    file = find_file(exports / months[-1], name)
    texts = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    listed = {cell: row for row in texts for cell in row}
    if cause == "P24":
        twins = [listed[ref][2:4] for ref in refs if ref in listed]
        left_out = next(row[1] for row in texts if row[2:4] in twins and row[1] not in refs)
    else:
        left_out = next(ref for ref in refs if ref in listed)
    broken = upload(exports, tmp_path, file, break_cell(file, random.Random(1), left_out))
    found = run(broken, "findings", months[-1]).table.to_pylist()
    keys = {(row["cause_id"], row["ref"]) for row in rows}
    assert {(row["cause_id"], row["ref"]) for row in found} <= keys
    assert len(found) < len(rows)


def test_nothing_has_appeared_or_cleared(company, without_order: Warehouse) -> None:
    _, months, _ = company
    items = run(without_order, "worklist", months[-1]).table.to_pylist()
    assert {item["status"] for item in items} == {"open", "cannot_tell"}
    assert {item["amount"] for item in items if item["status"] == "cannot_tell"} == {None}
    rolls = {row["flow"]: row for row in run(without_order, "timing_roll_forward", months[-1]).table.to_pylist()}
    assert rolls["Purchases"]["new_count"] is rolls["Purchases"]["cleared_value"] is None
    assert rolls["Sales"]["new_count"] is not None
    matches = run(without_order, "ledger_match", months[-1]).table.to_pylist()
    assert {row["reason_code"] for row in matches if row["pile"] != "matched"} == {"names_none_readable"}


def test_the_unexplained_revenue_of_the_next_month_is_unknown(company, tmp_path: Path) -> None:
    exports, months, _ = company
    file = find_file(exports / months[0], "Sales Orders")
    broken = upload(exports, tmp_path, file, break_cell(file, random.Random(1)))
    bridge = run(broken, "revenue_bridge", months[-1]).table.to_pylist()
    assert [row["amount"] for row in bridge if row["cause_id"] == "unexplained"] == [None]


def test_units_do_not_differ_because_of_a_left_out_product(company, tmp_path: Path) -> None:
    exports, months, _ = company
    file = find_file(exports / months[0], "Historic")
    broken = upload(exports, tmp_path, file, break_cell(file, random.Random(1)))
    assert {row["difference"] for row in run(broken, "stock_roll", months[-1]).table.to_pylist()} == {None}
    untold = run(broken, "causes_not_tested", months[-1]).table.to_pylist()
    assert not any("movements_incomplete" in row["unmet_code"] for row in untold)


def test_every_file_says_that_rows_are_left_out(company, without_order: Warehouse) -> None:
    _, months, whole = company
    for warehouse, expected in ((without_order, True), (Warehouse(whole, "kestrel"), False)):
        found = run(warehouse, "findings", months[-1])
        assert bool(found.caution) == expected
        sheets = fastexcel.read_excel(export.write(found.table, "xlsx", {}, found.caution)).sheet_names
        assert sheets == (["Incomplete", "Report"] if expected else ["Report"])
        assert export.name_file("findings", "csv", found.caution).endswith(", incomplete.csv") == expected
        prints = (fix_plan.pdf(warehouse, months[-1]), checklist.pdf(warehouse, months[-1]))
        pages = [PdfReader(io.BytesIO(pdf)).pages[0].extract_text() for pdf in prints]
        assert [found.caution[:50] in page for page in pages] == [True, True]
        assert ["Incomplete" in page for page in pages] == [expected] * 2
        book = fastexcel.read_excel(workbook.xlsx(warehouse, months[-1])).load_sheet(0, header_row=None)
        assert any("Incomplete" in str(cell) for cell in book.to_arrow().column(0).to_pylist()[:5]) == expected
        notes = accrual_dates.write_notes(find_month(months[-1]).end, "xero", False, found.caution)
        names = zipfile.ZipFile(io.BytesIO(accrual_files.pack(notes))).namelist()
        assert names == (["INCOMPLETE.txt"] if expected else [])


def test_cost_that_could_not_be_read_has_not_changed_after_the_close(other_company, tmp_path: Path) -> None:
    """The corrected file lands once the month is locked. Its journal is not that of any COGS Breakdown."""
    exports, months, _ = other_company
    cogs = find_file(exports / months[-1], "COGS")
    files = [
        (month, file.name, file.read_bytes().replace(b"past_months = 12", b"past_months = 0\nlock_date = 2026-02-28"))
        for month in months
        for file in sorted((exports / month).iterdir())
    ]
    whole, broken = (Warehouse(tmp_path / name, "alder") for name in ("whole", "broken"))
    land(files, whole)
    content = break_cell(cogs, random.Random(1), "WWW2029")
    land(
        [(m, n, content if (m, n) == (months[-1], cogs.name) else c) for m, n, c in files],
        broken,
        consent=Consent(incomplete=None),
    )
    assert land([file for file in files if file[1] == cogs.name], broken)[0].status == "landed"
    for report in ("stranded_cogs", "cogs_by_month", "bridge"):
        rows = [run(warehouse, report, months[-1]).table for warehouse in (whole, broken)]
        shown = [name for name in rows[0].column_names if not name.startswith("_")]
        assert rows[0].select(shown).to_pylist() == rows[1].select(shown).to_pylist()
