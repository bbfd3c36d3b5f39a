"""organisation.toml: what an organisation says of itself, in force from its period on (design.md section 3)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
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
    SETTINGS_PEOPLE,
    SETTINGS_PREFIXES,
    Dataset,
)
from close.store.warehouse import Settings
from loaders.cells.days import ORDERS
from loaders.files.texts import decode

NAME, VERSION, TITLE = "organisation", 1, "Organisation settings"
CHOICES = {
    "package": ("xero", "quickbooks", "none"),
    "inventory_method": ("perpetual", "periodic"),
    "date_order": tuple(ORDERS),
    "upload_state": ("draft", "authorised"),
}
KINDS: dict[str, tuple[type, str]] = {
    **dict.fromkeys(("name", "currency", "time_zone", "period", *CHOICES), (str, "a text in quotes")),
    **dict.fromkeys(
        ("uses_pos", "uses_ecommerce", "batches_sales", "third_party_sales_poster", "one_person_may_review"),
        (bool, "true or false"),
    ),
    "past_months": (int, "a whole number"),
    "lock_date": (date, "a day such as 2026-03-31, without quotes"),
    "exported_on": (date, "a day such as 2026-04-05, without quotes"),
    "materiality": (Decimal, "an amount such as 50.00"),
    "item_threshold": (Decimal, "an amount such as 5.00"),
    "holidays": (list, "a list of days such as [2026-04-03, 2026-04-06], without quotes"),
    "people": (dict, "a table [people]"),
    "accounts": (dict, "a table [accounts]"),
    "reference_prefixes": (dict, "a table [reference_prefixes]"),
}
ROLES = ("inventory", "cogs", "revenue", "receivable", "payable", "landed_costs", "adjustments")
PEOPLE = ("viewer", "preparer", "reviewer", "administrator", "auditor")
PREFIXES = (
    "sales_order",
    "pos_order",
    "web_order",
    "credit_note",
    "purchase_order",
    "supplier_credit_note",
    "adjustment",
)


class BadSettings(Refused):
    """A key of organisation.toml is unknown, missing or holds something else than it should."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(f"organisation.toml, {key}: {why}.")


@dataclass(frozen=True)
class Organisation:
    """The settings that a file holds; its own month, if it states one; and its rows, ready to land."""

    settings: Settings
    period: str | None
    tables: Mapping[str, pa.Table]


def read_organisation(content: bytes) -> Organisation:
    """Reads the settings. Raises BadSettings with the key, NotText."""
    told = _parse(content)
    _check_keys("", told, tuple(KINDS))
    values = {key: _check_value(key, value) for key, value in told.items()}
    if not str(values.get("name", "")).strip():
        raise BadSettings("name", "say what the organisation is called")
    accounts = _read_accounts(values.pop("accounts", {}))
    prefixes = _read_prefixes(values.pop("reference_prefixes", {}))
    people = _read_people(values.pop("people", {}))
    holidays = _read_holidays(values.pop("holidays", []))
    period = values.pop("period", None)
    settings = Settings(**values, accounts=accounts, prefixes=prefixes, people=people, holidays=holidays)
    return Organisation(settings, period, _tables(settings, told))


def _parse(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(decode(content).text.replace("\r\n", "\n"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, InvalidOperation) as error:
        raise BadSettings("the whole file", f"it is not written as TOML ({error})") from error


def _check_keys(table: str, told: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in told:
        if key not in known:
            raise BadSettings(table + key, f"there is no such setting. Known are {', '.join(known)}")


def _check_value(key: str, value: Any) -> Any:
    kind, words = KINDS[key]
    if kind is Decimal and isinstance(value, int) and not isinstance(value, bool):
        value = Decimal(value)
    fits = isinstance(value, kind) and not (kind is int and isinstance(value, bool)) and not isinstance(value, datetime)
    if not fits:
        raise BadSettings(key, f"it should be {words}, and is {value!r}")
    if key in CHOICES and value not in CHOICES[key]:
        raise BadSettings(key, f'it should be one of {", ".join(CHOICES[key])}, and is "{value}"')
    return _check_zone(value) if key == "time_zone" else value


def _check_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadSettings("time_zone", f'there is no time zone "{name}"; write it as Pacific/Auckland') from error
    return name


def _read_accounts(told: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
    _check_keys("accounts.", told, ROLES)
    accounts = []
    for role, entries in told.items():
        if not isinstance(entries, list):
            raise BadSettings(f"accounts.{role}", 'it should be a list such as [{ code = "630", name = "Inventory" }]')
        for entry in entries:
            fits = isinstance(entry, dict) and entry.keys() <= {"code", "name"} and any(entry.values())
            if not fits or not all(isinstance(value, str) for value in entry.values()):
                raise BadSettings(f"accounts.{role}", f"an account has a code and a name in quotes, this is {entry!r}")
            accounts.append((role, entry.get("code", "").strip(), entry.get("name", "").strip()))
    return tuple(accounts)


def _read_prefixes(told: Mapping[str, Any]) -> dict[str, str]:
    _check_keys("reference_prefixes.", told, PREFIXES)
    for kind, prefix in told.items():
        if not isinstance(prefix, str):
            raise BadSettings(f"reference_prefixes.{kind}", f"it should be a text in quotes, and is {prefix!r}")
    return {kind: prefix.strip() for kind, prefix in told.items() if prefix.strip()}


def _read_people(told: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    _check_keys("people.", told, PEOPLE)
    for role, names in told.items():
        if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
            raise BadSettings(
                f"people.{role}", 'it should be a list of names as they sign in, such as ["ann@ash.example"]'
            )
    return tuple((role, name.strip()) for role, names in told.items() for name in names)


def _read_holidays(told: list[Any]) -> tuple[date, ...]:
    for day in told:
        if not isinstance(day, date) or isinstance(day, datetime):
            raise BadSettings("holidays", f"it should hold days such as 2026-04-03, without quotes, and holds {day!r}")
    return tuple(told)


def _tables(settings: Settings, told: Mapping[str, Any]) -> dict[str, pa.Table]:
    """What was not said lands as null: the default that holds for it may change, what was said may not."""
    said = {field.name: getattr(settings, field.name) for field in fields(settings) if field.name in told}
    accounts = [{"role": role, "code": code, "name": name} for role, code, name in settings.accounts]
    prefixes = [{"kind": kind, "prefix": prefix} for kind, prefix in settings.prefixes.items()]
    people = [{"role": role, "who": who} for role, who in settings.people]
    return {
        SETTINGS.name: _table(SETTINGS, [said]),
        SETTINGS_ACCOUNTS.name: _table(SETTINGS_ACCOUNTS, accounts),
        SETTINGS_PREFIXES.name: _table(SETTINGS_PREFIXES, prefixes),
        SETTINGS_PEOPLE.name: _table(SETTINGS_PEOPLE, people),
        SETTINGS_HOLIDAYS.name: _table(SETTINGS_HOLIDAYS, [{"day": day} for day in settings.holidays]),
    }


def _table(dataset: Dataset, rows: list[dict[str, Any]]) -> pa.Table:
    columns = {
        name: pa.array([_exact(row.get(name), kind) for row in rows], kind) for name, kind in dataset.columns.items()
    }
    return pa.table({**columns, "_line": pa.array([None] * len(rows), pa.int32())})


def _exact(value: Any, kind: pa.DataType) -> Any:
    return value.quantize(Decimal("0.0001")) if kind == MONEY and value is not None else value
