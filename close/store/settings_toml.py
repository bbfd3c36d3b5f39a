"""Settings written as an organisation.toml, so that the form and accepted proposals are handled like an upload.

TOML from outside is parsed here as well.
"""

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

import tomli_w

from close.store.settings import DEFINITION, Settings

NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
_KEY = re.compile(r"(\w+) = |\[\[accounts\.(\w+)\]\]")
# The parser takes the square of the number of parts of a key, wherever it is. No key of ours has over three.
_MOST_PARTS = 10
_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-]){_PART}(?:\.[ \t]*+{_PART}){{{_MOST_PARTS}}}")


def parse_toml(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """Parse TOML from outside. Raises TOMLDecodeError, and ValueError for a whole number of thousands of digits."""
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise tomllib.TOMLDecodeError(f"a key has over {_MOST_PARTS} parts (at line {line})")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("its lists are nested too deeply") from error


def list_values(settings: Settings) -> dict[str, Any]:
    """Return settings by their keys in organisation.toml, without defaults that nobody chose.

    Roles and signing rules are left out, because a file cannot change them.
    """
    stated = {name: getattr(settings, name) for name, setting in DEFINITION.items() if not setting.is_rule}
    values = {
        name: value for name, value in stated.items() if name in settings.stated or value != DEFINITION[name].default
    }
    accounts: dict[str, list[dict[str, str]]] = {}
    for role, code, name in settings.accounts:
        accounts.setdefault(role, []).append({key: text for key, text in (("code", code), ("name", name)) if text})
    tables = {
        "reference_prefixes": dict(settings.prefixes),
        "reference_patterns": dict(settings.patterns),
        "accrual_accounts": dict(settings.accrual_accounts),
    }
    return {
        **values,
        "period": settings.period,
        "holidays": list(settings.holidays),
        "accounts": accounts,
        **tables,
    }


def write_toml(values: Mapping[str, Any], notes: Mapping[str, Sequence[str]] = NOTHING) -> str:
    """Write the values as TOML, without blank ones.

    `notes` become comments above their key. Notes for a key without a value come first.
    """
    lines: list[str] = []
    placed: set[str] = set()
    for line in tomli_w.dumps(_keep_stated(values)).rstrip().split("\n"):
        name = "".join(filter(None, found.groups())) if (found := _KEY.match(line)) else ""
        lines += [*(() if name in placed else _comment(notes.get(name, ()))), line]
        placed.add(name)
    unplaced = [line for name, words in notes.items() if name not in placed for line in _comment(words)]
    return "\n".join([*unplaced, *lines]) + "\n"


def _keep_stated(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not blank, with texts trimmed."""
    kept = {name: _keep_stated(value) if isinstance(value, Mapping) else value for name, value in values.items()}
    trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in kept.items()}
    return {name: value for name, value in trimmed.items() if value is not None and value not in ("", [])}


def _comment(words: Sequence[str]) -> list[str]:
    """Return notes as TOML comments of one line each, with control characters replaced by spaces."""
    return [f"# {''.join(letter if letter.isprintable() else ' ' for letter in note)}" for note in words]
