"""The currency and the scale that a line of text states for all amounts of a report, such as "All amounts in USD"."""

import re
from collections.abc import Iterable

from close.errors import Refused
from loaders.cells.currencies import CODES, IN_CURRENCY, ScaledAmounts, is_scaled

_DOLLARS = frozenset({"AUD", "CAD", "FJD", "HKD", "NZD", "SGD", "TWD", "USD"})
# The names and signs of currencies, the more specific ones first.
_NAMES = {
    r"(?:US|U\.S\.|United States|American) dollars?|US\$": {"USD"},
    r"(?:Australian|AU) dollars?|AU?\$": {"AUD"},
    r"(?:New Zealand|NZ) dollars?|NZ\$": {"NZD"},
    r"Canadian dollars?|CA?\$": {"CAD"},
    r"Singapore(?:an)? dollars?|S\$": {"SGD"},
    r"Hong Kong dollars?|HK\$": {"HKD"},
    r"Fiji(?:an)? dollars?|FJ\$": {"FJD"},
    r"(?:New )?Taiwan dollars?|NT\$": {"TWD"},
    r"dollars?|\$": _DOLLARS,
    r"euros?|€": {"EUR"},
    r"(?:British |GB )?pounds?(?: sterling)?|sterling|£": {"GBP"},
    r"(?:Japanese )?yen": {"JPY"},
    r"¥": {"JPY", "CNY"},
    r"(?:Chinese )?yuan|renminbi|RMB": {"CNY"},
    r"(?:Swiss )?francs?": {"CHF"},
    r"(?:South African )?rand": {"ZAR"},
    r"(?:Indian )?rupees?|₹": {"INR"},
    r"ringgit": {"MYR"},
    r"baht": {"THB"},
    r"Danish kron(?:er?|e)": {"DKK"},
    r"Norwegian kron(?:er?|e)": {"NOK"},
    r"Swedish kron(?:or|a)": {"SEK"},
    r"z[lł]oty(?:ch)?": {"PLN"},
    r"dirhams?": {"AED"},
}
_NAME = "|".join(_NAMES)
_ONE = rf"(?<!\w)(?:{CODES}|{_NAME})(?!\w)"
_EACH = re.compile(_ONE, re.IGNORECASE)
_STATED = re.compile(
    rf"\bcurrenc(?:y|ies)\b[^0-9]*?(?P<listed>{_ONE}.*)"
    r"|\b(?:amounts?|figures?|values?|balances?|prices?|costs?|sums?|all|everything|expressed|presented|reported|stated"
    rf"|shown|denominated|valued|converted|translated)\b.*\b(?:in|to|into)\W+(?P<shown>{_ONE})"
    rf"|\b(?:in|en|em)\W+(?P<last>{_ONE})\W*$"
    rf"|^\W*(?:in )?(?P<alone>{_ONE}(?:\W+{_ONE})*)\W*$|^\W*(?P<first>{_ONE})\W+(?:amounts|figures|values|only)\b",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"^\W*accounts?\b(?! transactions)", re.IGNORECASE)


class OtherReportCurrency(Refused):
    """A report that states a different currency from that of the books above or below its rows."""

    def __init__(self, line: int, text: str, books: str) -> None:
        super().__init__(
            f'Line {line} ("{text}") states that the amounts are not in {books}. '
            "Run the report in the currency of the books and export it again."
        )


def check_lines(lines: Iterable[tuple[int, str]], books: str) -> str:
    """Return the text of the first line that states a currency, or a blank.

    `books` is the currency of the books, or blank if it is unknown. Raises OtherReportCurrency, ScaledAmounts.
    """
    first = ""
    for line, text in lines:
        if is_scaled(text):
            raise ScaledAmounts(line, text)
        stated = find_currencies(text)
        if books and any(books not in possible for possible in stated):
            raise OtherReportCurrency(line, text, books)
        first = first or (text if stated else "")
    return first


def find_currencies(text: str) -> list[frozenset[str]]:
    """Return the currencies that a line states for the amounts, each as the codes that its name may mean.

    The name of an account, a customer or the organisation may contain a currency, which then states nothing.
    """
    if _ACCOUNT.search(text):
        return []
    match = _STATED.search(text)
    if not match:
        code = IN_CURRENCY.search(text)
        return [frozenset({code[1]})] if code else []
    stated = next(filter(None, match.groups()))
    return [read_name(found) for found in _EACH.findall(stated)]


def read_name(text: str) -> frozenset[str]:
    """Return the codes that a name, sign or code of a currency may mean. An unknown one means only itself."""
    named = (codes for name, codes in _NAMES.items() if re.fullmatch(name, text, re.IGNORECASE))
    return frozenset(next(named, {text.upper()}))
