"""The warehouse: exports as Parquet files that never change, and numbered manifests that list the current ones."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from close.errors import Refused
from close.store.authority.admission import withhold_authority
from close.store.authority.in_force import read_governing
from close.store.authority.people import Action, check_name, permit
from close.store.landings import Landing, Outcome, write_landing
from close.store.manifests import LandingRecord, Manifest, Manifests, Stamp
from close.store.replacement import add_landing
from close.store.settings import Settings
from close.store.settings_in_force import LATEST, read_settings
from close.systems.files import sweep
from close.texts import is_device

__all__ = ["LATEST", "Landing", "Outcome", "Rehearsal", "Settings", "Warehouse", "organisations", "slug"]

LONGEST_NAME = 100  # of an organisation's folder, so that paths inside it stay below the 260 characters of Windows


class UnknownOrganisation(Refused):
    """An organisation without uploads."""


class BadOrganisationName(Refused):
    """A name that cannot be turned into a folder name."""


def slug(name: str) -> str:
    """Return the name of an organisation for folders and URLs. Raises BadOrganisationName."""
    folder = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not folder:
        raise BadOrganisationName(f'"{name}" contains no letters or digits. Choose another name for the organisation.')
    if is_device(folder):
        raise BadOrganisationName(f'Windows has no folders called "{folder}". Add a word to the organisation\'s name.')
    if len(folder) > LONGEST_NAME:
        raise BadOrganisationName(
            f'"{name}" is too long for a folder on some systems. Shorten it to {LONGEST_NAME} letters and digits.'
        )
    return folder


def organisations(root: Path) -> list[str]:
    """Return the folder names of all organisations with a landing, in alphabetical order."""
    return sorted(path.parent.name for path in root.glob("*/manifests") if any(path.glob("[0-9]*.json")))


class Rehearsal(NamedTuple):
    """The outcome that landing an export would have, its record, and the month's uploads current before it.

    `replaced` are those that it would replace. The paths of the record's files are absolute, and those of the others
    are in `folder`, unless they are rehearsed as well.
    """

    outcome: Outcome
    record: LandingRecord
    before: tuple[LandingRecord, ...]
    replaced: tuple[LandingRecord, ...]
    folder: Path


class Past(NamedTuple):
    """An earlier state of an organisation: a snapshot, and the number of the newest event in the audit log."""

    manifest: int
    event: int


class OnlyPast(Refused):
    """An act on an earlier state, which cannot be changed."""


class Warehouse:
    """The landed exports of one organisation, today or, with `past`, in an earlier state that nothing can change."""

    def __init__(self, root: Path | str, organisation: str, past: Past | None = None) -> None:
        self.root = Path(root).absolute()
        self.organisation = slug(organisation)
        self.folder = self.root / self.organisation
        self.manifests = Manifests(self.folder / "manifests")
        self.past = past

    def __reduce__(self) -> tuple[type["Warehouse"], tuple[Path, str, Past | None]]:
        # A copy, such as that of another process, reads the folder for itself.
        return Warehouse, (self.root, self.organisation, self.past)

    def head(self) -> Manifest:
        """Return the newest snapshot, or that of the earlier state."""
        return self.manifests.open(self.past.manifest) if self.past else self.manifests.head()

    def require_today(self) -> None:
        """Raise OnlyPast if this is an earlier state."""
        if self.past:
            raise OnlyPast("This is an earlier state, which cannot be changed. Open the page as it is today.")

    def land(self, landings: Sequence[Landing], who: str, seen: Stamp | None = None) -> list[Outcome]:
        """Publish exports as one snapshot. They all appear together, or none of them if the process dies.

        Screens and commands always state who uploads. A program may leave it blank. `seen` is the snapshot on which the
        person agreed to the effects. Raises NotAllowed, Nameless, OnlyPast, Overtaken.
        """
        self.require_today()
        permit(self.governing(), who, Action.LAND)
        if who:
            check_name(who)
        admitted, moment = withhold_authority(self.folder, self.head(), landings), now()
        records = [write_landing(self.folder, landing, who, moment) for landing in admitted]
        while True:
            head = self.head()
            head.require_seen(seen)
            current, outcomes = list(head.landings), []
            for record in records:
                current, outcome = add_landing(self.folder, current, record, head.number + 1)
                outcomes.append(outcome)
            following = head.follow(current, moment)
            if following.landings == head.landings or self.manifests.publish(following):
                sweep(self.folder)
                return outcomes

    @contextmanager
    def rehearse(self, landings: Sequence[Landing]) -> Iterator[list["Rehearsal"]]:
        """Yield what landing exports would do to the newest snapshot, in order. Their files are deleted at the end."""
        head = self.head()
        with TemporaryDirectory(ignore_cleanup_errors=True) as place:  # Windows keeps files that are still open
            current, rehearsals = list(head.landings), []
            for landing in withhold_authority(self.folder, head, landings):
                record = _locate(write_landing(Path(place), landing, "", now()), Path(place))
                before = tuple(other for other in current if other.period == record.period)
                current, outcome = add_landing(self.folder, current, record, head.number + 1)
                kept = {other.landing for other in current}
                replaced = tuple(other for other in before if other.landing not in kept)
                rehearsals.append(Rehearsal(outcome, record, before, replaced, self.folder))
            yield rehearsals

    def revise(self, follow: Callable[[Manifest], Manifest]) -> None:
        """Publish the snapshot that `follow` makes of the newest. It is called again if another is published first."""
        self.require_today()
        while not self.manifests.publish(follow(self.head())):
            pass

    def original(self, sha256: str) -> bytes:
        """Return the original bytes of an export."""
        return (self.folder / "exports" / sha256).read_bytes()

    def settings(self, period: str, manifest: Manifest | None = None) -> Settings | None:
        """Return the settings in force for a period, in the newest snapshot or the given one."""
        return read_settings(self.folder, manifest or self.head(), period)

    def governing(self) -> Settings | None:
        """Return the newest settings with the roles and signing rules of today, or None if there are neither."""
        return read_governing(self.folder, self.manifests.head())

    def had_total_row(self, dataset: str) -> bool:
        """Return True if the newest export of a dataset ended with a grand total.

        The next one is then expected to end with one as well.
        """
        records = self.head().of(dataset)
        return bool(records) and records[-1].reading.get("total_row") == "yes"


def _locate(record: LandingRecord, place: Path) -> LandingRecord:
    """Return a record with the absolute paths of its files."""
    return replace(record, files=tuple(replace(file, path=str(place / file.path)) for file in record.files))


def now() -> str:
    """Return the current moment in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")
