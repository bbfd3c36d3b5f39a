"""The kinds of columns in an export, and the conversion of their cells to values.

Every kind reads a whole column of text at once and returns the values and a mask of unreadable cells. A blank cell is
null, never zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import DAY, FLAG, MONEY, TEXT
from loaders.cells.amounts import parse_amounts
from loaders.cells.days import EMPTY_DAYS, parse_day
from loaders.cells.moments import convert_moment

Read = tuple[pa.Array, pa.Array]
STATUS_WORDS = {
    "NOT_IMPORTED": (
        "notimported",
        "notimportedyet",
        "notyetimported",
        "notimportedyetorresetforreimport",
        "resetforreimport",
        "0",
    ),
    "IMPORTED": ("imported", "1"),
    "ERROR": ("error", "errors", "importerror", "-1"),
    "DO_NOT_IMPORT": ("donotimport", "dontimport", "-2"),
}
# What Excel makes of references: 1.23457E+12 of long numbers, and #N/A of formulas that failed.
SHORTENED = r"^\d([.,]\d+)?E\+\d+$"
FAILED = r"^(#[\p{Lu}/0-9¡]+[!?]|#N/[AD]|#NV|#{4,}|Err:\d{3})$"
FLAG_WORDS = {True: ("yes", "y", "true", "1", "x"), False: ("no", "n", "false", "0")}


@dataclass(frozen=True)
class Locale:
    """The format in which a file writes dates and amounts.

    `serials` is true for workbooks, where 46054 may be a date. `zones`: header -> the time zone in which the timestamps
    of that column become days. The other columns contain plain days.
    """

    date_order: str
    decimal_mark: str
    serials: bool = False
    zones: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Column:
    """A column with its header and aliases. `optional` columns may be missing from a file.

    `constant` is the text that every row has if the file lacks the column. `preferred` are headers that go before its
    own if a file has both.
    """

    header: str
    aliases: tuple[str, ...] = ()
    optional: bool = False
    constant: str = ""
    preferred: tuple[str, ...] = ()

    kind: ClassVar[pa.DataType] = TEXT
    noun: ClassVar[str] = "a text"
    numeric: ClassVar[bool] = False
    summed: ClassVar[bool] = False

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - text is text in every locale
        """Return the values of the cells, and a mask of unreadable cells."""
        return cells, pa.repeat(False, len(cells))


class Text(Column):
    """Text, unchanged."""


class Reference(Text):
    """A text that identifies a document or a product. One that Excel has replaced is unreadable."""

    noun = "a reference, but what Excel made of one"
    replaced: ClassVar[str] = f"{SHORTENED}|{FAILED}"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - text is text in every locale
        """Return the texts, and a mask of those that are no longer references."""
        return cells, pc.fill_null(pc.match_substring_regex(cells, self.replaced), False)


class Approval(Text):
    """A status that may be void. A text that only contains the word may mean either."""

    noun = "a status that shows whether the document is void. If it is, it must be Void"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Return the texts, and a mask of those that contain void among other words."""
        unclear = pc.and_(pc.match_substring_regex(cells, r"(?i)\bvoid"), pc.invert(find_void_words(cells)))
        return cells, pc.fill_null(unclear, False)


class Day(Column):
    """A day in the file's date order, or a timestamp. 1 January 1900 and days in the year 1 mean blank."""

    kind = DAY
    noun = "a date"

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Read each distinct text once, because even a long column has few distinct days."""
        zone = locale.zones.get(self.header)
        days, bad = translate(
            cells,
            lambda text: (zone and convert_moment(text, zone)) or parse_day(text, locale.date_order, locale.serials),
            DAY,
        )
        empty = pc.is_in(days, value_set=pa.array(EMPTY_DAYS, DAY))
        return pc.if_else(empty, None, days), bad


class Money(Column):
    """An amount with four decimals. Extra decimals are rounded half up."""

    kind = MONEY
    noun = "an amount"
    numeric = True
    summed = True

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Read amounts in every format that `amounts.parse_amounts` accepts."""
        values = parse_amounts(cells, locale.decimal_mark)
        return values, pc.and_(pc.is_valid(cells), pc.is_null(values))


class Quantity(Money):
    """A number of units."""

    noun = "a quantity"


class Percent(Money):
    """A percentage as printed, in points or as a fraction, with or without a percent sign."""

    noun = "a percentage"
    summed = False

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Read the numbers without the percent sign."""
        return super().read(pc.replace_substring_regex(cells, r"\s*%$", ""), locale)


class Status(Column):
    """An accounting status, in the terms of the screen or of the API (statuses-and-flags.md#accounting-status)."""

    noun = "an accounting status"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Read one of `datasets.STATUSES`."""
        words = {word: status for status, words in STATUS_WORDS.items() for word in words}
        return translate(cells, lambda text: words.get(letters(text)), TEXT)


class Flag(Column):
    """Yes or no."""

    kind = FLAG
    noun = "yes or no"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Read true, false or null."""
        words = {word: flag for flag, words in FLAG_WORDS.items() for word in words}
        return translate(cells, lambda text: words.get(letters(text)), FLAG)


def find_void_words(cells: pa.Array) -> pa.Array:
    """Return a mask of the texts that mean void, and nothing else."""
    return pc.fill_null(pc.match_substring_regex(cells, r"(?i)^\W*void(ed)?[^\w?]*$"), False)


def letters(text: str) -> str:
    """Return a word in one case, without spaces and punctuation. A number keeps its sign.

    A question mark stays, because somebody who asks has not answered.
    """
    kept = (character for character in text.casefold() if character.isalnum() or character == "?")
    return "".join(kept) if any(map(str.isalpha, text)) else text


def translate(cells: pa.Array, parse: Callable[[str], object], kind: pa.DataType) -> Read:
    """Return the meaning of each cell and a mask of the cells without one. Each distinct text is parsed once."""
    coded = cells.dictionary_encode()
    values = pa.array([parse(text) for text in coded.dictionary.to_pylist()], kind).take(coded.indices)
    return values, pc.and_(pc.is_valid(cells), pc.is_null(values))
