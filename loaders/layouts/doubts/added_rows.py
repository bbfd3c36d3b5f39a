"""Rows that somebody added to a report, such as an average or the amount in the ledger: a word and amounts."""

from collections import Counter
from dataclasses import dataclass, field
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.columns import Day
from loaders.layouts.description import Export, Values

_MOST, _ONE_IN, _ENOUGH = 3, 10, 2


class AddedRow(Refused):
    """A row of amounts that lacks the texts which every other row has."""

    def __init__(self, line: int, label: str, lacking: str) -> None:
        super().__init__(
            f'Line {line} ("{label}") has amounts but no {lacking}, which every other row has. Somebody seems to have '
            "added it to the report. Remove the row and upload the file again. If it belongs to the report, map the "
            "columns of the file and say that it is an ordinary row."
        )


@dataclass
class AddedRows:
    """The rows with nothing but a key and numbers, found part by part, as their lines and keys.

    `filled` counts the rows with a text in each column, and `digits` those whose key has a digit.
    """

    export: Export
    rows: int = 0
    digits: int = 0
    filled: Counter[str] = field(default_factory=Counter)
    bare: list[tuple[int, str]] = field(default_factory=list)

    def look(self, values: Values, lines: pa.Array) -> None:
        """Add the documents of a part, with their labels carried down."""
        loader = self.export.loader
        names = [n for n in self.export.positions if not loader.columns[n].numeric and n != loader.key]
        if not names or not len(lines):
            return
        has_texts = {name: values[name].is_valid() for name in names}
        self.filled.update({name: mask.true_count for name, mask in has_texts.items()})
        self.digits += _have_digits(values[loader.key])
        self.rows += len(lines)
        is_bare = pc.invert(reduce(pc.or_, has_texts.values()))
        self.bare += zip(lines.filter(is_bare).to_pylist(), values[loader.key].filter(is_bare).to_pylist(), strict=True)

    def check(self) -> None:
        """Raise AddedRow for the first of few bare rows, if all others have texts that it lacks.

        If it lacks only one text, its key must be a word among numbers as well.
        """
        others = self.rows - len(self.bare)
        if not self.bare or len(self.bare) > max(_MOST, others // _ONE_IN):
            return
        columns, headers = self.export.loader.columns, self.export.headers
        usual = [name for name, count in self.filled.items() if count == others and not isinstance(columns[name], Day)]
        words = [key for _, key in self.bare if not any(map(str.isdigit, key))]
        are_words = len(words) == len(self.bare) and self.digits == others
        if others > _MOST and (len(usual) >= _ENOUGH or (usual and are_words)):
            raise AddedRow(*self.bare[0], " and no ".join(headers[name] for name in usual[:_ENOUGH]))


def _have_digits(keys: pa.Array) -> int:
    return int(pc.match_substring_regex(keys, "[0-9]").true_count)
