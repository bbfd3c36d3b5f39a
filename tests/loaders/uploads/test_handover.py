"""Uploads landed by a process with limits, where one file that ends it does not hold up the others."""

import zipfile
from pathlib import Path
from typing import Any

import pytest

from benchmarks.ledger_file import PERIOD, write_ledger
from close.months import BadPeriod
from close.store.warehouse import Warehouse
from loaders import land
from loaders.files.contents import watch
from loaders.uploads import handover
from loaders.uploads.dropped_files import DroppedFile, expand_drop
from loaders.uploads.handover import land_apart
from loaders.uploads.progress import Progress, Reporter
from loaders.uploads.reader import UnreadableFile, read_apart

ROWS = 50_000


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.csv"
    write_ledger(path, ROWS)
    return path


def test_a_long_file_lands_in_a_child(tmp_path: Path, ledger: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse", "Org")
    (card,) = land_apart([("", "ledger.csv", ledger)], warehouse, PERIOD, "ada")
    assert (card.status, card.rows) == ("landed", ROWS)
    (again,) = land_apart([("", "ledger.csv", ledger.read_bytes())], warehouse, PERIOD, "ada")
    assert again.status == "unchanged"


def test_an_error_of_the_child_is_raised(tmp_path: Path, ledger: Path) -> None:
    with pytest.raises(BadPeriod) as caught:
        land_apart([("", "ledger.csv", ledger)], Warehouse(tmp_path / "warehouse", "Org"), "May", "ada")
    assert str(caught.value).startswith('"May" is not a month')


def test_a_file_that_ends_the_process_is_refused_alone(
    tmp_path: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = list[Progress]()

    def end_once(*arguments: Any, **named: Any) -> Any:
        if ended:
            return read_apart(*arguments, **named)
        ended.append(Progress(0, 2, "ledger.csv"))
        raise UnreadableFile(ended[0])

    monkeypatch.setattr(handover, "read_apart", end_once)
    write_ledger(tmp_path / "other.csv", 20)
    drop = [("", path.name, path) for path in (ledger, tmp_path / "other.csv")]
    refused, landed = land_apart(drop, Warehouse(tmp_path / "warehouse", "Org"), PERIOD, "ada")
    assert refused.problem is not None
    assert refused.problem.refusal is UnreadableFile
    assert (landed.status, landed.rows) == ("landed", 20)


def test_a_long_zip_file_is_unpacked_on_disk(tmp_path: Path, ledger: Path) -> None:
    with zipfile.ZipFile(tmp_path / "exports.zip", "w") as archive:
        archive.write(ledger, "a/ledger.csv")
    place = tmp_path / "place"
    place.mkdir()
    (file,), _ = expand_drop([DroppedFile("", "exports.zip", tmp_path / "exports.zip")], place)
    assert isinstance(file.content, Path)
    assert file.content.parent == place
    (card,) = land_apart(
        [("", "exports.zip", tmp_path / "exports.zip")], Warehouse(tmp_path / "warehouse", "Org"), PERIOD
    )
    assert (card.status, card.path, card.rows) == ("landed", "ledger.csv", ROWS)


class Cancelled(Exception):
    """Raised by a test in place of a user."""


def test_a_child_reports_its_progress_and_can_be_cancelled(tmp_path: Path, ledger: Path) -> None:
    warehouse, seen = Warehouse(tmp_path / "warehouse", "Org"), list[Progress]()

    def cancel(progress: Progress) -> None:
        seen.append(progress)
        raise Cancelled

    with pytest.raises(Cancelled):
        land_apart([("", "ledger.csv", ledger)], warehouse, PERIOD, "ada", tell=cancel)
    assert [(one.position, one.files, one.name, one.size) for one in seen] == [
        (0, 1, "ledger.csv", ledger.stat().st_size)
    ]
    assert warehouse.head().number == 0


def test_progress_is_by_bytes(tmp_path: Path) -> None:
    seen, sizes = list[float](), (b"a,b\n1,2\n", b"a,b\n" * 8)
    drop = [("", f"{number}.csv", content) for number, content in enumerate(sizes)]
    land(drop, Warehouse(tmp_path, "Org"), PERIOD, "ada", tell=lambda progress: seen.append(progress.share))
    assert seen == [0, 0.2]


def test_the_progress_within_a_long_file_is_that_of_its_bytes_and_rows(tmp_path: Path, ledger: Path) -> None:
    seen = list[Progress]()
    reporter = Reporter(seen.append)
    with watch(reporter.look):
        drop = [DroppedFile("", "ledger.csv", ledger)]
        land(drop, Warehouse(tmp_path / "warehouse", "Org"), PERIOD, tell=reporter.begin)
    assert {one.step[0] for one in seen} == {"bytes", "rows"}
    assert [one.share for one in seen] == sorted(one.share for one in seen)
    assert len({one.share for one in seen}) > 4
    assert max(one.share for one in seen) < 1
