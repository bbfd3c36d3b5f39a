"""The month pack: its sums equal the reports and recalculate, and what is missing reads cannot tell."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

import loaders
import sample
from close.archive.pack import bundle, list_sheet, paper, workbook
from close.archive.pack.bundle import NO_JOURNAL
from close.archive.pack.journal import make_journal
from close.archive.pack.lists import ESTIMATE, LEGEND, LISTS, MARGINS
from close.archive.pack.month import PackedMonth
from close.archive.pack.story import MOST, list_story
from close.commands.command import main
from close.rules.catalogue import estimated
from close.store.warehouse import Warehouse
from close.texts import say_count, say_money
from tests.given.landings import landing, sale, settings
from tests.given.sheets import CENT, Book, forget_values, read_book

SHEETS = [
    "Contents", "Summary", "Bridge", "Checklist", "Tie-outs", "Timing differences", "Blank COGS", "Missing fields",
    "Findings", "Ledger only", "Accruals", "Worklist", "Not tested",
]  # fmt: skip
ACCOUNTS = {"payable": "2105", "receivable": "1105", "goods_in_transit": "645", "deferred_revenue": "850"}
FORMULA = re.compile(r"=?(?:(?:SUM|ROUND|SUMIFS|COUNTIF)\()?[$A-Z0-9:,\-'!a-z ]+\)?")
HOSTILE, NAME = '=HYPERLINK("http://x","S-1")', "=cmd|' /C calc'!A0 & Co"
SOFFICE = shutil.which("soffice") or ""


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> PackedMonth:
    """Land two months of the sample company."""
    folder = tmp_path_factory.mktemp("pack")
    sample.write(sample.simulate(sample.KESTREL, 7, 2, sample.Faults.all()), folder)
    files = sorted(path for path in (folder / "exports").rglob("*") if path.is_file())
    warehouse = Warehouse(folder / "warehouse", "whole")
    loaders.land([(file.parent.name, file.name, file.read_bytes()) for file in files], warehouse, who="tests")
    return PackedMonth(warehouse, files[-1].parent.name)


@pytest.fixture(scope="module")
def half(tmp_path_factory: pytest.TempPathFactory) -> PackedMonth:
    """Land only sales, one with a reference that looks like a formula."""
    warehouse = Warehouse(tmp_path_factory.mktemp("half"), "half")
    warehouse.land([settings(name=NAME)], "ada")
    sales = [sale(HOSTILE, acct_date=None, customer="+1+1"), sale("S-2", amount=Decimal("12.50"))]
    warehouse.land([landing("sales_documents", sales)], "ada")
    return PackedMonth(warehouse, "2026-03")


@pytest.fixture(scope="module")
def half_book(half: PackedMonth) -> Book:
    return read_book(workbook.xlsx(half))


@pytest.fixture(scope="module")
def content(month: PackedMonth) -> bytes:
    return workbook.xlsx(month)


@pytest.fixture(scope="module")
def book(content: bytes) -> Book:
    return read_book(content)


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


def test_the_heading_of_blank_cogs_agrees_with_undated_rows(book: Book, month: PackedMonth, half: PackedMonth) -> None:
    undated = [row for row in month.rows("blank_cogs") if row["acct_date"] is None or row["move_date"] is None]
    listed = {cell.value for cell in book.sheets["Blank COGS"].values()}
    assert {row["order_ref"] for row in undated} <= listed
    assert undated
    for text in (listed, {fact["about"] for fact in paper.list_facts(month)["tops"]}):
        assert any("Those without a date are included" in str(value) for value in text)
        assert not any("Dispatched and invoiced documents" in str(value) for value in text)
    assert "*" not in str(paper.list_facts(half)["tops"][1]["rows"])


def test_the_print_marks_estimates(month: PackedMonth) -> None:
    (top,) = (fact for fact in paper.list_facts(month)["tops"] if fact["title"] == "Blank COGS")
    rows = month.rows("blank_cogs")[: len(top["rows"])]
    is_marked = [cells[-1].startswith("*") for cells in top["rows"]]
    assert is_marked == [row["evidence_code"] in MARGINS for row in rows]
    assert bool(top["legend"]) == any(is_marked)


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


def test_the_print_says_what_the_reports_say(month: PackedMonth, half: PackedMonth) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(month))).pages]
    text = " ".join(pages)
    assert 3 <= len(pages) <= 7
    assert all(f"Page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert "Kestrel & Finch" in text
    for _, amount in month.balances.values():
        assert amount is not None
        assert f"{abs(amount):,.2f}" in text
    unknown = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(half))).pages)
    assert "cannot tell" in unknown
    assert "Not uploaded for the month: Ledger entries" in re.sub(r"\s+", " ", unknown)


def test_the_print_tells_the_month_next_to_the_month_before(month: PackedMonth, half: PackedMonth) -> None:
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(month))).pages]
    text = re.sub(r"\s+", " ", next(page for page in pages if "what changed since the month before" in page))
    story, flux = list_story(month), {row["name"]: row for row in month.rows("flux")}
    assert story["conclusion"] in text
    assert "The unexplained amount " in text
    for line in story["balances"]:
        assert f"{line['name']} {line['amount']} {line['last_month']} {line['change']}" in text
    gap = next(line for line in story["balances"] if line["name"] == "Valuation less ledger")
    assert gap["last_month"] == say_money(flux["Valuation less ledger"]["last_month"])
    assert [line["name"] for line in story["changes"]] == [r["name"] for r in flux.values() if r["above"] == "Y"][:MOST]
    assert all(line["words"].startswith("Not explained yet. ") for line in story["changes"])
    alone = list_story(half)
    assert all(line["last_month"] == "cannot tell" for line in alone["balances"])
    assert alone["calm"] == ["Cannot tell, because last month has no exports."]


def test_an_explanation_is_printed_with_its_author(half: PackedMonth, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"name": "Bills", "amount": Decimal(9), "last_month": Decimal(1), "change": Decimal(8), "above": "Y"}
    told = {"state": "explained", "explanation": "P-2 came\nearly.", "explained_by": "ada", "_part": "timing"}
    monkeypatch.setattr(PackedMonth, "rows", lambda *_: [{**row, **told, "_code": "x"}])
    (change,) = list_story(half)["changes"]
    assert (change["words"], change["change"]) == ("P-2 came early. (ada)", "8.00")


def test_signatures_and_their_suspension_are_in_both(half: PackedMonth) -> None:
    signed = PackedMonth(half.warehouse, half.period)
    moved = "suspended: what was signed has changed"
    signed.facts["signatures"] = [
        {
            "role": "Prepared by",
            "who": "ann #x",
            "at": "2026-04-07 09:12",
            "number": 3,
            "state": moved,
            "is_valid": False,
        },
    ]
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.pdf(signed))).pages)
    assert "Prepared by ann #x, 2026-04-07 09:12 UTC, signature 3, suspended" in re.sub(r"\s+", " ", text)
    assert "Valid signatures of the month 0 of 2" in re.sub(r"\s+", " ", text)
    row = read_book(workbook.xlsx(signed)).row("Summary", "Prepared by ann #x")
    assert row["C"].value == f"2026-04-07 09:12 UTC, signature 3: {moved}"


def test_the_bars_lead_from_one_balance_to_the_next(month: PackedMonth) -> None:
    for leg in month.legs:
        first, *steps, last = paper.make_bars(leg)
        level = first["at"]
        for step in steps:
            assert level in (pytest.approx(step["from"]), pytest.approx(step["to"]))
            level = step["at"]
        assert level == pytest.approx(last["at"])


def test_the_journal_balances_and_needs_its_accounts(month: PackedMonth, half: PackedMonth) -> None:
    assert "Accrued purchases" in make_journal(month, {}).why_not
    assert "Purchase orders" in make_journal(half, ACCOUNTS).why_not
    files = make_journal(month, ACCOUNTS).files
    assert [name.split()[0] for name in files] == ["accrual", "reversal"]
    amounts = [line.split(",")[-5] for line in files[next(iter(files))].decode().splitlines()[1:]]
    assert sum(map(Decimal, amounts)) == 0


def test_everything_is_one_zip_with_the_same_bytes(month: PackedMonth) -> None:
    made = bundle.write(month, ACCOUNTS)
    assert made == bundle.write(PackedMonth(month.warehouse, month.period), ACCOUNTS)
    names = zipfile.ZipFile(io.BytesIO(made)).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["csv", "csv", "pdf", "xlsx"]


def test_the_command_writes_a_folder_or_a_zip(
    month: PackedMonth, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--warehouse", str(month.warehouse.root), "--organisation", "whole", "--period", month.period]
    assert main(["pack", *where, "-o", str(tmp_path / "folder")]) == 0
    assert (tmp_path / "folder" / NO_JOURNAL).read_text().startswith("The journal needs an account")
    accounts = [f"--account={role}={account}" for role, account in ACCOUNTS.items()]
    assert main(["pack", *where, *accounts, "-o", str(tmp_path / "all.zip")]) == 0
    assert len(zipfile.ZipFile(tmp_path / "all.zip").namelist()) == 4
    assert main(["pack", *where, "--account=2105", "-o", str(tmp_path / "no.zip")]) == 2
    assert "payable=2105" in capsys.readouterr().err


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
