"""Total rows, which are never data but prove that a file is complete."""

import re
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused

# The grand total of a pivot table in the languages of Excel and Google Sheets, and a total without more words.
_GRAND = (
    r"(grand|overall|report)[ -]totals?|total g[ée]n[ée]ral|total general|total geral|gesamtergebnis|gesamtsumme"
    r"|endsumme|endtotal|eindtotaal|totale (complessivo|generale)|totalsumma|hovedtotal|suma ko[nń]cowa|suma total"
)
_SUM = r"totals?|sum|summe|gesamt|insgesamt|somme|totaal|totale|totalt"
GRAND = rf"(?i)^({_GRAND}):?$"
BARE = rf"(?i)^({_SUM}):?$"
NAMELESS = rf"(?i)^(sub[ -]?)?({_SUM}):?$"
ANY = rf"(?i)^((grand|sub|overall|report)[ -]?)?totals?\b|\btotals?:?$|^({_GRAND}|{_SUM}):?$"
# The words of a total in the languages of the packages and spreadsheets that we know, anywhere in a text. Letters other
# than ASCII end no word in RE2.
ANY_LANGUAGE = (
    r"(?i)\b(sub|grand)?(totals?|totaux|totales?|totalen|totali|totaal|totalt|totalsum|total general|totais)\b"
    r"|\b(sum|summe|summa|suma|soma|som|somme|sommes|somma|zwischensumme|endsumme|gesamt\w*|insgesamt|eindtotaal)\b"
    r"|\b(i alt|razem|celkem|spolu|ukupno|skupaj|toplam|jumlah|kokku)\b|yhteens|sszesen|итог|всего|разом|σύνολο"
    r"|合计|合計|总计|總計|小计|小計|합계|총계|المجموع|الإجمالي"
)
# The rows of a workbook that may be formulas without a value.
STATED = re.compile(rf"{ANY_LANGUAGE}|\b(balances?|movement)\b")
COUNTED = (
    r"(?i)^[0-9][0-9,.]* (orders?|rows?|items?|lines?|documents?|products?|records?|entries|invoices?|bills?|payments?"
    r"|credit notes?|credits?|adjustments?|transfers?|transactions?|results?)\b"
)
_CENT = Decimal("0.01")


class TotalsDiffer(Refused):
    """Rows that do not add up to the total in the same file."""

    def __init__(self, differences: list[tuple[int, str, Decimal, Decimal]]) -> None:
        self.differences = differences
        texts = [
            f"Line {line}, {column}: the file states a total of {stated:,.2f}, but its rows add up to {summed:,.2f} "
            f"(difference {summed - stated:,.2f})."
            for line, column, stated, summed in differences
        ]
        whole = all(amount == int(amount) for *_, stated, summed in differences for amount in (stated, summed))
        rounded = "If the report is rounded to whole amounts, show its decimals. Otherwise, the" if whole else "The"
        super().__init__("\n".join([*texts, f"{rounded} file is incomplete or was edited. Export it again."]))


class CutOff(Refused):
    """A file with its end missing."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The file seems to be cut off: {why}. Export it again.")


class NoLineEnd(Refused):
    """A file whose last line does not end, and that has no grand total to prove that it is complete."""

    def __init__(self, line: int) -> None:
        super().__init__(
            f"The file seems to be cut off: line {line}, its last, has no line end and there is no grand total. "
            "Export it again. If every export ends like this, check that the last row is complete, then add a line "
            "break after it."
        )


def add_up(values: pa.Array) -> Decimal:
    """Return the sum, or 0 if there are no values."""
    return pc.sum(values).as_py() or Decimal(0)


def cents(amount: Decimal) -> Decimal:
    """Return an amount rounded for comparison, to two decimals, half up."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def add_sums(sums: dict[str, Decimal], values: Mapping[str, pa.Array], names: Iterable[str]) -> None:
    """Add the sums of some columns to those of the parts before."""
    for name in names:
        sums[name] = (sums.get(name, Decimal(0)) + add_up(values[name])) or Decimal(0)


def prove_totals(
    sums: Mapping[str, Decimal], stated: Mapping[str, Decimal], headers: Mapping[str, str], line: int
) -> dict[str, Decimal]:
    """Return the sums by column if they match a total row. Raises TotalsDiffer with every difference."""
    wrong = [
        (line, headers[name], total, sums[name]) for name, total in stated.items() if cents(total) != cents(sums[name])
    ]
    if wrong:
        raise TotalsDiffer(wrong)
    return {name: sums[name] for name in stated}
