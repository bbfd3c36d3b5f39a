"""The warehouse: exports as Parquet files that never change, and numbered manifests that list the current ones."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from close.errors import Refused
from close.store.landings import Landing, Outcome, write_landing
from close.store.manifests import Manifest, Manifests
from close.store.people import permit_landings
from close.store.replacement import add_landing
from close.store.settings import Settings
from close.store.settings_in_force import LATEST, read_governing, read_settings

__all__ = ["LATEST", "Landing", "Outcome", "Settings", "Warehouse", "organisations", "slug"]


class UnknownOrganisation(Refused):
    """An organisation without uploads."""


class BadOrganisationName(Refused):
    """A name that cannot be turned into a folder name."""


def slug(name: str) -> str:
    """Return the name of an organisation for folders and URLs. Raises BadOrganisationName."""
    folder = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not folder:
        raise BadOrganisationName(f'"{name}" contains no letters or digits. Choose another name for the organisation.')
    return folder


def organisations(root: Path) -> list[str]:
    """Return the folder names of all organisations with a landing, in alphabetical order."""
    return sorted(path.parent.name for path in root.glob("*/manifests") if any(path.glob("[0-9]*.json")))


class Warehouse:
    """The landed exports of one organisation."""

    def __init__(self, root: Path | str, organisation: str) -> None:
        self.root = Path(root).absolute()
        self.organisation = slug(organisation)
        self.folder = self.root / self.organisation
        self.manifests = Manifests(self.folder / "manifests")

    def head(self) -> Manifest:
        """Return the newest snapshot."""
        return self.manifests.head()

    def land(self, landings: Sequence[Landing], who: str) -> list[Outcome]:
        """Publish exports as one snapshot. They all appear together, or none of them if the process dies.

        Raises NotAllowed.
        """
        permit_landings(self.folder, self.head(), landings, who)
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        records = [write_landing(self.folder, landing, who, moment) for landing in landings]
        while True:
            head = self.head()
            current, outcomes = list(head.landings), []
            for record in records:
                current, outcome = add_landing(self.folder, current, record, head.number + 1)
                outcomes.append(outcome)
            following = Manifest(head.number + 1, moment, tuple(current))
            if following.landings == head.landings or self.manifests.publish(following):
                return outcomes

    def original(self, sha256: str) -> bytes:
        """Return the original bytes of an export."""
        return (self.folder / "exports" / sha256).read_bytes()

    def settings(self, period: str, manifest: Manifest | None = None) -> Settings | None:
        """Return the settings in force for a period, in the newest snapshot or the given one."""
        return read_settings(self.folder, manifest or self.head(), period)

    def governing(self) -> Settings | None:
        """Return the settings that decide roles and permissions."""
        return read_governing(self.folder, self.head())

    def had_total_row(self, dataset: str) -> bool:
        """Return True if the newest export of a dataset ended with a grand total.

        The next one is then expected to end with one as well.
        """
        records = self.head().of(dataset)
        return bool(records) and records[-1].reading.get("total_row") == "yes"
