"""The warning about new dates in a month before the open one, whose figures change as well."""

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from close.texts import list_words
from close.work.corrections import Correction
from pages.parts.frame.page_context import PageContext
from pages.parts.words import agree, plain, say_count, say_day
from pages.worklist.trial.values import DATES, list_corrections, read_values, turn

NAMED = 5  # documents in the warning, before it counts the others


def list_earlier(corrections: Sequence[Correction], start: date) -> list[Correction]:
    """Return the corrections that set a date before the first day of the open month."""
    return [
        each for each in corrections if each.column in DATES and isinstance(each.value, date) and each.value < start
    ]


def say_earlier(earlier: Sequence[Correction], lock_date: date | None) -> str:
    """Return which months' figures the dates change, whether these are locked, and which documents they belong to."""
    refs = sorted({each.ref_key for each in earlier})
    days = sorted(each.value for each in earlier if isinstance(each.value, date))
    months = list(dict.fromkeys(f"{day:%B %Y}" for day in days))
    locked = f" The ledger is locked until {say_day(lock_date)}." if lock_date and days[0] <= lock_date else ""
    named = list_words([*refs[:NAMED], *([f"{len(refs) - NAMED:,} more"] if len(refs) > NAMED else [])])
    return (
        f"{say_count(len(earlier), 'new date')} {agree(len(earlier), 'falls', 'fall')} before the open month, so the "
        f"figures of {list_words(months)} change: {named}.{locked}"
    )


def draw_earlier(context: PageContext) -> None:
    """Draw the warning, and a button that moves the accounting dates among them to the first day of the open month."""
    start = context.month.start
    earlier = list_earlier(list_corrections(context), start)
    if not earlier:
        return
    st.warning(plain(say_earlier(earlier, context.settings.lock_date)), icon=":material/history:")
    booked = [each for each in earlier if each.column == "acct_date"]
    if booked:
        st.button(
            f"Use {say_day(start)} as the accounting date instead",
            on_click=partial(_book_in_open_month, context, booked),
            icon=":material/today:",
            help=f"In {say_count(len(booked), 'document')}.",
        )


def _book_in_open_month(context: PageContext, booked: Sequence[Correction]) -> None:
    for each in booked:
        read_values(context)[each.dataset, each.ref_key, each.column] = context.month.start
    turn()
