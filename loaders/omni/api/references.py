"""The references of the documents in an API's list: every document has one, and no two have the same."""

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused

_LINE, _KEY = "_line", "ref_key"


class NoReference(Refused):
    """A document without a reference, which could not be matched or replaced later."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"Document {line} of this list has no reference. Enter one in Omni, then download the list again."
        )


class ReferenceTwice(Refused):
    """Two documents with the same reference, whose lines would be added together."""

    def __init__(self, reference: str, first: int, second: int) -> None:
        super().__init__(
            f"Documents {first} and {second} of this list both have the reference {reference}, so their lines cannot "
            "be told apart. Download the list again with the field id. If both are there again, give one another "
            "reference in Omni."
        )


def check_references(rows: pa.Table) -> None:
    """Raise NoReference or ReferenceTwice for the first such document."""
    row = pc.index(rows[_KEY].is_null(), value=True).as_py()
    if row >= 0:
        raise NoReference(rows[_LINE][row].as_py())
    found = rows.group_by(_KEY, use_threads=False).aggregate([(_LINE, "min"), (_LINE, "max")])
    twice = found.filter(pc.less(found[f"{_LINE}_min"], found[f"{_LINE}_max"])).sort_by(f"{_LINE}_max")
    for each in twice.slice(0, 1).to_pylist():
        raise ReferenceTwice(each[_KEY], each[f"{_LINE}_min"], each[f"{_LINE}_max"])
