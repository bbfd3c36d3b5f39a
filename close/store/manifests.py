"""Numbered snapshots. A manifest lists every current file, never changes and can be read again later."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

from close.errors import Refused
from close.store import records


class UnknownManifest(Refused):
    """A snapshot that does not exist."""


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

    def dataset(self, name: str) -> LandedFile | None:
        """Return the file of one dataset, or None if this export does not contain the dataset."""
        return next((file for file in self.files if file.dataset == name), None)


@dataclass(frozen=True)
class Manifest:
    """A snapshot of all datasets. Number 0 is the empty warehouse."""

    number: int = 0
    published_at: str = ""
    landings: tuple[LandingRecord, ...] = field(default=())

    def of(self, dataset: str, period: str | None = None) -> list[LandingRecord]:
        """Return the current landings of a dataset, for one period or for all, oldest period first."""
        landings = [r for r in self.landings if r.dataset(dataset) and period in (None, r.period)]
        return sorted(landings, key=lambda r: (r.period, r.exported_on or "", r.sequence, r.landing))

    def periods(self) -> list[str]:
        """Return every period with a landing, oldest first."""
        return sorted({record.period for record in self.landings})


class Manifests:
    """The numbered manifests of one organisation."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def head(self) -> Manifest:
        """Return the newest snapshot."""
        paths = records.list_records(self._folder)
        return self.open(int(paths[-1].stem)) if paths else Manifest()

    def open(self, number: int) -> Manifest:
        """Return the snapshot with the given number, exactly as published. Raises UnknownManifest."""
        if number == 0:
            return Manifest()
        path = self._folder / records.name(number)
        if not path.exists():
            raise UnknownManifest(f"There is no snapshot {number}. The newest is {self.head().number}.")
        return _read(path)

    def history(self, manifest: Manifest) -> Manifest:
        """Return every landing that was ever current up to a snapshot, as one manifest."""
        landings = {r.landing: r for number in range(manifest.number, 0, -1) for r in self.open(number).landings}
        return Manifest(manifest.number, manifest.published_at, tuple(landings.values()))

    def publish(self, manifest: Manifest) -> bool:
        """Publish a snapshot. Return False if its number is taken. The caller then reads the head and retries."""
        return records.append(self._folder, manifest.number, asdict(manifest))


@lru_cache(maxsize=64)
def _read(path: Path) -> Manifest:
    """Return a published manifest. It never changes, so it is read only once."""
    raw = records.read(path)
    landings = []
    for record in raw["landings"]:
        files = tuple(LandedFile(**file) for file in record["files"])
        landings.append(LandingRecord(**{**record, "files": files, "absent": tuple(record["absent"])}))
    return Manifest(raw["number"], raw["published_at"], tuple(landings))
