"""The settings in force for a month, read from the landings of one snapshot."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from close.months import LAST
from close.store.manifests import LandingRecord, Manifest
from close.store.settings import DEFINITION, Settings
from close.systems.files import FileIdentity, identify_file

LATEST = LAST
Rows = tuple[Mapping[str, Any], ...]


def read_settings(folder: Path, manifest: Manifest, period: str) -> Settings | None:
    """Return the settings in force for a period: the newest landed for that period or an earlier one."""
    landings = [record for record in manifest.of("settings") if record.period <= period]
    return replace(_read(folder, landings[-1]), accrual_accounts=_find_accruals(folder, landings)) if landings else None


def _find_accruals(folder: Path, landings: Sequence[LandingRecord]) -> dict[str, str]:
    """Return the accrual accounts of the newest settings that name any, so that an uploaded file does not drop them."""
    naming = [record for record in landings if (file := record.dataset("settings_accruals")) and file.rows]
    return {row["role"]: row["account"] for row in _rows(folder, naming[-1], "settings_accruals")} if naming else {}


def read_naming(folder: Path, manifest: Manifest) -> Settings | None:
    """Return the newest settings that name people. Only earlier versions let settings do that."""
    naming = [r for r in manifest.of("settings") if (file := r.dataset("settings_people")) and file.rows]
    return _read(folder, naming[-1]) if naming else None


def _read(folder: Path, record: LandingRecord) -> Settings:
    """Return the settings of one landing, with defaults for blank values."""
    row = _rows(folder, record, "settings")[0]
    stated = {name: row[name] for name in DEFINITION if row.get(name) is not None}
    accounts = _rows(folder, record, "settings_accounts")
    holidays = _rows(folder, record, "settings_holidays")
    return Settings(
        **stated,
        period=row["period"],
        accounts=tuple((account["role"], account["code"] or "", account["name"] or "") for account in accounts),
        prefixes={row["kind"]: row["prefix"] for row in _rows(folder, record, "settings_prefixes")},
        patterns={row["kind"]: row["pattern"] for row in _rows(folder, record, "settings_patterns")},
        people=tuple((row["role"], row["who"]) for row in _rows(folder, record, "settings_people")),
        stated=frozenset(stated),
        holidays=tuple(row["day"] for row in holidays if not row.get("name")),
        public_holidays={row["day"]: row["name"] for row in holidays if row.get("name")},
    )


def _rows(folder: Path, record: LandingRecord, dataset: str) -> Rows:
    if not (file := record.dataset(dataset)):
        return ()
    path = folder / file.path
    return _read_once(path, identify_file(path))


@lru_cache(maxsize=256)
def _read_once(path: Path, identity: FileIdentity) -> Rows:  # noqa: ARG001 - it tells files apart
    """Return the rows of a file. Every page asks for the settings several times, and they change once a month."""
    return tuple(pq.ParquetFile(path).read().to_pylist())
