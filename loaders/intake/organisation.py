"""organisation.toml: the settings of an organisation, in force from their period onwards (exports.md#settings)."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow as pa
from pydantic import ValidationError

from close.errors import Refused
from close.store.datasets import (
    MONEY,
    SETTINGS,
    SETTINGS_ACCOUNTS,
    SETTINGS_ACCRUALS,
    SETTINGS_HOLIDAYS,
    SETTINGS_PATTERNS,
    SETTINGS_PEOPLE,
    SETTINGS_PREFIXES,
    Dataset,
)
from close.store.public_holidays import find_public_holidays
from close.store.settings import DEFINITION, Settings
from close.store.settings_schema import OrganisationFile
from close.store.settings_toml import parse_toml
from loaders.files.contents import Content, measure_content, open_content
from loaders.files.numbers import parse_number
from loaders.files.texts import read_text
from loaders.intake.settings_faults import list_faults

NAME, VERSION, TITLE = "organisation", 1, "Organisation settings"
_LARGEST = 2**20


class BadSettings(Refused):
    """Keys in organisation.toml that are unknown, missing or have a wrong value, one on each line."""


@dataclass(frozen=True)
class Organisation:
    """The settings in a file, the month it gives, if any, and its rows, ready to land."""

    settings: Settings
    period: str | None
    tables: Mapping[str, pa.Table]


def read_organisation(content: Content) -> Organisation:
    """Read the settings. Raises BadSettings, NotText."""
    if measure_content(content) > _LARGEST:
        raise BadSettings("The file is far larger than any organisation.toml. Export the settings again.")
    with open_content(content) as source:
        text = read_text(source).replace("\r\n", "\n")
    document = {"name": "", **_parse(text)}
    try:
        file = OrganisationFile.model_validate(document).model_dump(exclude_unset=True)
    except ValidationError as error:
        raise BadSettings("\n".join(list_faults(text, error))) from error
    settings = _build_settings(file)
    return Organisation(settings, file.get("period"), _rows(settings, file))


def _parse(text: str) -> dict[str, Any]:
    """Parse TOML with exact numbers. Raises BadSettings with the line, where the parser knows it."""
    try:
        return parse_toml(text, parse_number)
    except tomllib.TOMLDecodeError as error:
        raise BadSettings(
            f"The file is not valid TOML: {error}. Correct this line, and upload the file again."
        ) from error
    except ValueError as error:
        stated = str(error) if str(error).startswith("the number") else "a whole number has thousands of digits"
        raise BadSettings(f"No setting can have a number as in this file: {stated}. Correct it.") from error


def _build_settings(file: Mapping[str, Any]) -> Settings:
    """Build the settings of a valid file. A blank text in a table counts as missing."""
    stated = {name: file[name] for name in DEFINITION if name in file}
    accounts = [(role, each) for role, listed in file.get("accounts", {}).items() for each in listed]
    return Settings(
        **stated,
        accounts=tuple((role, each.get("code", ""), each.get("name", "")) for role, each in accounts),
        prefixes={kind: text for kind, text in file.get("reference_prefixes", {}).items() if text},
        patterns={kind: text for kind, text in file.get("reference_patterns", {}).items() if text},
        accrual_accounts={role: text for role, text in file.get("accrual_accounts", {}).items() if text},
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
    accruals = [{"role": role, "account": account} for role, account in settings.accrual_accounts.items()]
    people = [{"role": role, "who": who} for role, who in settings.people]
    return {
        SETTINGS.name: _build_table(SETTINGS, [stated]),
        SETTINGS_ACCOUNTS.name: _build_table(SETTINGS_ACCOUNTS, accounts),
        SETTINGS_PREFIXES.name: _build_table(SETTINGS_PREFIXES, prefixes),
        SETTINGS_PATTERNS.name: _build_table(SETTINGS_PATTERNS, patterns),
        SETTINGS_ACCRUALS.name: _build_table(SETTINGS_ACCRUALS, accruals),
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
