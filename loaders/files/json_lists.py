"""JSON lists of documents, as an API returns them, read into a sheet.

A document has one row for each entry in its lists (lines, payments, cartons), one list after the other. A document
without entries has a single row. Every row repeats the document's own fields. Of the lists inside an entry, only the
components of a product are read. Each component is an entry of its own.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from close.errors import Refused
from close.texts import make_valid, say_count
from loaders.files.numbers import parse_number
from loaders.files.plain_blocks import WIDEST
from loaders.files.room import Room, cut_rows
from loaders.files.sheets import Sheet, SheetBuilder, build_columns

Document = Mapping[str, Any]
_COMPONENTS = "components"
_LONGEST_NAME = 500
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")  # half of a character, which may lack its other half


class NotAList(Refused):
    """JSON that is damaged or is not a list of documents."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This JSON file is not a complete list of documents ({why}). Download it again.")


class EmptyList(Refused):
    """A list without documents, which does not show what it is a list of."""

    def __init__(self) -> None:
        super().__init__(
            "This list contains no documents, so it does not show what it lists. If the company had none in this "
            "month, leave the file out. Otherwise download it again."
        )


class DocumentTwice(Refused):
    """A list with two different versions of a document."""

    def __init__(self, first: int, second: int, number: str) -> None:
        super().__init__(
            f"Documents {first} and {second} of this list both have the id {number}, but they differ, and no "
            "modifiedDate shows which is newer. Download the list again."
        )


def read_objects(text: str) -> Sheet:
    """Read a list of objects. The first row contains field names. Fields of an entry are written `list.field`.

    The line number of each row is its document's position in the list. Numbers keep every digit in the file. Of a
    document that occurs twice, the newest version is read. Raises NotAList, EmptyList, DocumentTwice, OversizedTable.
    """
    listed = parse_list(text)
    if not listed:
        raise EmptyList
    documents = _drop_older(listed)
    flat = (row for _, document in documents for row in _flatten(document))
    rows_of = Counter(name for row in flat for name in row)
    names = list(rows_of)
    if len(names) > WIDEST:
        raise NotAList(f"it has {say_count(len(names), 'different field')}, and no list has over {WIDEST:,}")
    room = Room(len(text))
    # A document without a field has a blank cell for it. At least as many rows follow as have the commonest field.
    room.take(max(rows_of.values(), default=0) * len(names), 0, len(listed))
    builder = SheetBuilder(room)
    builder.add(*build_columns([(0, names)]))
    rows = ((number, [row.get(name, "") for name in names]) for number, doc in documents for row in _flatten(doc))
    for part in cut_rows(rows):
        builder.add(*build_columns(part))
    twice = len(listed) - len(documents)
    repeated = {"repeated": f"{say_count(twice, 'repeated document')} left out"} if twice else {}
    return builder.build({"format": "json", "encoding": "UTF-8", **repeated}, whole=True)


def parse_list(text: str) -> list[Document]:
    """Return the documents in a list, as valid Unicode. Numbers are text, without exponents. Raises NotAList."""
    pairs = _make_valid if _SURROGATE.search(text) else None
    try:
        documents = json.loads(text, parse_float=_write_plainly, parse_int=str, object_pairs_hook=pairs)
    except ValueError as error:
        raise NotAList(str(error)) from error
    except RecursionError as error:
        raise NotAList("its lists are nested too deeply") from error
    if not isinstance(documents, list) or not all(isinstance(document, dict) for document in documents):
        raise NotAList("it contains something else")
    return documents


def read_field(document: Document, name: str) -> str:
    """Return a field of a document as text, whatever the case of its name. A missing field is an empty string."""
    value = next((value for key, value in document.items() if key.casefold() == name.casefold()), None)
    return "" if value is None else str(value)


def _drop_older(documents: Sequence[Document]) -> list[tuple[int, Document]]:
    """Return the documents with their positions. Of those with the same id, only the newest is returned.

    A list that was saved page by page repeats a document that moved to the next page in the meantime.
    """
    kept: dict[str, tuple[int, Document]] = {}
    for number, document in enumerate(documents, 1):
        key = read_field(document, "id") or f"position {number}"
        first, other = kept.get(key, (0, document))
        if not first or _is_newer(document, other, (first, number)):
            kept[key] = number, document
    return sorted(kept.values(), key=lambda pair: pair[0])


def _is_newer(document: Document, other: Document, numbers: tuple[int, int]) -> bool:
    mine, theirs = (read_field(each, "modifiedDate") for each in (document, other))
    if mine == theirs and document != other:
        raise DocumentTwice(*numbers, read_field(document, "id"))
    return mine > theirs


def _flatten(document: Document) -> Iterator[dict[str, str]]:
    """Return the document's own fields, repeated for each entry in any of its lists, or once if there is none."""
    scalars = dict(_list_scalars(document, ""))
    is_bare = True
    for prefix, entry in _list_entries(document, ""):
        is_bare = False
        yield {**scalars, **dict(_list_scalars(entry, prefix))}
    if is_bare:
        yield scalars


def _list_entries(fields: Document, prefix: str) -> Iterator[tuple[str, Document]]:
    """Return each entry of the lists among some fields, and each component of an entry, with its `list.` prefix."""
    lists = ((name, value) for name, value in fields.items() if isinstance(value, list))
    for name, entry in ((f"{prefix}{name}.", entry) for name, value in lists for entry in value):
        if isinstance(entry, dict):
            yield name, entry
            yield from _list_entries({key: entry[key] for key in entry if key.casefold() == _COMPONENTS}, name)


def _list_scalars(fields: Document, prefix: str) -> Iterator[tuple[str, str]]:
    """Return the fields that are no lists, with the names of the objects around them. Raises NotAList."""
    if len(prefix) > _LONGEST_NAME:
        raise NotAList(f"a field inside others has a name of over {_LONGEST_NAME} characters")
    for name, value in fields.items():
        if isinstance(value, dict):
            yield from _list_scalars(value, f"{prefix}{name}.")
        elif not isinstance(value, list):
            yield prefix + name, "" if value is None else str(value)


def _make_valid(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object whose names and texts are valid Unicode."""
    return {make_valid(name): make_valid(value) if isinstance(value, str) else value for name, value in pairs}


def _write_plainly(text: str) -> str:
    """Write 1e-05 as 0.00001, because other code refuses amounts in scientific notation. Raises ValueError."""
    return format(parse_number(text), "f")
