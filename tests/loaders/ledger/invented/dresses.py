"""A ledger as values, and the different ways to write its cells."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from loaders import Folder
from tests.loaders.exports import write_csv

Rows = list[list[object]]
HEADER = 4  # the row of the headers


@dataclass(frozen=True)
class Ledger:
    """Cells as values: days, decimals and texts. `money` lists the amount columns."""

    rows: tuple[tuple[object, ...], ...]
    folder: Folder
    money: frozenset[int]
    pattern: str

    @property
    def copy(self) -> Rows:
        return [list(row) for row in self.rows]

    @property
    def details(self) -> list[int]:
        """Return the positions of the entries."""
        return [index for index, row in enumerate(self.rows) if any(isinstance(cell, date) for cell in row)]

    @property
    def telling(self) -> list[int]:
        """Return the positions of the entries with an amount. An entry of zero may be lost unnoticed."""
        return [
            place
            for place in self.details
            if any(self.rows[place][number] for number in sorted(self.money)[: len(self.money) // 2])
        ]


@dataclass(frozen=True)
class Dress:
    """A way of writing the same cells."""

    encoding: str = "utf-8"
    delimiter: str = ","
    end: str = "\r\n"
    comma: bool = False
    group: str = ","
    negative: str = "-{}"
    zero: str = "0.00"
    day: str = "own"
    order: int = 0
    blanks: bool = False
    signed: str = "{}"

    def write(self, rows: Rows, book: Ledger) -> bytes:
        """Return the bytes of a file."""
        day = book.pattern if self.day == "own" else self.day
        texts = [[self._text(cell, day) for cell in row] for row in self._arrange(rows)]
        return write_csv(texts, self.delimiter, self.end, self.encoding)

    def _arrange(self, rows: Rows) -> Rows:
        """Reorder the columns after the first, with their headings and titles, and insert blank rows."""
        width = len(rows[HEADER])
        places = [0, *Random(self.order).sample(range(1, width), width - 1)] if self.order else list(range(width))
        moved = [[row[index] for index in places] for row in rows]
        blank: list[object] = [""] * width
        return [row for old in moved for row in ([old, blank] if self.blanks and not old[1] else [old])]

    def _text(self, cell: object, day: str) -> str:
        if isinstance(cell, date):
            return cell.strftime(day)
        return self._amount(cell) if isinstance(cell, Decimal) else str(cell)

    def _amount(self, amount: Decimal) -> str:
        return self.signed.format(self._number(amount))

    def _number(self, amount: Decimal) -> str:
        if not amount:
            return self.zero.replace(".", "," if self.comma else ".")
        digits = f"{abs(amount):,.2f}".replace(",", "t").replace(".", "," if self.comma else ".")
        group = "." if self.comma and self.group == "," else self.group
        text = digits.replace("t", group)
        return self.negative.format(text) if amount < 0 else text


PLAIN = Dress()
ENCODINGS = [("utf-8", "’"), ("utf-8-sig", "\u202f"), ("utf-16", "\u00a0"), ("cp1252", "\u00a0"), ("utf-16-le", ",")]
DRESSES = st.builds(
    Dress,
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\r\n", "\n", "\r"]),
    comma=st.booleans(),
    negative=st.sampled_from(["-{}", "({})", "{}-", "-${}", "${}-", "({}) ", "- {}"]),
    zero=st.sampled_from(["0.00", "-", "–", "$ -"]),
    day=st.sampled_from(["own", "%Y-%m-%d", "%-d %b %Y", "%d-%b-%y", "%B %-d, %Y", "%d/%m/%Y", "%d.%m.%Y"]),
    order=st.integers(0, 40),
    blanks=st.booleans(),
)
WITH_CURRENCY = st.builds(
    replace,
    DRESSES,
    negative=st.sampled_from(["-{}", "({})"]),
    zero=st.just("0.00"),
    signed=st.sampled_from(["{} AUD", "{}€", "AUD {}", "{} kr"]),
)
