"""organisation.toml: the settings of an organisation, in force from their period onwards (exports.md#settings)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa
from pydantic import ValidationError

from close.errors import Refused
from close.store.datasets import (
    MONEY,
    SETTINGS,
    SETTINGS_ACCOUNTS,
    SETTINGS_HOLIDAYS,
    SETTINGS_PATTERNS,
    SETTINGS_PEOPLE,
    SETTINGS_PREFIXES,
    Dataset,
)
from close.store.public_holidays import find_public_holidays
from close.store.settings import DEFINITION, Settings
from close.store.settings_schema import OrganisationFile
from loaders.files.texts import decode
from loaders.intake.settings_faults import list_faults

NAME, VERSION, TITLE = "organisation", 1, "Organisation settings"


class BadSettings(Refused):
    """Keys in organisation.toml that are unknown, missing or have a wrong value, one on each line."""


@dataclass(frozen=True)
class Organisation:
    """The settings in a file, the month it gives, if any, and its rows, ready to land."""

    settings: Settings
    period: str | None
    tables: Mapping[str, pa.Table]


def read_organisation(content: bytes) -> Organisation:
    """Read the settings. Raises BadSettings, NotText."""
    text = decode(content).text.replace("\r\n", "\n")
    try:
        document = {"name": "", **tomllib.loads(text, parse_float=Decimal)}
        file = OrganisationFile.model_validate(document).model_dump(exclude_unset=True)
    except (tomllib.TOMLDecodeError, InvalidOperation) as error:
        raise BadSettings(f"The file is not valid TOML: {error}.") from error
    except ValidationError as error:
        raise BadSettings("\n".join(list_faults(text, error))) from error
    settings = _build_settings(file)
    return Organisation(settings, file.get("period"), _rows(settings, file))


def _build_settings(file: Mapping[str, Any]) -> Settings:
    """Build the settings of a valid file. A blank text in a table counts as missing."""
    stated = {name: file[name] for name in DEFINITION if name in file}
    accounts = [(role, each) for role, listed in file.get("accounts", {}).items() for each in listed]
    return Settings(
        **stated,
        accounts=tuple((role, each.get("code", ""), each.get("name", "")) for role, each in accounts),
        prefixes={kind: text for kind, text in file.get("reference_prefixes", {}).items() if text},
        patterns={kind: text for kind, text in file.get("reference_patterns", {}).items() if text},
        people=tuple((role, who) for role, names in file.get("people", {}).items() for who in names),
        holidays=tuple(file.get("holidays", ())),
        stated=frozenset(stated),
    )


def _rows(settings: Settings, stated: Mapping[str, Any]) -> dict[str, pa.Table]:
    """Return the tables to land.

    A setting missing from the file lands as null, so that its default can still change.
    """
    accounts = [{"role": role, "code": code, "name": name} for role, code, name in settings.accounts]
    prefixes = [{"kind": kind, "prefix": prefix} for kind, prefix in settings.prefixes.items()]
    patterns = [{"kind": kind, "pattern": pattern} for kind, pattern in settings.patterns.items()]
    people = [{"role": role, "who": who} for role, who in settings.people]
    return {
        SETTINGS.name: _build_table(SETTINGS, [stated]),
        SETTINGS_ACCOUNTS.name: _build_table(SETTINGS_ACCOUNTS, accounts),
        SETTINGS_PREFIXES.name: _build_table(SETTINGS_PREFIXES, prefixes),
        SETTINGS_PATTERNS.name: _build_table(SETTINGS_PATTERNS, patterns),
        SETTINGS_PEOPLE.name: _build_table(SETTINGS_PEOPLE, people),
    }


def build_holidays(settings: Settings, period: str) -> dict[str, pa.Table]:
    """Return the holidays to land: the organisation's own days, without a name, and its country's public holidays."""
    public = find_public_holidays(settings.country, period) if settings.country else {}
    days = [*((day, None) for day in settings.holidays), *public.items()]
    rows = [{"day": day, "name": name} for day, name in days]
    return {SETTINGS_HOLIDAYS.name: _build_table(SETTINGS_HOLIDAYS, rows)}


def _build_table(dataset: Dataset, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    columns = {
        name: pa.array([_exact(row.get(name), kind) for row in rows], kind) for name, kind in dataset.columns.items()
    }
    return pa.table({**columns, "_line": pa.array([None] * len(rows), pa.int32())})


def _exact(value: Any, kind: pa.DataType) -> Any:
    return value.quantize(Decimal("0.0001")) if kind == MONEY and value is not None else value
