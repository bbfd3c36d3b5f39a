"""The currencies that headers and cells state, which must be the one of the books."""

import re
from collections.abc import Iterable

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused

# Without the codes that are also words, such as ALL and TOP.
CODES = (
    "AED|ARS|AUD|BDT|BGN|BHD|BND|BRL|BWP|CAD|CHF|CLP|CNY|COP|CRC|CZK|DKK|EGP|EUR|FJD|GBP|GHS|HKD|HUF|IDR|ILS|INR|ISK|JMD"
    "|JOD|JPY|KES|KRW|KWD|KZT|LBP|LKR|MUR|MVR|MXN|MYR|NAD|NGN|NOK|NPR|NZD|OMR|PGK|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SBD|SEK"
    "|SGD|THB|TND|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VND|VUV|WST|XCD|XOF|XPF|ZAR|ZMW"
)
IN_CURRENCY = re.compile(rf"(?:\s*[(\[]|\s+[-–]?\s*(?:in )?)({CODES})[)\]]?$")
_THOUSANDS = "thousands|tausend|milliers|duizend(?:en)?|migliaia|milhares|miles de"
_SCALED = re.compile(
    rf"(?i:\b(?:{_THOUSANDS})\b|\b(?:in|nearest|per) (?:thousand|million)s?\b|\bmillions of\b)"
    r"|\b(?:in|x|×)\s*1[,.]?000\b|['’]000s?\b|\b000['’]?s\b|\(000s?\)"
    rf"|(?:[$€£¥]|\b(?:{CODES}))\s?(?:['’]?000s?|[kKmM]|[mM]n|[mM]io)\b"
    rf"|\bT(?:{CODES})\b|\bk(?:€|EUR|USD|GBP)(?!\w)"
)
_MARK = r"[A-Za-z]{0,3}\p{Sc}|\b[A-Z]{3}\b"
_AMOUNT = rf"[0-9].*({_MARK})|({_MARK}).*[0-9]"


class OtherCurrency(Refused):
    """A column of amounts in a different currency from that of the books, or from that of another column."""

    def __init__(self, line: int, header: str, books: str) -> None:
        super().__init__(
            f'Line {line}: the amounts under "{header}" are not in {books}. '
            "Run the report in the currency of the books and export it again."
        )


class MixedCurrencies(Refused):
    """A column with amounts in several currencies."""

    def __init__(self, header: str, one: tuple[int, str], other: tuple[int, str]) -> None:
        super().__init__(
            f'{header} has amounts in several currencies: line {one[0]} "{one[1]}" and line {other[0]} "{other[1]}". '
            "Run the report in the currency of the books and export it again."
        )


class ScaledAmounts(Refused):
    """A report in thousands or millions."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(
            f'Line {line} ("{text}") states that the amounts are in thousands or millions. '
            "Run the report with full amounts and export it again."
        )


def check_headers(line: int, headers: Iterable[str], books: str) -> None:
    """Raise OtherCurrency if a header states a different currency from the books, such as "Debit (USD)".

    If the currency of the books is unknown, the first header that states one decides. Raises ScaledAmounts.
    """
    for header in headers:
        if is_scaled(header):
            raise ScaledAmounts(line, header)
        stated = IN_CURRENCY.search(header)
        if stated and books and stated[1] != books:
            raise OtherCurrency(line, header, books)
        books = books or (stated[1] if stated else "")


def is_scaled(text: str) -> bool:
    """Return True if a text states amounts in thousands or millions: "EUR thousands", "$'000", "TEUR", "£m"."""
    return bool(_SCALED.search(text))


def find_marks(cells: pa.Array, lines: pa.Array) -> dict[str, tuple[int, str]]:
    """Return each currency sign or code in a column of amounts, with the line and text of its first cell."""
    marked = pc.fill_null(pc.match_substring_regex(cells, _AMOUNT), False)
    if not pc.any(marked).as_py():
        return {}
    texts, found = cells.filter(marked), dict[str, tuple[int, str]]()
    marks = pc.struct_field(pc.extract_regex(texts, f"(?P<mark>{_MARK})"), "mark")
    for mark in pc.unique(marks).to_pylist():
        row = pc.index(marks, mark).as_py()
        found[mark] = (lines.filter(marked)[row].as_py(), texts[row].as_py())
    return found
