"""What the form holds as an organisation.toml, which lands as an uploaded one would (design.md 3)."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from loaders.intake.organisation import TABLES


class Amount(str):
    """A number as it was typed. It is written without quotes; the reader of settings refuses what is no number."""

    __slots__ = ()


def write_toml(values: Mapping[str, Any]) -> str:
    """The values as TOML, without those left blank. A JSON string is a TOML string, but for one character."""
    lines = [f"{name} = {_toml(value)}" for name, value in values.items() if name not in TABLES and _is_stated(value)]
    lines += ["", "[accounts]"]
    for role, accounts in values.get("accounts", {}).items():
        tables = (", ".join(f"{key} = {_toml(text)}" for key, text in account.items()) for account in accounts)
        lines.append(f"{role} = [{', '.join(f'{{ {table} }}' for table in tables)}]")
    lines += ["", "[reference_prefixes]"]
    lines += [f"{kind} = {_toml(prefix)}" for kind, prefix in values.get("reference_prefixes", {}).items() if prefix]
    lines += ["", "[people]"]
    lines += [f"{role} = {_toml(names)}" for role, names in values.get("people", {}).items() if names]
    return "\n".join(lines) + "\n"


def _is_stated(value: object) -> bool:
    return value is not None and value not in ("", [])


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date | Amount):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(str(value).strip(), ensure_ascii=False).replace("\x7f", "\\u007f")
