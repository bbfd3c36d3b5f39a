"""A watched folder: complete files land once, their cards lie next to them, and no file is moved."""

import errno
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from close.store.warehouse import Warehouse
from loaders import Card, land
from loaders.uploads.card_files import CARD, find_card
from loaders.watching import TOGETHER, Arrivals, is_export, watch_folder
from tests.loaders.exports import SALES, sales_csv
from tests.loaders.test_intake import TOML, zipped

QUIET, PATIENCE = 0.2, 20.0


class Watch:
    """A folder that is watched in a thread."""

    def __init__(self, root: Path) -> None:
        self.folder, self.warehouse, self.landed = root / "drop", Warehouse(root / "warehouse", "Kelp"), list[str]()
        self.shown = dict[Path, list[str]]()
        self.folder.mkdir()
        self.stop = Event()
        self.failure: OSError | None = None
        self.thread = Thread(target=watch_folder, args=(self.folder, self.land, self.show, self.stop, QUIET))

    def land(self, drop) -> list[Card]:
        if self.failure:
            raise self.failure
        self.landed += [file.name for file in drop]
        return land(drop, self.warehouse, who="watch")

    def show(self, path: Path, lines) -> None:
        self.shown[path] = list(lines)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watch]:
    watched = Watch(tmp_path)
    (watched.folder / "organisation.toml").write_bytes(TOML)
    watched.thread.start()
    yield watched
    watched.stop.set()
    watched.thread.join(PATIENCE)
    assert not watched.thread.is_alive()


def wait(is_done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_done():
        assert time.monotonic() < end
        time.sleep(0.02)


def card_of(path: Path) -> str:
    wait(lambda: find_card(path).exists() and find_card(path).read_text().endswith("UTC\n"))
    return find_card(path).read_text()


def test_what_appears_lands_and_stays(watched: Watch) -> None:
    sales = watched.folder / "sales.csv"
    sales.write_bytes(sales_csv())
    assert card_of(sales).startswith("landed     ")
    assert "Sales orders and credit notes, 2027-09, 3 rows" in card_of(sales)
    assert sales.read_bytes() == sales_csv()
    assert [r.who for r in watched.warehouse.head().of("sales_documents")] == ["watch"]
    landed = watched.landed.count("sales.csv")
    time.sleep(3 * QUIET)
    assert watched.landed.count("sales.csv") == landed == 1


def test_a_changed_file_is_read_again(watched: Watch) -> None:
    sales = watched.folder / "sales.csv"
    sales.write_bytes(sales_csv(SALES[:2]))
    assert "2 rows" in card_of(sales)
    sales.write_bytes(sales_csv())
    wait(lambda: "3 rows" in card_of(sales))


def test_a_refused_file_says_why(watched: Watch) -> None:
    notes = watched.folder / "notes.txt"
    notes.write_text("hello\n")
    assert card_of(notes).startswith("refused    ")
    assert "No row of this file contains the headers of a known report." in card_of(notes)


def test_the_card_of_an_archive_lists_the_files_inside(watched: Watch) -> None:
    archive = watched.folder / "all.zip"
    archive.write_bytes(zipped([("x/organisation.toml", TOML), ("x/sales.csv", sales_csv())]))
    assert "organisation.toml" in card_of(archive)
    assert "3 rows" in card_of(archive)


def test_a_file_that_grows_is_not_complete(tmp_path: Path) -> None:
    arrivals, path = Arrivals(tmp_path, quiet=0.3), tmp_path / "sales.csv"
    path.write_text("a")
    assert arrivals.list_complete() == []
    time.sleep(0.35)
    path.write_text("ab")
    assert arrivals.list_complete() == []
    time.sleep(0.35)
    assert arrivals.list_complete() == [path]


def test_a_file_whose_card_cannot_be_written_is_read_once(watched: Watch) -> None:
    find_card(watched.folder / "sales.csv").mkdir()
    (watched.folder / "sales.csv").write_bytes(sales_csv())
    wait(lambda: "sales.csv" in watched.landed)
    time.sleep(4 * QUIET)
    assert watched.landed.count("sales.csv") == 1


def test_a_card_that_is_no_text_is_written_again(watched: Watch) -> None:
    notes = watched.folder / "notes.txt"
    find_card(notes).write_bytes(b"\xff\xfe\xff")
    notes.write_text("hello\n")
    wait(lambda: find_card(notes).read_bytes().startswith(b"refused    "))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse or change such a name")
@pytest.mark.parametrize(
    "name",
    [
        b"bad\xffname.txt",
        b"a" * 250 + b".txt",
        unicodedata.normalize("NFD", "Übersicht.txt").encode(),
        "a\u202egpj.txt".encode(),
    ],
    ids=["not Unicode", "254 bytes", "NFD", "turned around"],
)
def test_a_file_with_an_odd_name_has_its_own_refusal_and_the_watch_goes_on(watched: Watch, name: bytes) -> None:
    path = watched.folder / os.fsdecode(name)
    path.write_text("hello\n")
    wait(lambda: path in watched.shown)
    assert watched.shown[path][0].startswith("refused    ")
    assert "No row of this file contains the headers of a known report." in watched.shown[path][1]
    if len(name) + len(CARD) < 255:
        assert "headers of a known report" in card_of(path)
    sales = watched.folder / "sales.csv"
    sales.write_bytes(sales_csv())
    assert card_of(sales).startswith("landed     ")


def test_the_pages_of_a_list_show_the_card_of_the_whole_list(watched: Watch) -> None:
    first, last = (watched.folder / f"list-{number}.json" for number in (1, 2))
    first.write_text('[{"colour": "red"}]')
    last.write_text('[{"colour": "blue"}]')
    assert card_of(last).startswith(TOGETHER)
    assert "refused    " in card_of(first)
    assert "list-1.json to list-2.json" in card_of(first)


@pytest.mark.parametrize("spoil", [FileNotFoundError(2, "gone"), OSError(errno.ENOSPC, "full", "/disk")])
def test_a_failure_of_the_computer_is_on_the_card_and_the_watch_goes_on(watched: Watch, spoil: OSError) -> None:
    watched.failure, notes = spoil, watched.folder / "notes.txt"
    notes.write_text("hello\n")
    assert "Delete this card to have it read again" in card_of(notes)
    watched.failure = None
    find_card(notes).unlink()
    wait(lambda: "headers of a known report" in card_of(notes))


@pytest.mark.parametrize("name", [".hidden.csv", "~$sales.xlsx", "sales.csv.part", "a.CRDOWNLOAD", "s.csv.tieout.txt"])
def test_what_is_no_export_is_left_alone(name: str) -> None:
    assert not is_export(Path(name))
    assert not is_export(Path(".git") / "sales.csv")
    assert is_export(Path("2027-09") / "sales.csv")
