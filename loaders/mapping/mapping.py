"""A mapping: what a person says about a file that no loader recognises."""

from collections import abc
from dataclasses import dataclass, field
from datetime import date

from close.store.settings import DEFINITION

DATE_ORDERS: tuple[str, ...] = tuple(map(str, DEFINITION["date_order"].choices))
DECIMAL_MARKS = {"point": ".", "comma": ","}
SIDES = ("debit", "credit")
ROW_KINDS = ("total", "grand-total", "opening", "closing", "heading", "row", "ignored")
# The only amount column of a ledger that has no separate debits and credits.
AMOUNT = "signed_amount"
# The column next to it that says for each row whether its amount is a debit or a credit.
SIDE = "side"
# The columns of the other account of each row, which gets the same amount on the other side -> those of the first one.
CONTRA = {"contra_code": "code", "contra_name": "name"}

# The header of a column, or its position in the file, from 1, if its header is blank or occurs twice.
Place = str | int


@dataclass(frozen=True)
class RowRule:
    """The kind of all rows whose first text begins with these words, in any letter case.

    "row" confirms a row that looks like a total. "ignored" rows are not read.
    """

    kind: str
    begins: str


@dataclass(frozen=True)
class Mapping:
    """The meaning of the columns and rows of files with certain headers.

    `dataset`: the name of the dataset that they land in. `headers`: all headers from left to right, blank where a
    column has none. `kinds`: the kind of each column of a file without headers, whose `headers` are then numbers. It is
    empty if the file has headers. `relations` are those of its columns, such as "4 x 6 = 7". `columns`: column of the
    dataset's loader, AMOUNT, SIDE or one of CONTRA, -> its place in the file. `constants`: column -> the text that
    every row has. `sides`: text in SIDE -> debit or credit. `date_order`, `decimal_mark` and `positive` (the side of
    positive amounts in AMOUNT) are blank if the file has to show them. `instead_of`: the loader that also recognises
    these files and has to give way. `version` and `saved_on` are those of a saved mapping.
    """

    name: str
    dataset: str
    headers: tuple[str, ...]
    columns: abc.Mapping[str, Place]
    constants: abc.Mapping[str, str] = field(default_factory=dict)
    date_order: str = ""
    decimal_mark: str = ""
    positive: str = ""
    sides: abc.Mapping[str, str] = field(default_factory=dict)
    rows: tuple[RowRule, ...] = ()
    kinds: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()
    instead_of: str = ""
    version: int = 0
    saved_on: date | None = None

    @property
    def has_headers(self) -> bool:
        """True unless the mapping is for files without headers."""
        return not self.kinds

    @property
    def has_contra(self) -> bool:
        """True if each row has two accounts: one that is debited, and one that is credited."""
        return any(name in self.columns for name in CONTRA)

    @property
    def title(self) -> str:
        """The name with the day on which it was saved: "Sage nominal activity of 3 March 2026"."""
        return f"{self.name} of {self.saved_on.day} {self.saved_on:%B %Y}" if self.saved_on else self.name
