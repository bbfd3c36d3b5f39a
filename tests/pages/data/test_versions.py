"""Two versions of the same month in one upload: one question for the month, and one click to change the answer."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from shutil import copytree, rmtree

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import sample
from close.store.warehouse import Warehouse
from loaders import land
from pages.parts.frame import page_context
from tests.given.screens import start, visit
from tests.pages.screen import press, words
from tests.pages.test_exports import upload

NAME, HERE, MONTH = "Heron & Wren Ltd", "heron-wren-ltd", "2026-01"
COMPANY = replace(sample.KESTREL, name=NAME, documents=40)
EXPORTS = ("COGS Breakdown", "Payments", "Sales Orders and Credit Notes")
Files = list[tuple[str, bytes]]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Return three exports of a month in two versions, and one export that has only one."""
    folder = tmp_path_factory.mktemp("written")
    sample.write(sample.simulate(COMPANY, 7, 1, sample.Faults.all()), folder)
    found = [file for file in sorted(folder.glob("exports/*/*.csv")) if file.name.startswith(EXPORTS)]
    first = [(f"{file.stem} first.csv", file.read_bytes()) for file in found]
    (alone,) = folder.glob("exports/*/Stock Adjustments*.csv")
    second = [(name.replace("first", "second"), _shorten(content)) for name, content in first]
    return [(alone.name, alone.read_bytes()), *first, *second]


def _shorten(content: bytes) -> bytes:
    """Return an export without its last rows, and without its total, which would not agree."""
    lines = content.splitlines(keepends=True)
    has_total = b"total" in lines[-1].lower()
    return b"".join(lines[:-3] if has_total else lines[:-1])


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    st.cache_data.clear()
    settings = f'name = "{NAME}"\nperiod = "{MONTH}"\n'.encode()
    land([("", "organisation.toml", settings)], Warehouse(tmp_path, HERE), who="tests")
    yield visit(start(organisation=HERE), "start")
    st.cache_data.clear()


def list_current(root: Path) -> set[str]:
    head = Warehouse(root, HERE).head()
    return {record.file_name.split()[-1] for record in head.landings if record.file_name.startswith(EXPORTS)}


def test_a_month_in_two_versions_is_one_question(page: AppTest, files: Files, tmp_path: Path) -> None:
    upload(page, *files)
    assert not page.exception
    assert f"2 versions of {len(EXPORTS)} exports. Which is newer?" in words(page)
    assert f"1 read · {2 * len(EXPORTS)} to answer" in words(page)
    assert len([button for button in page.button if button.label.startswith("Accept all, newer is")]) == 2
    assert not [button for button in page.button if button.label == "Accept"]
    assert not [button for button in page.button if button.label.startswith("Looks right")]
    assert f"{2 * len(EXPORTS)} files wait for your answer" in words(page)


def test_the_chosen_version_becomes_current_and_the_other_can_be_chosen(
    page: AppTest, files: Files, tmp_path: Path
) -> None:
    upload(page, *files)
    label = next(b.label for b in page.button if b.label.startswith("Accept all") and "second" in b.label)
    press(page, label)
    assert not page.exception
    assert list_current(tmp_path) == {"second.csv"}
    assert f"{len(EXPORTS) + 1} read · {len(EXPORTS)} replaced" in words(page)
    press(page, "Use the other version")
    assert not page.exception
    assert list_current(tmp_path) == {"first.csv"}
    head = Warehouse(tmp_path, HERE).head()
    ever = Warehouse(tmp_path, HERE).manifests.list_ever(head)
    assert len([record for record in ever if record.file_name.endswith("second.csv")]) == len(EXPORTS)


def test_what_is_left_out_stays_in_the_count(page: AppTest, files: Files, tmp_path: Path) -> None:
    upload(page, *files)
    press(page, "Leave all out")
    assert f"1 read · {2 * len(EXPORTS)} left out" in words(page)
    assert "to answer" not in words(page)
    assert list_current(tmp_path) == set()


def land_theirs(files: Files, root: Path) -> None:
    """Land a version in another session."""
    theirs = [("", name.replace("second", "third"), content) for name, content in files if "second" in name]
    assert {card.status for card in land(theirs, Warehouse(root, HERE), who="Ben")} == {"landed"}


def test_a_version_is_not_chosen_over_files_that_came_in_the_meantime(
    page: AppTest, files: Files, tmp_path: Path
) -> None:
    """Nobody has agreed to replace what a colleague uploads in another session."""
    upload(page, *files)
    land_theirs(files, tmp_path)
    press(page, next(b.label for b in page.button if b.label.startswith("Accept all") and "first" in b.label))
    assert list_current(tmp_path) == {"third.csv"}
    assert "in the meantime" in words(page)


def test_nor_after_an_older_copy_of_the_folder_came_back(page: AppTest, files: Files, tmp_path: Path) -> None:
    """The number of the newest snapshot is the same, but others have landed in it."""
    folder, copy = Warehouse(tmp_path, HERE).folder, tmp_path.with_name(f"{tmp_path.name} copy")
    copytree(folder, copy)
    upload(page, *files)
    number = Warehouse(tmp_path, HERE).head().number
    rmtree(folder)
    copytree(copy, folder)
    land_theirs(files, tmp_path)
    assert Warehouse(tmp_path, HERE).head().number == number
    press(page, next(b.label for b in page.button if b.label.startswith("Accept all") and "first" in b.label))
    assert list_current(tmp_path) == {"third.csv"}
