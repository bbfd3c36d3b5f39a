"""Uploads that go wrong: rows that cannot be read, and a computer that cannot write."""

import errno
import os
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from close.store.warehouse import Warehouse
from loaders import land
from loaders.files import archives
from loaders.files.sheets import SheetBuilder
from loaders.uploads.consent import Consent
from pages.data.uploads import intake
from tests.pages.conftest import CLEAN, FAULTY
from tests.pages.screen import Open, press, table_of, words
from tests.pages.test_exports import record_of, upload


def test_a_file_may_be_uploaded_without_its_unreadable_row(open_page: Open, writable: Path, months: list[str]) -> None:
    record = record_of(writable, "cogs_entries", months[-1])
    lines = Warehouse(writable, FAULTY).original(record.sha256).decode("utf-8-sig").splitlines(keepends=True)
    broken = [*lines[:5], lines[5].replace("/2026", "/20x6", 1), *lines[6:]]
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, "".join(broken).encode()))
    assert "1 to answer" in words(app)
    press(app, "Upload it without this row")
    assert "1 to answer" in words(app)  # the row was uploaded before
    press(app, "Accept")
    assert not app.exception
    assert "1 read" in words(app)
    page = open_page("blank_cogs", period=months[-1])
    assert "1 row of the uploaded exports cannot be read and is left out here." in words(page)
    assert table_of(page, "Line", "Cell")["Line"].tolist() == [6]
    assert "cannot be read" not in words(open_page("stock_valuation", period=months[-1]))
    assert "cannot be read" not in words(open_page("blank_cogs", period=months[-2]))


PAGES_WITHOUT_ROWS = (
    "blank_cogs",
    "cogs_proof",
    "fix_plan",
    "missing_fields",
    "overview",
    "timing_differences",
    "worklist",
)


def test_no_page_claims_anything_without_the_rows_left_out(open_page: Open, writable: Path, months: list[str]) -> None:
    """Nothing is wrong with this company, so that every page would be green."""
    warehouse = Warehouse(writable, CLEAN)
    for dataset in ("sales_documents", "cogs_entries"):
        (record,) = warehouse.head().of(dataset, months[-1])
        whole = warehouse.original(record.sha256)
        lines = whole.decode("utf-8-sig").splitlines(keepends=True)
        broken = [*lines[:5], lines[5].replace("/2026", "/20x6", 1), *lines[6:]]
        file = (months[-1], record.file_name, "".join(broken).encode())
        (card,) = land([file], warehouse, months[-1], consent=Consent(incomplete=None))
        assert card.status == "landed", card.problems
    for page in PAGES_WITHOUT_ROWS:
        app = open_page(page, CLEAN, period=months[-1])
        assert not app.exception
        assert "left out" in words(app)
        assert [box.value for box in app.success] == [], page
        assert [metric.value for metric in app.metric if not set(metric.value) & set("–123456789")] == [], page


def test_a_full_disk_is_said_on_screen(open_page: Open, writable: Path, months, monkeypatch) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record, before = record_of(writable, "cogs_entries", months[-1]), warehouse.head()
    changed = warehouse.original(record.sha256).replace(b"TILL-2366,", b"TILL-9999,")
    app = open_page("upload", period=months[-1])

    def fill_disk(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(intake, "land_apart", land)  # in this process, whose disk can be filled
    upload(app, (record.file_name, changed))
    monkeypatch.setattr(os, "fsync", fill_disk)
    press(app, "Accept")
    said = words(app)
    assert "the disk is full. Free some space, and try again." in said
    assert "could not read or write a file" not in said  # it names the path
    assert warehouse.head() == before


def test_what_people_upload_is_read_in_another_process(open_page: Open, writable: Path, months, monkeypatch) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record = record_of(writable, "cogs_entries", months[-1])
    changed = warehouse.original(record.sha256).replace(b"TILL-2366,", b"TILL-9999,")
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(record.file_name, changed)
        archive.writestr("unknown.csv", "Day,Who,Value\n2026-08-02,Ada,2.50\n2026-08-03,Bob,3.50\n")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the server has read what somebody uploaded")

    for place, reading in ((SheetBuilder, "build"), (archives, "_extract")):
        monkeypatch.setattr(place, reading, refuse)
    app = open_page("upload", period=months[-1])
    upload(app, ("exports.zip", packed.getvalue()))
    assert not app.exception
    assert all(text in words(app) for text in ("Waiting for you", "unknown.csv"))
    press(app, "Map its columns")
    assert "Line with the headers" in [box.label for box in app.selectbox]
    assert not app.exception


def test_every_uploaded_file_is_one_click_away(open_page: Open, months: list[str]) -> None:
    for page in ("upload", "start"):
        links = [found.proto.label for found in open_page(page, period=months[-1]).get("page_link")]
        assert [label for label in links if re.match(r"All \d+ uploaded files", label)], page
