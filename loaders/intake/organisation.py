"""organisation.toml: the settings of an organisation, in force from its period on (exports.md#settings)."""

import tomllib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

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
from close.store.people import Role
from close.store.settings import DEFINITION, PATTERN_KINDS, PATTERNS, PREFIX_KINDS, ROLES, Settings
from close.store.settings_toml import TABLES
from loaders.files.texts import decode

NAME, VERSION, TITLE = "organisation", 1, "Organisation settings"
KEYS = (*DEFINITION, "period", "holidays", *TABLES)
FORMS: dict[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    date: "a day such as 2026-03-31, without quotes",
    Decimal: "an amount such as 50.00",
}


class BadSettings(Refused):
    """A key of organisation.toml that is unknown, missing or has a wrong value."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"organisation.toml, {key}: {why}.")


@dataclass(frozen=True)
class Organisation:
    """The settings in a file, the month it states, if any, and its rows, ready to land."""

    settings: Settings
    period: str | None
    tables: Mapping[str, pa.Table]


def read_organisation(content: bytes) -> Organisation:
    """Read the settings. Raises BadSettings with the key, NotText."""
    document = _parse(content)
    _check_keys("", document, KEYS)
    stated = {key: _check_value(key, document[key]) for key in document if key in DEFINITION}
    if not stated.get("name", "").strip():
        raise BadSettings("name", "enter the name of the organisation")
    period = _check_kind("period", document["period"], str) if "period" in document else None
    settings = Settings(
        **stated,
        accounts=_read_accounts(_table("accounts", document)),
        prefixes=_read_texts("reference_prefixes", document, PREFIX_KINDS),
        patterns=_read_texts("reference_patterns", document, PATTERN_KINDS, PATTERNS),
        people=_read_people(_table("people", document)),
        holidays=_read_holidays(document.get("holidays", [])),
        stated=frozenset(stated),
    )
    return Organisation(settings, period, _rows(settings, stated))


def _parse(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(decode(content).text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, InvalidOperation) as error:
        raise BadSettings("the whole file", f"it is not valid TOML ({error})") from error


def _check_keys(table: str, values: Mapping[str, Any], known: Iterable[str]) -> None:
    for key in values:
        if key not in known:
            raise BadSettings(table + key, f"there is no such setting. The settings are {', '.join(known)}")


def _check_value(key: str, value: Any) -> Any:
    setting = DEFINITION[key]
    value = _check_kind(key, value, setting.kind)
    _check_choice(key, value, setting.choices)
    return _check_zone(value) if key == "time_zone" else value


def _check_choice(key: str, value: object, choices: Collection[str]) -> None:
    if choices and value not in choices:
        raise BadSettings(key, f'it should be one of {", ".join(choices)}, not "{value}"')


def _check_kind(key: str, value: Any, kind: type) -> Any:
    """The value, with a whole number turned into an amount if needed.

    Booleans are not numbers, moments are not days.
    """
    if kind is Decimal and type(value) is int:
        return Decimal(value)
    if type(value) is not kind:
        raise BadSettings(key, f"it should be {FORMS[kind]}, and is {value!r}")
    return value


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadSettings("time_zone", f'there is no time zone "{name}"; write it as Pacific/Auckland') from error
    return name


def _table(name: str, document: Mapping[str, Any]) -> Mapping[str, Any]:
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise BadSettings(name, f"it should be a table [{name}], and is {table!r}")
    return table


def _read_accounts(table: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    _check_keys("accounts.", table, ROLES)
    accounts = []
    for role, entries in table.items():
        if not isinstance(entries, list):
            raise BadSettings(f"accounts.{role}", 'it should be a list such as [{ code = "630", name = "Inventory" }]')
        for entry in entries:
            fits = isinstance(entry, dict) and entry.keys() <= {"code", "name"} and any(entry.values())
            if not fits or not all(isinstance(value, str) for value in entry.values()):
                raise BadSettings(f"accounts.{role}", f"an account has a code and a name in quotes, this is {entry!r}")
            accounts.append((role, entry.get("code", "").strip(), entry.get("name", "").strip()))
    return tuple(accounts)


def _read_texts(
    name: str, document: Mapping[str, Any], known: Iterable[str], choices: Collection[str] = ()
) -> dict[str, str]:
    """The texts of a table by their keys, limited to `choices` if there are any. Blank texts are left out."""
    table = _table(name, document)
    _check_keys(f"{name}.", table, known)
    texts = {key: _check_kind(f"{name}.{key}", value, str).strip() for key, value in table.items()}
    stated = {key: text for key, text in texts.items() if text}
    for key, text in stated.items():
        _check_choice(f"{name}.{key}", text, choices)
    return stated


def _read_people(table: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    _check_keys("people.", table, tuple(Role))
    for role, names in table.items():
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            raise BadSettings(
                f"people.{role}", 'it should be a list of names as they sign in, such as ["ann@ash.example"]'
            )
    return tuple((role, name.strip()) for role, names in table.items() for name in names)


def _read_holidays(days: Any) -> tuple[date, ...]:
    if not isinstance(days, list):
        raise BadSettings("holidays", f"it should be a list of days such as [2026-04-03, 2026-04-06], and is {days!r}")
    for day in days:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise BadSettings("holidays", f"it should hold days such as 2026-04-03, without quotes, and holds {day!r}")
    return tuple(days)


def _rows(settings: Settings, stated: Mapping[str, Any]) -> dict[str, pa.Table]:
    """The tables to land. A setting missing from the file lands as null, so that its default may still change."""
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
        SETTINGS_HOLIDAYS.name: _build_table(SETTINGS_HOLIDAYS, [{"day": day} for day in settings.holidays]),
    }


def _build_table(dataset: Dataset, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    columns = {
        name: pa.array([_exact(row.get(name), kind) for row in rows], kind) for name, kind in dataset.columns.items()
    }
    return pa.table({**columns, "_line": pa.array([None] * len(rows), pa.int32())})


def _exact(value: Any, kind: pa.DataType) -> Any:
    return value.quantize(Decimal("0.0001")) if kind == MONEY and value is not None else value
