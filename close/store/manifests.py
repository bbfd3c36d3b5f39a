"""Numbered snapshots. A manifest lists every current file, never changes and can be read again later."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from close.errors import Refused
from close.store import records
from close.store.witness.acts import admit, is_trial
from close.store.witness.heads import ORGANISATION
from close.systems.files import FileIdentity, identify_file, write_whole
from close.texts import clean_all

STANDS_IN = "stands_in"  # in `reading`
Built = TypeVar("Built")
Stamp = tuple[int, str]  # of a snapshot
# The format of records. It is raised by a change after which an older version would misread them, and
# `python -m tests.store.upgrades.kept_formats` then keeps an example. The first records state none.
FORMAT = 1
STATED, FIRST = "format", 1


class UnknownManifest(Refused):
    """A snapshot that does not exist."""


class Overtaken(Refused):
    """Figures or effects that a person saw before others changed them."""

    def __init__(self) -> None:
        super().__init__("New exports have been uploaded since these figures were shown. Review them, then try again.")


class NewerFormat(Refused):
    """A snapshot or an event in a format that only a newer version of Tieout knows."""

    def __init__(self, path: Path, number: int) -> None:
        super().__init__(
            f"{path.parents[1].name} was written by a newer version of Tieout, in format {number}. This version reads "
            f"formats up to {FORMAT}. Update Tieout on this computer, and try again."
        )


class BrokenRecord(Refused):
    """A snapshot or an event that cannot be read, because it was changed or cut after it was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The record {path.parent.name}/{path.name} of {path.parents[1].name} is damaged, so nothing of this "
            "organisation can be shown. Restore it from a backup. The other organisations are not affected."
        )


UNTIL = "covers_until"  # in a reading: the last day that an export covers, if it ends before its month does


@dataclass(frozen=True)
class LandedFile:
    """One Parquet file: its path in the organisation's folder, its number of rows, and its hash."""

    dataset: str
    path: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class LandingRecord:
    """A current export: its files, how it was read, who landed it, and when (UTC).

    `sequence` is the number of the manifest that published it. `sha256` and `size` describe the original bytes.
    `totals` are its proven control totals by column.
    """

    landing: str
    period: str
    file_name: str
    sha256: str
    size: int
    loader: str
    loader_version: int
    exported_on: str | None
    landed_at: str
    who: str
    sequence: int
    rows: int
    reading: Mapping[str, str]
    absent: tuple[str, ...]
    totals: Mapping[str, str]
    files: tuple[LandedFile, ...]

    @property
    def stands_in(self) -> bool:
        """True if this export stands in for a report of its dataset, and has less than it."""
        return self.reading.get(STANDS_IN) == "yes"

    def dataset(self, name: str) -> LandedFile | None:
        """Return the file of one dataset, or None if this export does not contain the dataset."""
        return next((file for file in self.files if file.dataset == name), None)


@dataclass(frozen=True)
class Manifest:
    """A snapshot of all datasets. Number 0 is the empty warehouse.

    `taken_back` are the IDs of landings that a person declared wrong. They are neither current nor part of the history.
    """

    number: int = 0
    published_at: str = ""
    landings: tuple[LandingRecord, ...] = field(default=())
    taken_back: tuple[str, ...] = ()

    @property
    def stamp(self) -> Stamp:
        """The number and the moment. After a backup is restored, another snapshot may have the same number."""
        return self.number, self.published_at

    def require_seen(self, seen: Stamp | None) -> None:
        """Check that this is the snapshot that a person saw. None: they saw none. Raises Overtaken."""
        if seen not in {None, self.stamp}:
            raise Overtaken

    def follow(self, landings: Iterable[LandingRecord], moment: str, taken_back: Iterable[str] = ()) -> "Manifest":
        """Return the next snapshot, with other current landings and further ones taken back."""
        current = tuple(landings)
        wrong = {*self.taken_back, *taken_back} - {record.landing for record in current}
        return Manifest(self.number + 1, moment, current, tuple(sorted(wrong)))

    def is_current(self, landing: str) -> bool:
        """Return True if a landing is in this snapshot."""
        return any(record.landing == landing for record in self.landings)

    def of(self, dataset: str, period: str | None = None) -> list[LandingRecord]:
        """Return the current landings of a dataset, for one period or for all, oldest period first."""
        landings = [r for r in self.landings if r.dataset(dataset) and period in (None, r.period)]
        return sorted(landings, key=lambda r: (r.period, r.exported_on or "", r.sequence, r.landing))

    def list_short(self, until: str) -> list[tuple[str, LandingRecord]]:
        """Return Omni's exports up to a month that say they end before their month does, each with its dataset.

        If another export of the same month reaches its end, none is listed. A ledger that ends early has its own rules.
        """
        by_month: dict[tuple[str, str], list[LandingRecord]] = {}
        for record in self.landings:
            for file in record.files if record.period <= until else ():
                by_month.setdefault((file.dataset, record.period), []).append(record)
        return [
            (dataset, record)
            for (dataset, _), records in by_month.items()
            for record in records
            if not dataset.startswith("ledger_") and all(UNTIL in each.reading for each in records)
        ]

    def periods(self) -> list[str]:
        """Return every period with a landing, oldest first."""
        return sorted({record.period for record in self.landings})


class Manifests:
    """The numbered manifests of one organisation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def head(self) -> Manifest:
        """Return the newest snapshot."""
        return self.open(records.find_newest(self._folder))

    def open(self, number: int) -> Manifest:
        """Return the snapshot with the given number, exactly as published. Raises UnknownManifest."""
        if number == 0:
            return Manifest()
        path = self._folder / records.name(number)
        if not path.exists():
            raise UnknownManifest(
                f"There is no snapshot {number}. The newest is {self.head().number}. Choose one up to that number."
            )
        return _read(path, identify_file(path))

    def history(self, manifest: Manifest) -> Manifest:
        """Return every landing that was ever current up to a snapshot and not taken back, as one manifest."""
        right = (record for record in self.list_ever(manifest) if record.landing not in manifest.taken_back)
        return Manifest(manifest.number, manifest.published_at, tuple(right), manifest.taken_back)

    def list_ever(self, manifest: Manifest) -> list[LandingRecord]:
        """Return every landing that was ever current up to a snapshot, including those taken back, newest first."""
        landings = {r.landing: r for number in range(manifest.number, 0, -1) for r in self.open(number).landings}
        return list(landings.values())

    def publish(self, manifest: Manifest) -> bool:
        """Publish a signed snapshot. Return False if its number is taken. The caller then reads the head and retries.

        That of a trial is not signed. Raises what `admit` raises.
        """
        folder = self._folder.parent
        content = asdict(manifest) | {ORGANISATION: folder.name}
        return publish_record(self._folder, manifest.number, content, None if is_trial(folder) else admit(folder))


def publish_record(folder: Path, number: int, content: Mapping[str, Any], signer: records.Signer | None = None) -> bool:
    """Append record `number` to a folder's chain, signed if there is a signer. Return False if the number is taken.

    The caller then reads again and retries.
    """
    stated = clean_all({**content, STATED: FORMAT})
    return write_whole(folder / records.name(number), records.compose(folder, number, stated, signer))


@lru_cache(maxsize=64)
def _read(path: Path, identity: FileIdentity) -> Manifest:  # noqa: ARG001 - it tells files apart
    """Return a published manifest. It never changes, so it is read only once.

    `identity` is that of the file, which is different if a backup has put another in its place.
    """
    return build_record(path, _build)


def build_record(path: Path, build: Callable[[dict[str, Any]], Built]) -> Built:
    """Return what `build` makes of a record, which it gets without its hashes and its format.

    Raises BrokenRecord, NewerFormat.
    """
    try:
        record = records.read(path)
        if (number := int(record.pop(STATED, FIRST))) > FORMAT:
            raise NewerFormat(path, number)
        return build(record)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
        raise BrokenRecord(path) from error


def _build(raw: Mapping[str, Any]) -> Manifest:
    landings = []
    for record in raw["landings"]:
        files = tuple(LandedFile(**file) for file in record["files"])
        landings.append(LandingRecord(**{**record, "files": files, "absent": tuple(record["absent"])}))
    return Manifest(raw["number"], raw["published_at"], tuple(landings), tuple(raw.get("taken_back", ())))
