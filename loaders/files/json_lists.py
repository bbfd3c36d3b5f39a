"""JSON lists of documents with lines, as an API returns them, read into a sheet with one row per line."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from close.errors import Refused
from loaders.files.sheets import Sheet, build_sheet


class NotAList(Refused):
    """JSON that is damaged or is not a list of documents."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This JSON file is not a complete list of documents ({why}). Download it again.")


def read_objects(text: str) -> Sheet:
    """Read a list of objects. The first row contains field names. Fields of lines are written `list.field`.

    The line number of each row is its document's position in the list. Numbers keep every digit in the file. Raises
    NotAList.
    """
    try:
        documents = json.loads(text, parse_float=_plain_number, parse_int=str)
    except ValueError as error:
        raise NotAList(str(error)) from error
    if not isinstance(documents, list) or not all(isinstance(document, dict) for document in documents):
        raise NotAList("it contains something else")
    rows = [(number, row) for number, document in enumerate(documents, 1) for row in _flatten(document)]
    names = list(dict.fromkeys(name for _, row in rows for name in row))
    cells = ((number, [row.get(name, "") for name in names]) for number, row in rows)
    return build_sheet(_add_header(names, cells), {"format": "json", "encoding": "UTF-8"}, whole=True)


def _add_header(names: list[str], rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
    yield 0, names
    yield from rows


def _flatten(document: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    """Return the document's own fields, repeated for each entry in its only list of lines."""
    scalars = dict(_scalars(document, ""))
    lists = [(name, value) for name, value in document.items() if isinstance(value, list)]
    for name, lines in lists:
        for line in lines:
            if isinstance(line, dict):
                yield {**scalars, **dict(_scalars(line, f"{name}."))}


def _scalars(fields: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from _scalars(value, f"{prefix}{name}.")
        elif not isinstance(value, list):
            yield prefix + name, "" if value is None else str(value)


def _plain_number(text: str) -> str:
    """Write 1e-05 as 0.00001, because other code refuses amounts in scientific notation."""
    return format(Decimal(text), "f")
