"""Words for values on screen: codes, amounts, counts, timestamps, and export text inside Markdown."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from close import texts
from close.store.datasets import DATASETS
from close.work import words

MARKUP = re.compile(r"([\\`*_\[\]{}<>()#!|$:~^&]|^[-+=])")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])")
# What becomes a link, an icon or an arrow even if it is escaped, unless something is between its letters. An e-mail
# address stays whole, so that it can be found and copied: its link only opens a mail to it.
_RENDERED = re.compile(
    r"(https?:(?=//)|www(?=\.)|:(?=material/|streamlit:)|(?<!\S)[-<>~](?=(?:->|[->=])(?:\s|$)))",
    re.IGNORECASE,
)

Colour = Literal["red", "green", "blue", "orange", "violet", "gray"]
COLOURS: dict[str, Colour] = {
    "exceptions": "red",
    "proven": "green",
    "attested": "blue",
    "waived": "violet",
    "prepared": "blue",
    "signed": "green",
    "suspended": "orange",
    "cannot_tell": "orange",
    "not_applicable": "gray",
}

YES_NO = {"Y": "yes", "N": "no"}

# Streamlit's name for accountants' notation in a column, and Vega's: `(` puts negatives in parentheses.
IN_TABLES = "accounting"
IN_CHARTS, ON_AXES = "(,.2f", "(,.0f"
# Pages find all words here.
CAUSE, say, say_value = words.CAUSE, words.say, words.say_value
say_money, say_day, say_count = texts.say_money, texts.say_date, texts.say_count
agree, list_words, say_directions = texts.agree, texts.list_words, texts.say_directions
say_quantity = texts.say_quantity


def say_tested(number: int, word: str = "row", plural: str = "") -> str:
    """Return how many things were tested: 1 row was tested."""
    return f"{say_count(number, word, plural)} {agree(number, 'was', 'were')} tested"


def say_article(about: str, number: int = 1, count: int = 1) -> str:
    """Return the label of a link to Omni's help, with the number of the article if there are several."""
    return f"Omni's help: {about}" + (f" ({number} of {count})" if count > 1 else "")


def say_least(is_partial: bool) -> str:
    """Return words to put before a count, if rows that it could include are left out."""
    return "at least " if is_partial else ""


def name_tie_out(row: Mapping[str, Any]) -> str:
    """Return a tie-out with its code: Ledger carries forward (T19)."""
    return f"{row['label']} ({row['tie_out']})"


def title(dataset: str) -> str:
    """Return the title of a dataset."""
    return DATASETS[dataset].title if dataset in DATASETS else dataset.replace("_", " ").capitalize()


def say_moment(moment: str | datetime) -> str:
    """Return a recorded time to the minute, in UTC but without the suffix: 31 Mar 2026, 17:05."""
    at = read_moment(moment) if isinstance(moment, str) else moment
    return f"{say_day(at)}, {at:%H:%M}"


def read_moment(moment: str) -> datetime:
    """Return a recorded time to the minute, for a column of a table, which then sorts by it. It is in UTC."""
    return datetime.fromisoformat(moment[:16])


def plain(value: object) -> str:
    """Return export text for use inside Markdown, so that it is never rendered as a link, a formula or a colour.

    Nor does it begin a list, or reverse the order of what follows it.
    """
    line = " ".join(texts.keep_order(str(value)).splitlines()).lstrip()
    escaped = MARKUP.sub(r"\\\1", _RENDERED.sub(rf"\1{texts.WORD_JOINER}", line))
    return _NUMBERED.sub(r"\1\\\2", escaped)
