"""The currencies that headers state, which must be the one of the books."""

import re
from collections.abc import Iterable

from close.errors import Refused

# Without the codes that are also words, such as ALL and TOP.
CODES = (
    "AED|ARS|AUD|BDT|BGN|BHD|BND|BRL|BWP|CAD|CHF|CLP|CNY|COP|CRC|CZK|DKK|EGP|EUR|FJD|GBP|GHS|HKD|HUF|IDR|ILS|INR|ISK|JMD"
    "|JOD|JPY|KES|KRW|KWD|KZT|LBP|LKR|MUR|MVR|MXN|MYR|NAD|NGN|NOK|NPR|NZD|OMR|PGK|PHP|PKR|PLN|QAR|RON|RSD|RUB|SAR|SBD|SEK"
    "|SGD|THB|TND|TRY|TTD|TWD|TZS|UAH|UGX|USD|UYU|UZS|VND|VUV|WST|XCD|XOF|XPF|ZAR|ZMW"
)
# Blanks are tried only from where they begin: thousands of them in a header would take the cube of their number.
IN_CURRENCY = re.compile(rf"(?<!\s)(?:\s*+[(\[]|\s++[-–]?\s*+(?:in )?)({CODES})[)\]]?$")
_THOUSANDS = "thousands|tausend|milliers|duizend(?:en)?|migliaia|milhares|miles de"
_SCALED = re.compile(
    rf"(?i:\b(?:{_THOUSANDS})\b|\b(?:in|nearest|per) (?:thousand|million)s?\b|\bmillions of\b)"
    r"|\b(?:in|x|×)\s*1[,.]?000\b|['’]000s?\b|\b000['’]?s\b|\(000s?\)"
    rf"|(?:[$€£¥]|\b(?:{CODES}))\s?(?:['’]?000s?|[kKmM]|[mM]n|[mM]io)\b"
    rf"|\bT(?:{CODES})\b|\bk(?:€|EUR|USD|GBP)(?!\w)"
)


class OtherCurrency(Refused):
    """A column of amounts in a different currency from that of the books, or from that of another column."""

    def __init__(self, line: int, header: str, books: str) -> None:
        super().__init__(
            f'Line {line}: the amounts under "{header}" are not in {books}. '
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
