"""A binder states what its signatures are worth, and cites nothing that it does not contain."""

import io
import json
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from pypdf import PdfReader

from close.archive import binder
from close.archive.verify import verify
from close.signing import signoff
from close.signing.standing import PREPARER, REVIEWER
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse
from close.work import checklist, comments
from close.work.authority import acts
from tests.given.bound import rerun, touch, unpack
from tests.given.landings import adjustment, landing, purchase, sale, settings
from tests.given.sheets import read_book

PERIOD, NEXT = "2026-03", "2026-04"


def land(warehouse: Warehouse, *sales: str, period: str = PERIOD) -> None:
    rows = {
        "sales_documents": [sale(ref, acct_date=None) for ref in sales],
        "purchase_documents": [purchase("P-1")],
        "stock_adjustments": [adjustment("A-1")],
    }
    warehouse.land([settings(period), *(landing(dataset, each, period) for dataset, each in rows.items())], "ada")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Sign two reports, one twice, withdraw a third, then replace the sales, set a rule, and close a later month."""
    warehouse = Warehouse(tmp_path_factory.mktemp("books"), "Ash & Co")
    land(warehouse, "S-1", "S-2")
    for subject in ("timing_differences", "purchases_and_credits"):
        signoff.sign(warehouse, PERIOD, subject, "ada", PREPARER)
        signoff.sign(warehouse, PERIOD, subject, "ben", REVIEWER)
    signed = signoff.sign(warehouse, PERIOD, "missing_fields", "ada", PREPARER)
    signoff.retract(warehouse, signed.number, "ada", "too early")
    land(warehouse, "S-1", "S-2", "S-3")
    checklist.waive(warehouse, PERIOD, "CH1", "ben", "looked at")
    acts.set_rule(warehouse, "ada", "materiality", Decimal(20), "agreed")
    land(warehouse, "S-9", period=NEXT)
    comments.comment(warehouse, NEXT, "month", "ada", "another month's business")
    return warehouse


@pytest.fixture(scope="module")
def content(books: Warehouse) -> bytes:
    return binder.write(books, PERIOD, "ada")


@pytest.fixture(scope="module")
def bound(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def lines_of(bound: zipfile.ZipFile) -> dict[int, str]:
    text = bound.read("README.md").decode()
    return {int(number): line for number, line in re.findall(r"^- (\d+): (.*)$", text, re.MULTILINE)}


def test_each_signature_says_whether_it_still_stands(bound: zipfile.ZipFile) -> None:
    lines = lines_of(bound)
    assert [*lines] == [1, 2, 3, 4, 5]
    assert all(
        "Suspended: what was signed has changed. Timing differences: 2 rows when signed, 3 now." in lines[n]
        for n in (1, 2)
    )
    assert all(lines[n].endswith("**Valid.**") for n in (3, 4))
    assert "Withdrawn in event 6 by ada: too early" in lines[5]
    assert all("the name is as typed" in line for line in lines.values())


def test_the_seal_the_waived_steps_and_the_names_are_stated(bound: zipfile.ZipFile) -> None:
    text = bound.read("README.md").decode()
    assert "Valid signatures of the month: 0 of 2." in text
    assert "signatures 1, 2. The month is not sealed. Waived steps: 1." in text
    assert re.search(r"- CH1 .* with \d+ exceptions? left, waived by ben: looked at", text)
    assert "Signatures by a name that no sign-in has confirmed: 5 of 5." in text
    assert "nobody attached a file" in text
    assert not [name for name in bound.namelist() if name.startswith("evidence/")]


def test_a_signature_that_another_one_follows_says_so_and_the_newest_has_its_sums(tmp_path: Path) -> None:
    again = Warehouse(tmp_path, "Ash & Co")
    land(again, "S-1")
    for moment in (("S-1",), ("S-1", "S-2")):
        land(again, *moment)
        signoff.sign(again, PERIOD, "timing_differences", "ada", PREPARER)
        if len(moment) == 1:
            signoff.sign(again, PERIOD, "timing_differences", "ben", REVIEWER)
    bound = zipfile.ZipFile(io.BytesIO(binder.write(again, PERIOD, "ada")))
    lines = lines_of(bound)
    assert "Replaced by signature 3." in lines[1]
    assert "No longer counts: it was prepared again in signature 3." in lines[2]
    assert "Valid." in lines[3]
    book = read_book(bound.read("workbook.xlsx"))
    assert list(book.sheets) == ["Timing differences"]
    ((sheet, _, total),) = book.formulas()
    assert book.evaluate(total.formula, sheet) == total.value == Decimal(12)


def test_everything_that_is_cited_is_there(books: Warehouse, bound: zipfile.ZipFile) -> None:
    there = {int(Path(name).stem) for name in bound.namelist() if name.startswith("manifests/")}
    events = [json.loads(bound.read(name)) for name in bound.namelist() if name.startswith("journal/")]
    pages = PdfReader(io.BytesIO(bound.read("checklist.pdf"))).pages
    printed = " ".join(page.extract_text() for page in pages)
    cited = {event["manifest"] for event in events} | {int(n) for n in re.findall(r"snapshot (\d+)", printed)}
    assert cited <= there == {1, 2, 3}
    last = max(event["number"] for event in events)
    assert last == next(e.number for e in AuditLog(books).events() if e.kind == "signing_rule")
    assert {int(n) for n in re.findall(r"event (\d+) of", printed)} == {last}
    assert "another month" not in "".join(str(event) for event in events)
    assert not [name for name in bound.namelist() if f"period={NEXT}" in name]


def test_a_changed_file_has_its_name(content: bytes, tmp_path: Path, alone: Path) -> None:
    folder = unpack(content, tmp_path)
    (path, *_) = sorted((folder / "data").rglob("*sales_documents*/**/*.parquet"))
    touch(path)
    assert "(read from sales_documents" in rerun(folder, alone).stdout


def test_verify_names_the_file_behind_a_hash(tmp_path: Path) -> None:
    books = Warehouse(tmp_path, "Ash & Co")
    land(books, "S-1")
    attached = checklist.attach(books, PERIOD, "CH1", "ada", "orders.png", b"a picture")
    (record,) = (each for each in books.head().landings if each.dataset("sales_documents"))
    for path in (f"exports/{record.sha256}", record.files[0].path, f"evidence/{attached.value}"):
        touch(books.folder / path)
    whys = {fault.path: fault.why for fault in verify(books)}
    assert all(
        "sales_documents 2026-03.csv for 2026-03, uploaded by ada" in whys[path]
        for path in (f"exports/{record.sha256}", record.files[0].path)
    )
    assert "orders.png, attached to CH1 by ada" in whys[f"evidence/{attached.value}"]
