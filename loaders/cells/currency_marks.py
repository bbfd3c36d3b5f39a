"""The signs and codes of currencies in cells with amounts, which must be those of the books."""

import re
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.cells.currencies import CODES
from loaders.cells.stated_currencies import read_name

_SIDE = r"(?i)[cd]r\.?$"
_MARK = r"(?P<mark>\p{L}{0,3}\p{Sc}|\p{L}+)"
# What the cells of amounts may contain besides digits, see `amounts`.
_IS_MARK = re.compile(r".*\W|[A-Z]{3}|RM|Rs|Rp|R|Php|kr|Kč|zł|Ft")
_CODES = frozenset(CODES.split("|"))
_DOLLARS = frozenset(
    re.findall(
        "[A-Z]+",
        "ARS AUD BBD BMD BND BRL BSD BZD CAD CLP COP DOP FJD GYD HKD JMD KYD LRD MXN NAD NIO NZD SBD SGD SRD TTD TWD"
        " USD UYU XCD",
    )
)
# The signs that a line of text seldom contains, in addition to those in `stated_currencies`.
_SIGNS: Mapping[str, frozenset[str]] = {
    "$": _DOLLARS,
    "R$": frozenset({"BRL"}),
    "MX$": frozenset({"MXN"}),
    "£": frozenset({"GBP", "EGP", "LBP"}),
    "₩": frozenset({"KRW"}),
    "₪": frozenset({"ILS"}),
    "₫": frozenset({"VND"}),
    "₱": frozenset({"PHP"}),
    "₺": frozenset({"TRY"}),
    "₽": frozenset({"RUB"}),
    "₴": frozenset({"UAH"}),
    "₦": frozenset({"NGN"}),
    "฿": frozenset({"THB"}),
    "RM": frozenset({"MYR"}),
    "Rs": frozenset({"INR", "LKR", "MUR", "NPR", "PKR"}),
    "Rp": frozenset({"IDR"}),
    "R": frozenset({"ZAR"}),
    "Php": frozenset({"PHP"}),
    "kr": frozenset({"DKK", "ISK", "NOK", "SEK"}),
    "Kč": frozenset({"CZK"}),
    "zł": frozenset({"PLN"}),
    "Ft": frozenset({"HUF"}),
}


class MixedCurrencies(Refused):
    """A column with amounts in several currencies."""

    def __init__(self, header: str, one: tuple[int, str], other: tuple[int, str]) -> None:
        super().__init__(
            f'{header} has amounts in several currencies: line {one[0]} "{one[1]}" and line {other[0]} "{other[1]}". '
            "Run the report in the currency of the books and export it again."
        )


class ForeignAmounts(Refused):
    """A column of amounts with the sign or code of a different currency from that of the books."""

    def __init__(self, line: int, header: str, text: str, books: str) -> None:
        super().__init__(
            f'Line {line}, {header}: "{text}" is not in {books}. '
            "Run the report in the currency of the books and export it again."
        )


def find_marks(cells: pa.Array, lines: pa.Array) -> dict[str, tuple[int, str]]:
    """Return each currency sign or code in a column of amounts, with the line and text of its first cell."""
    marked = pc.fill_null(pc.match_substring_regex(cells, r"[0-9].*[\p{L}\p{Sc}]|[\p{L}\p{Sc}].*[0-9]"), False)
    if not pc.any(marked).as_py():
        return {}
    texts, found = cells.filter(marked), dict[str, tuple[int, str]]()
    marks = pc.struct_field(pc.extract_regex(pc.replace_substring_regex(texts, _SIDE, ""), _MARK), "mark")
    for mark in filter(None, pc.unique(marks).to_pylist()):
        if _IS_MARK.fullmatch(mark):
            row = pc.index(marks, mark).as_py()
            found[mark] = (lines.filter(marked)[row].as_py(), texts[row].as_py())
    return found


def check_marks(header: str, found: Mapping[str, tuple[int, str]], books: str) -> None:
    """Check that the amounts of a column are in the currency of the books, or in one if that is unknown.

    Raises MixedCurrencies, ForeignAmounts.
    """
    if len(found) > 1:
        raise MixedCurrencies(header, *list(found.values())[:2])
    for mark, (line, text) in found.items():
        if books and not _may_mean(mark, books.strip().upper()):
            raise ForeignAmounts(line, header, text, books)


def _may_mean(mark: str, books: str) -> bool:
    """Return True if a sign or code may be that of the books.

    A sign that is unknown may be that of books in a rare currency. Three letters that are no code may mean anything.
    """
    letters = mark.rstrip("$€£¥")
    name = letters if letters in _CODES else mark
    possible = _SIGNS.get(name) or read_name(name)
    if possible <= _CODES | _DOLLARS:
        return books in possible
    return name.isalpha() or books not in _CODES
