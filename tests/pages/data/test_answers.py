"""Questions about uploaded files that a person answers on the page: another company's files, and a mapping."""

from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from close.store.warehouse import Warehouse
from loaders import DroppedFile, land
from loaders.mapping.mapping_file import write_mapping
from loaders.mapping.saved import list_mappings
from loaders.uploads.previews import LONGEST
from pages.data.uploads import follow_ups
from pages.parts.frame import page_context
from tests.given.screens import start, visit
from tests.loaders.mapping.foreign import PAYMENTS, PAYMENTS_MAPPING
from tests.loaders.test_intake import zipped
from tests.pages.screen import press, words
from tests.pages.test_exports import upload

SETTINGS = 'name = "Kelp Ltd"\nperiod = "2026-03"\ncurrency = "EUR"\n'
COGS = """Kelp Limited
COGS Breakdown
1 Mar 2026 to 31 Mar 2026
Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS
2026-03-02,SO-1,Imported,10.00,4.00
"""
MAPPING = write_mapping(PAYMENTS_MAPPING).encode()
Opened = Callable[[], AppTest]


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    st.cache_data.clear()
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    own = Warehouse(tmp_path, "kelp-ltd")
    land([DroppedFile("", "organisation.toml", SETTINGS.encode())], own, who="tests")
    return own


@pytest.fixture
def page(warehouse: Warehouse) -> AppTest:
    return visit(start(organisation=warehouse.organisation), "upload")


def test_files_of_another_company_are_left_out_after_no(page: AppTest, warehouse: Warehouse) -> None:
    upload(page, ("cogs.csv", COGS.encode()))
    assert "Is that the same company?" in words(page)
    press(page, "No, another company")
    assert not page.exception
    assert "1 not read" in words(page)
    assert "1 file for “Kelp Limited” is not uploaded. Select that organisation, or start it" in words(page)
    assert "Is that the same company?" not in words(page)
    assert not warehouse.head().of("cogs_entries")


def test_a_mapping_is_saved_and_reads_the_files_that_came_with_it(page: AppTest, warehouse: Warehouse) -> None:
    upload(page, ("zahlungen.mapping.toml", MAPPING), ("Zahlungen 2026-03.csv", PAYMENTS.encode()))
    assert 'This is the mapping "Zahlungen", not the settings' in words(page)
    press(page, "Save it for this organisation")
    assert not page.exception
    assert [mapping.name for mapping in list_mappings(warehouse)] == ["Zahlungen"]
    assert "1 read" in words(page)
    assert warehouse.head().of("payments", "2026-03")[0].rows == 3


def test_a_mapping_with_a_mistake_is_said_to_have_one(page: AppTest) -> None:
    upload(page, ("zahlungen.toml", MAPPING.replace(b"payments", b"paid")))
    assert "is not a dataset. Choose ledger_entries" in words(page)


def test_a_mapping_alone_leaves_no_file_to_upload(page: AppTest, warehouse: Warehouse) -> None:
    upload(page, ("zahlungen.toml", MAPPING))
    press(page, "Save it for this organisation")
    assert not page.exception
    assert len(list_mappings(warehouse)) == 1
    assert warehouse.head().periods() == ["2026-03"]  # saving a mapping begins no month
    assert "not read" not in words(page)


def pack(*files: tuple[str, bytes]) -> DroppedFile:
    return DroppedFile("", "all.zip", zipped(list(files)))


def test_a_mapping_is_taken_out_of_an_upload_without_unpacking_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    archive, mapping = pack(("pay.csv", PAYMENTS.encode())), DroppedFile("", "zu\u0308.toml", MAPPING)
    monkeypatch.setattr(follow_ups, "read_apart", lambda *_: pytest.fail("an archive was unpacked"))
    assert follow_ups.take_out([archive, mapping], "zü.toml") == (mapping, (archive,))


def test_only_the_archive_with_the_mapping_is_unpacked() -> None:
    other, archive = DroppedFile("", "other.csv", b"a,b\n"), pack(("map.toml", MAPPING), ("pay.csv", b"c,d\n"))
    mapping, rest = follow_ups.take_out([archive, other], "all.zip/map.toml")
    assert (mapping.name, mapping.content) == ("map.toml", MAPPING)
    assert [(file.folder, file.name) for file in rest] == [("all.zip", "pay.csv"), ("", "other.csv")]


def test_a_mapping_in_a_long_archive_is_to_be_uploaded_alone() -> None:
    archive = pack(("map.toml", MAPPING), ("long.csv", bytes(LONGEST)))
    with pytest.raises(follow_ups.FileInLongArchive, match="Upload it on its own"):
        follow_ups.take_out([archive], "all.zip/map.toml")
