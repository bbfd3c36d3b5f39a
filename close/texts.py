"""Text from outside, made safe to keep: file names, names of people, and notes. Amounts, counts and lists as text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath
from typing import Any

# Marks that turn around the order of the letters and digits after them, in the same line.
_TURNING = "\u202a-\u202e\u2066-\u2069"
_TURNED = re.compile(f"[{_TURNING}]")
# Between two letters it keeps them from being read as one sign. It has no width, and no line breaks there.
WORD_JOINER = "\u2060"
# A file name may contain any byte on Linux, and text that is pasted any control character. Lines and tabs are kept.
_CONTROL = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_TURNING}]")
# Windows has no files with these characters, or with the names of its devices, whatever follows their first dot.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\xb9\xb2\xb3]) *(?:\.|$)", re.IGNORECASE)
_LONGEST = 120  # characters of a file name, so that its path stays below the 260 of Windows
_MOST_BYTES = 240  # Linux takes 255


def make_valid(text: str) -> str:
    """Return text as valid Unicode, with a "?" in place of each surrogate without its partner."""
    return text.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """Return text as valid Unicode in its composed form (NFC). What cannot be stored becomes a "?" or a space."""
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", make_valid(text)))


def keep_order(text: str) -> str:
    """Return text for a line with others, without marks that would reverse what follows it, such as an amount."""
    return _TURNED.sub("", text)


def clean_all(value: Any) -> Any:
    """Return a record's value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: clean_all(each) for key, each in value.items()}
    return [clean_all(each) for each in value] if isinstance(value, (list, tuple)) else value


def is_device(name: str) -> bool:
    """Return True if Windows keeps a name for one of its devices, such as CON or aux.csv."""
    return bool(_DEVICE.match(name))


def name_everywhere(name: str, otherwise: str) -> str:
    """Return a file name that every system accepts, as close to `name` as possible, or `otherwise` if little is left.

    A long name is cut before its suffix.
    """
    plain = _FORBIDDEN.sub("_", clean(name)).strip(". ")
    suffix = PurePosixPath(plain).suffix
    suffix = suffix if len(suffix) < _LONGEST // 4 else ""
    stem = plain.removesuffix(suffix)
    while len(stem + suffix) > _LONGEST or len((stem + suffix).encode()) > _MOST_BYTES:
        stem = stem[:-1].rstrip(". ")
    plain = (stem + suffix).rstrip(". ")
    return f"_{plain}" if is_device(plain) else plain or otherwise


def say_money(amount: object, currency: str = "") -> str:
    """Return an amount with thousands separators and two decimals, negatives in parentheses.

    A blank is a dash, not zero.
    """
    if amount is None:
        return "–"
    value = round(Decimal(str(amount)), 2)
    text = f"({-value:,.2f})" if value < 0 else f"{abs(value):,.2f}"
    return f"{currency} {text}".strip()


def say_quantity(quantity: object) -> str:
    """Return a number of units or rows with thousands separators, and with decimals only if it is not whole."""
    return f"{Decimal(str(quantity)).normalize():,f}"


def say_date(day: date) -> str:
    """Return a date as screens show it: 5 Mar 2026. Windows has no directive for a day without its zero."""
    return f"{day.day} {day:%b %Y}"


def say_directions(net: Decimal, size: Decimal) -> str:
    """Return an amount as what goes up less what goes down: 4,289.92 less 72.02.

    `size` is the sum of the amounts that make up `net`, each regardless of its sign. It is blank if none cancel out.
    """
    up, down = (size + net) / 2, (size - net) / 2
    return f"{say_money(up)} less {say_money(down)}" if up and down else ""


def say_count(number: int, word: str, plural: str = "") -> str:
    """Return a number of things: 1 document, 1,200 documents. `plural` is needed if it is not the word with an s."""
    return f"{number:,} {agree(number, word, plural)}"


def agree(number: int, word: str, plural: str = "") -> str:
    """Return the form of a word that goes with a number: agree(1, "is", "are") is "is".

    `plural` is needed if it is not the word with an s.
    """
    return word if number == 1 else plural or f"{word}s"


def list_words(words: Iterable[str]) -> str:
    """Return words as they are listed in a sentence: stock, sales and cost of goods sold."""
    *others, last = tuple(words) or ("",)
    return f"{', '.join(others)} and {last}" if others else last


def write_value(value: object) -> object:
    """Return a value as JSON has it. An amount is text with all of its decimals, never a float."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value  # a moment is a date as well
