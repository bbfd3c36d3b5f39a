"""The errors in an organisation.toml: a sentence for each wrong key, with its line."""

import difflib
import re
from collections.abc import Iterator

from pydantic import ValidationError

from close.store.settings_schema import TABLES, OrganisationFile

_LONGEST = 200
_FIELDS = OrganisationFile.model_fields
_TABLE, _KEY = re.compile(r"\s*\[+\s*([\w.]+)\s*\]"), re.compile(r"\s*([\w.]+)\s*=")


def list_faults(text: str, error: ValidationError) -> list[str]:
    """Return the sentences in order of line. If a key's value has several errors, only the first is returned."""
    found = {_name(each["loc"]): _explain(each["loc"], each["input"]) for each in reversed(error.errors())}
    lines = dict(reversed([*_find_keys(text)]))
    faults = sorted((lines.get(key, 0), key, why) for key, why in found.items())
    return [f"{key}: {why}" + (f" (line {line})" if line else "") for line, key, why in faults]


def _name(where: tuple[int | str, ...]) -> str:
    """Return the key as it is in the file, such as accounts.inventory, even if the error is deep inside its value."""
    return ".".join(str(part) for part in where[:2] if isinstance(part, str))


def _explain(where: tuple[int | str, ...], found: object) -> str:
    """Describe the expected value and the actual one.

    pydantic ends the location of an unknown key in a table with [key].
    """
    table, *keys = map(str, where)
    if table not in _FIELDS:
        return _suggest(table, (*_FIELDS,))
    if keys[1:] == ["[key]"]:
        return _suggest(keys[0], TABLES[table])
    expected = f"a table [{table}]" if table in TABLES and not keys else _FIELDS[table].description
    return f"expected {expected}, found {_show(found)}"


def _suggest(key: str, known: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, known, 1)
    return "there is no such setting. " + (
        f"Did you mean {near[0]}?" if near else f"The known settings are {', '.join(known)}"
    )


def _show(value: object) -> str:
    """Return the beginning of a value, nearly as in the file. For a missing key, pydantic passes all values."""
    if isinstance(value, bool):
        return str(value).lower()
    try:
        shown = repr(value) if isinstance(value, str) else str(value)
    except (ValueError, RecursionError):  # Python refuses to write whole numbers of thousands of digits
        return "a value of thousands of characters"
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}..."


def _find_keys(text: str) -> Iterator[tuple[str, int]]:
    """Return the line of each key in the file, and of each table's first heading."""
    table = ""
    for number, line in enumerate(text.split("\n"), 1):
        if heading := _TABLE.match(line):
            table = heading[1]
            yield table, number
        elif key := _KEY.match(line):
            yield f"{table}.{key[1]}".lstrip("."), number
