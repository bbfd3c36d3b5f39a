"""Settings as an organisation.toml, so that those of the form or accepted proposals land as an upload would."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from close.store.settings import DEFINITION, ROLES, Settings

REFERENCES = ("reference_prefixes", "reference_patterns")
TABLES = ("accounts", *REFERENCES, "people")
NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})


class Amount(str):
    """A number as it was typed. It is written without quotes; the reader of settings refuses what is no number."""

    __slots__ = ()


def list_values(settings: Settings) -> dict[str, Any]:
    """Return settings by the keys of organisation.toml, without what is as it would be anyway."""
    stated = {name: getattr(settings, name) for name in DEFINITION}
    values = {
        name: value for name, value in stated.items() if name in settings.stated or value != DEFINITION[name].default
    }
    accounts: dict[str, list[dict[str, str]]] = {}
    for role, code, name in settings.accounts:
        accounts.setdefault(role, []).append({key: text for key, text in (("code", code), ("name", name)) if text})
    people: dict[str, list[str]] = {}
    for role, who in settings.people:
        people.setdefault(role, []).append(who)
    references = {"reference_prefixes": dict(settings.prefixes), "reference_patterns": dict(settings.patterns)}
    tables = {"accounts": accounts, **references, "people": people}
    return {**values, "period": settings.period, "holidays": list(settings.holidays), **tables}


def write_toml(values: Mapping[str, Any], notes: Mapping[str, Sequence[str]] = NOTHING) -> str:
    """Write the values as TOML, without those left blank. `notes` are comments, by the key that they stand above."""
    lines: list[str] = []
    for name, value in values.items():
        if name not in TABLES and _is_stated(value):
            lines += [*_comment(notes, name), f"{name} = {_toml(value)}"]
    for name in (key for key in notes if key in DEFINITION and key not in values):
        lines += _comment(notes, name)
    lines += ["", "[accounts]"]
    accounts = values.get("accounts", {})
    for role in dict.fromkeys((*accounts, *(key for key in notes if key in ROLES))):
        lines += _comment(notes, role)
        tables = (", ".join(f"{key} = {_toml(text)}" for key, text in each.items()) for each in accounts.get(role, ()))
        if role in accounts:
            lines.append(f"{role} = [{', '.join(f'{{ {table} }}' for table in tables)}]")
    for table in REFERENCES:
        lines += ["", f"[{table}]"]
        for kind, text in values.get(table, {}).items():
            lines += [*_comment(notes, kind), f"{kind} = {_toml(text)}"] if text else []
    lines += ["", "[people]"]
    lines += [f"{role} = {_toml(names)}" for role, names in values.get("people", {}).items() if names]
    return "\n".join(lines) + "\n"


def _comment(notes: Mapping[str, Sequence[str]], name: str) -> list[str]:
    """A TOML comment ends with its line and holds no control character."""
    return [f"# {''.join(letter if letter.isprintable() else ' ' for letter in note)}" for note in notes.get(name, ())]


def _is_stated(value: object) -> bool:
    return value is not None and value not in ("", [])


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date | Amount | Decimal):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    # A JSON string is a TOML string, but for one character.
    return json.dumps(str(value).strip(), ensure_ascii=False).replace("\x7f", "\\u007f")
