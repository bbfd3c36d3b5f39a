"""Uploads that go wrong: rows that cannot be read, and a computer that cannot write."""

import errno
import os
from pathlib import Path

from close.store.warehouse import Warehouse
from tests.pages.conftest import FAULTY
from tests.pages.screen import Open, press, table_of, words
from tests.pages.test_exports import record_of, upload


def test_a_file_may_be_uploaded_without_its_unreadable_row(open_page: Open, writable: Path, months: list[str]) -> None:
    record = record_of(writable, "cogs_entries", months[-1])
    lines = Warehouse(writable, FAULTY).original(record.sha256).decode("utf-8-sig").splitlines(keepends=True)
    broken = [*lines[:5], lines[5].replace("/2026", "/20x6", 1), *lines[6:]]
    app = open_page("upload", period=months[-1])
    upload(app, (record.file_name, "".join(broken).encode()))
    assert "1 refused" in words(app)
    press(app, "Upload it without this row")
    assert "1 waiting for you" in words(app)  # the row was uploaded before
    press(app, "Accept")
    assert not app.exception
    assert "1 uploaded" in words(app)
    page = open_page("blank_cogs", period=months[-1])
    assert "1 row of the uploaded exports cannot be read and is left out here." in words(page)
    assert table_of(page, "Line", "Cell")["Line"].tolist() == [6]
    assert "cannot be read" not in words(open_page("stock_valuation", period=months[-1]))
    assert "cannot be read" not in words(open_page("blank_cogs", period=months[-2]))


def test_a_full_disk_is_said_on_screen(open_page: Open, writable: Path, months, monkeypatch) -> None:
    warehouse = Warehouse(writable, FAULTY)
    record, before = record_of(writable, "cogs_entries", months[-1]), warehouse.head()
    changed = warehouse.original(record.sha256).replace(b"TILL-2366,", b"TILL-9999,")
    app = open_page("upload", period=months[-1])

    def fill_disk(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    upload(app, (record.file_name, changed))
    monkeypatch.setattr(os, "fsync", fill_disk)
    press(app, "Accept")
    assert "the disk is full. Free some space, and try again." in words(app)
    assert warehouse.head() == before
