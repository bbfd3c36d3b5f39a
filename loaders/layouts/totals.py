"""Total rows, which are never data but prove that a file is complete."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused

GRAND = r"(?i)^(grand|overall|report)[ -]totals?:?$"
BARE = r"(?i)^(totals?|sum):?$"
ANY = r"(?i)^((grand|sub|overall|report)[ -]?)?totals?\b|\btotals?:?$|^sum:?$"
_CENT = Decimal("0.01")


class TotalsDiffer(Refused):
    """Rows that do not add up to the total in the same file."""

    def __init__(self, differences: list[tuple[int, str, Decimal, Decimal]]) -> None:
        texts = [
            f"Line {line}, {column}: the file states a total of {stated:,.2f}, but its rows add up to {summed:,.2f} "
            f"(difference {summed - stated:,.2f})."
            for line, column, stated, summed in differences
        ]
        super().__init__("\n".join([*texts, "The file is incomplete or was edited. Export it again."]))


class CutOff(Refused):
    """A file with its end missing."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The file seems to be cut off: {why}. Export it again.")


def add_up(values: pa.Array) -> Decimal:
    """Return the sum, or 0 if there are no values."""
    return pc.sum(values).as_py() or Decimal(0)


def cents(amount: Decimal) -> Decimal:
    """Return an amount rounded for comparison, to two decimals, half up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def prove_totals(
    rows: Mapping[str, pa.Array], stated: Mapping[str, Decimal], headers: Mapping[str, str], line: int
) -> dict[str, Decimal]:
    """Return the sums by column if they match a total row. Raises TotalsDiffer with every difference."""
    sums = {name: add_up(rows[name]) for name in stated}
    wrong = [
        (line, headers[name], total, sums[name]) for name, total in stated.items() if cents(total) != cents(sums[name])
    ]
    if wrong:
        raise TotalsDiffer(wrong)
    return sums
