"""The workbook of the month pack: its sums equal the reports and recalculate, and what is missing reads cannot tell."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from close.archive.pack import list_sheet, workbook
from close.archive.pack.lists import ESTIMATE, LEGEND, LISTS
from close.archive.pack.month import PackedMonth
from close.rules.catalogue import estimated
from close.texts import say_count
from tests.given.sheets import CENT, Book, forget_values, read_book

from .contents import HOSTILE, NAME

SHEETS = [
    "Contents", "Summary", "Bridge", "Checklist", "Tie-outs", "Timing differences", "Blank COGS", "Missing fields",
    "Findings", "Ledger only", "Accruals", "Worklist", "Not tested",
]  # fmt: skip
FORMULA = re.compile(r"=?(?:(?:SUM|ROUND|SUMIFS|COUNTIF)\()?[$A-Z0-9:,\-'!a-z ]+\)?")
SOFFICE = shutil.which("soffice") or ""


def test_the_workbook_has_every_sheet_with_links_and_set_up_to_print(content: bytes, book: Book) -> None:
    assert list(book.sheets) == SHEETS
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts = [archive.read(f"xl/worksheets/sheet{at + 1}.xml").decode() for at in range(len(SHEETS))]
        names = archive.read("xl/workbook.xml").decode()
    assert all('orientation="landscape"' in text and 'fitToHeight="0"' in text for text in texts)
    assert all("Page &amp;P of &amp;N" in text and "&amp;L&amp;9Kestrel &amp;&amp; Finch" in text for text in texts)
    assert all('state="frozen"' in text for text in texts[2:])
    assert names.count("_xlnm.Print_Titles") == len(SHEETS) - 1  # all but the summary
    assert texts[0].count("<hyperlink ") == len(SHEETS) - 1


def test_every_formula_has_the_value_of_the_cells_it_refers_to(book: Book) -> None:
    formulas = book.formulas()
    assert len(formulas) > 100
    for sheet, ref, cell in formulas:
        assert FORMULA.fullmatch(cell.formula), cell.formula
        assert book.evaluate(cell.formula, sheet) == cell.value, (sheet, ref, cell.formula)


@pytest.mark.parametrize("packed", LISTS, ids=lambda packed: packed.report)
def test_a_list_has_every_row_and_its_totals_are_those_of_the_report(book: Book, month: PackedMonth, packed) -> None:
    rows = packed.select(month.answer(packed.report))
    count, totals = rows.measure_known(*packed.sums)
    assert book.row("Contents", packed.title)["B"].value == count > 0
    if packed.sums:
        shown = {cell.value for cell in book.row(packed.title, "Total").values() if cell.formula}
        assert shown == set(totals.values())


def test_the_bridge_foots_to_the_reports(book: Book, month: PackedMonth) -> None:
    balances = month.rows("balances")[0]
    for name, (label, amount) in month.balances.items():
        assert book.row("Summary", label)["B"].value == amount == balances[name]
    for row in (*month.rows("bridge"), *month.rows("revenue_bridge")):
        if row["cause_id"] == "unexplained":
            cells = {cell.value for ref, cell in book.sheets["Bridge"].items() if ref.startswith("C")}
            assert row["amount"] in cells
    gap = book.row("Summary", "Historic stock valuation less ledger stock account")["B"]
    assert gap.value == balances["hsv"] - balances["gl_inventory"]
    others = [cell.value for ref, cell in book.sheets["Bridge"].items() if ref.startswith("F") and cell.formula]
    assert others.count(0) >= len(others) - 1  # one cause is only carried forward


def test_estimates_are_marked_and_added_up(book: Book, month: PackedMonth) -> None:
    for name, amount in (("blank_cogs", "likely_missing_cogs"), ("findings", "leg1_amount"), ("worklist", "amount")):
        packed = next(each for each in LISTS if each.report == name)
        rows = packed.select(month.answer(name)).table().to_pylist()
        wanted = [row for row in rows if packed.is_estimate(row)]
        cells = book.sheets[packed.title]
        (mark,) = {ref.rstrip("0123456789") for ref, cell in cells.items() if cell.value == ESTIMATE}
        marked = [ref for ref, cell in cells.items() if ref.rstrip("0123456789") == mark and cell.value == ESTIMATE]
        assert len(marked) - 1 == len(wanted) > 0  # one is the heading
        assert LEGEND in {cell.value for cell in cells.values()}
        known = sum((row[amount] for row in wanted if row[amount] is not None), Decimal(0))
        assert known in {cell.value for cell in book.row(packed.title, "Of which estimated").values() if cell.formula}
    bridge = [row["cause_id"] for row in month.rows("bridge") if row["cause_id"] in estimated()]
    assert [cell.value for cell in book.sheets["Bridge"].values()].count(ESTIMATE) - 1 == len(bridge) > 0


def test_the_steps_by_state_add_up(book: Book, month: PackedMonth) -> None:
    assert book.row("Summary", "Total")["B"].value == len(month.rows("checklist"))


def test_missing_exports_read_cannot_tell(half: PackedMonth, half_book: Book) -> None:
    found = half_book
    assert found.row("Summary", "Historic stock valuation")["B"].value == "cannot tell"
    assert found.row("Summary", "Unexplained: Reconciliation to ledger")["B"].value == "cannot tell"
    assert found.row("Summary", "Omni sales")["B"].value == half.balances["cin7_sales"][1]
    assert found.row("Contents", "Ledger only")["B"].value == "cannot tell"
    assert found.row("Ledger only", "Cannot tell, because exports are missing.")
    assert "Known total" in {cell.value for cell in found.sheets["Timing differences"].values()}
    missing = [cell.value for cell in found.sheets["Summary"].values() if str(cell.value).startswith("Not uploaded")]
    assert any("Ledger entries" in text for text in missing)
    assert len(missing) == len(set(missing))  # each export once
    assert all(found.evaluate(cell.formula, sheet) == cell.value for sheet, _, cell in found.formulas())


def test_text_that_looks_like_a_formula_stays_text(half: PackedMonth, half_book: Book) -> None:
    texts = {cell.value for cells in half_book.sheets.values() for cell in cells.values()}
    assert {f"'{HOSTILE}", "'+1+1", f"'{NAME}"} <= texts
    assert all(FORMULA.fullmatch(cell.formula) for _, _, cell in half_book.formulas())


def test_rows_that_do_not_fit_are_counted(month: PackedMonth, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_sheet, "MOST_ROWS", 5)
    found = read_book(workbook.xlsx(month))
    left = month.answer("timing_differences").rows.count() - 5
    assert any(
        f"lack {say_count(left, 'row')} that " in str(c.value) for c in found.sheets["Timing differences"].values()
    )


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_libreoffice_calculates_the_same_values(content: bytes, book: Book, tmp_path: Path) -> None:
    (tmp_path / "pack.xlsx").write_bytes(forget_values(content))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = [
        SOFFICE,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        "out",
        "pack.xlsx",
    ]
    subprocess.run(convert, cwd=tmp_path, check=True, capture_output=True, timeout=300)
    again = read_book((tmp_path / "out" / "pack.xlsx").read_bytes())
    assert list(again.sheets) == SHEETS
    for sheet, ref, cell in book.formulas():
        found = again.sheets[sheet][ref]
        assert found.formula
        assert found.value.quantize(CENT) == cell.value, (sheet, ref, cell.formula)
