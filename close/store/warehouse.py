"""Exports as Parquet that is written once; a numbered manifest says what is current."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from close.errors import Refused
from close.store.landings import Landing, Outcome, write_landing
from close.store.manifests import LandingRecord, Manifest, Manifests
from close.store.people import Action, permit
from close.store.replacement import place
from close.store.settings import Settings

__all__ = ["Landing", "Outcome", "Settings", "Warehouse", "organisations", "slug"]

LATEST = "9999-12"
RULES_OF_SIGNING = ("materiality", "item_threshold", "one_person_may_review")


class UnknownOrganisation(Refused):
    """No organisation of that name has landed anything."""


class BadOrganisationName(Refused):
    """A name of which no folder can be made."""


def slug(name: str) -> str:
    """The folder and URL name of an organisation. Raises BadOrganisationName."""
    folder = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not folder:
        raise BadOrganisationName(f'"{name}" holds no letter or digit to name an organisation by.')
    return folder


def organisations(root: Path) -> list[str]:
    """Folder names of the organisations that have landed something, in alphabetical order."""
    return sorted(path.parent.name for path in root.glob("*/manifests") if any(path.glob("[0-9]*.json")))


class Warehouse:
    """The landed exports of one organisation."""

    def __init__(self, root: Path | str, organisation: str) -> None:
        self.root = Path(root).absolute()
        self.organisation = slug(organisation)
        self.folder = self.root / self.organisation
        self.manifests = Manifests(self.folder / "manifests")

    def head(self) -> Manifest:
        """The newest snapshot."""
        return self.manifests.head()

    def land(self, landings: Sequence[Landing], who: str) -> list[Outcome]:
        """Publish exports as one snapshot: all of them appear together, or, if the process dies, none.

        Raises NotAllowed where `who` may not.
        """
        self._permit(landings, who)
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        records = [write_landing(self.folder, landing, who, moment) for landing in landings]
        while True:
            head = self.head()
            current, outcomes = list(head.landings), []
            for record in records:
                current, outcome = place(self.folder, current, record, head.number + 1)
                outcomes.append(outcome)
            following = Manifest(head.number + 1, moment, tuple(current))
            if following.landings == head.landings or self.manifests.publish(following):
                return outcomes

    def _permit(self, landings: Sequence[Landing], who: str) -> None:
        """Settings that change how a month is signed take an administrator, once people are named."""
        governing = self.governing()
        permit(governing, who, Action.LAND)
        for landing in landings if governing else ():
            in_force = self.settings(landing.period) or self.settings(LATEST)
            if governing and in_force and _sets_rules(landing, in_force, governing):
                permit(governing, who, Action.SET)

    def original(self, sha256: str) -> bytes:
        """The bytes of an export as it was dropped."""
        return (self.folder / "exports" / sha256).read_bytes()

    def settings(self, period: str, manifest: Manifest | None = None) -> Settings | None:
        """The settings in force for a period: the newest landed for it or for an earlier one."""
        manifest = manifest or self.head()
        records = [r for r in manifest.of("settings") if r.period <= period]
        return self._read_settings(records[-1]) if records else None

    def governing(self) -> Settings | None:
        """The settings that say who may do what: the newest that name people, else the newest.

        An organisation.toml without people, such as one dropped with a month's files, takes no role away.
        """
        records = self.head().of("settings")
        naming = [record for record in records if (file := record.dataset("settings_people")) and file.rows]
        return self._read_settings((naming or records)[-1]) if records else None

    def had_total_row(self, dataset: str) -> bool:
        """Whether the newest export of a dataset ended with a grand total: the next one then should, too."""
        records = self.head().of(dataset)
        return bool(records) and records[-1].reading.get("total_row") == "yes"

    def _read_settings(self, record: LandingRecord) -> Settings:
        scalars, accounts, prefixes = (
            self._read(record, name) for name in ("settings", "settings_accounts", "settings_prefixes")
        )
        given = {name: value for name, value in scalars[0].items() if value is not None and name != "_line"}
        roles = tuple((row["role"], row["code"] or "", row["name"] or "") for row in accounts)
        return Settings(
            **given,
            accounts=roles,
            prefixes={row["kind"]: row["prefix"] for row in prefixes},
            people=tuple((row["role"], row["who"]) for row in self._read(record, "settings_people")),
            holidays=tuple(row["day"] for row in self._read(record, "settings_holidays")),
        )

    def _read(self, record: LandingRecord, dataset: str) -> list[dict[str, Any]]:
        file = record.dataset(dataset)
        return pq.read_table(self.folder / file.path, partitioning=None).to_pylist() if file else []


def _sets_rules(landing: Landing, in_force: Settings, governing: Settings) -> bool:
    """Whether settings say of roles, thresholds or reviewing something else than what holds for their month."""
    said = landing.tables["settings"].to_pylist() if "settings" in landing.tables else []
    if any(row.get(name) not in (None, getattr(in_force, name)) for row in said for name in RULES_OF_SIGNING):
        return True
    people = landing.tables.get("settings_people")
    named = {(row["role"], row["who"]) for row in people.to_pylist()} if people else set()
    return bool(named) and named != set(governing.people)
