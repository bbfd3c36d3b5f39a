"""Tables as text: on screen a table is a picture of the rows and columns in view, so paper has all of them as text.

So has a phone, if the table is only to be read: the key of such a table begins with `read-`.
"""

import html
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import repeat

import pyarrow as pa
import streamlit as st

from pages.parts.words import say_count, say_day, say_moment, say_money

MOST = 300  # rows, about ten sheets
BLANK = "–"
MONTH = pa.date64()
SHORT, LONG = 18, 40  # letters of a text that is not broken, and from which it may take more room than others


def draw_hint(text: str, key: str) -> None:
    """Draw what a click does, which paper leaves out. `key` tells the hints of a page apart."""
    with st.container(key=f"hint-{key}"):
        st.caption(text)


@contextmanager
def draw_printed(key: str, table: pa.Table, numbers: Collection[str] = ()) -> Iterator[None]:
    """Draw a table as its block does on screen, and its rows as text, which the window or the paper shows instead.

    `key` is that of the table, and `numbers` are the columns whose numbers are text already.
    """
    with st.container(key=f"printed-{key}"):
        yield
        _draw_rows(table, numbers)


def _draw_rows(table: pa.Table, numbers: Collection[str]) -> None:
    rows = table.slice(0, MOST)
    if not rows.num_rows:
        return
    columns = [_write(rows[field.name].to_pylist(), field.type) for field in rows.schema]
    kinds = [_choose_class(field, texts, numbers) for field, texts in zip(rows.schema, columns, strict=True)]
    names = table.column_names
    heads = "".join(_draw_cell("th", kind, name) for kind, name in zip(kinds, names, strict=True))
    body = "".join(
        f"<tr>{''.join(map(_draw_cell, repeat('td'), kinds, texts, names))}</tr>"
        for texts in zip(*columns, strict=True)
    )
    left = table.num_rows - rows.num_rows
    more = f"<p>{say_count(left, 'more row')} not listed here. Download the list for all of them.</p>" if left else ""
    lines = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    # A long one scrolls on a phone, by keys as well.
    st.html(f'<div class="paper" tabindex="0">{lines}{more}</div>')


def _draw_cell(tag: str, kind: str, text: str, name: str = "") -> str:
    """Return a cell. One below another on a phone, it has its heading before it."""
    heading = f' data-heading="{html.escape(name)}"' if name else ""
    classes = f"{kind} blank" if text == BLANK else kind
    return f'<{tag} class="{classes}"{heading}>{html.escape(text)}</{tag}>'


def _choose_class(field: pa.Field, texts: Collection[str], numbers: Collection[str]) -> str:
    """Return how a column is set: numbers at the right, and short texts in one line."""
    if pa.types.is_decimal(field.type) or pa.types.is_integer(field.type) or field.name in numbers:
        return "number"
    longest = max(map(len, texts))
    return "short" if longest <= SHORT else "long" if longest > LONG else "text"


def _write(values: list[object], kind: pa.DataType) -> list[str]:
    return [BLANK if value is None else _say(value, kind) for value in values]


def _say(value: object, kind: pa.DataType) -> str:
    if isinstance(value, Decimal):
        return say_money(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, date):
        return (
            f"{value:%B %Y}" if kind == MONTH else say_moment(value) if isinstance(value, datetime) else say_day(value)
        )
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
