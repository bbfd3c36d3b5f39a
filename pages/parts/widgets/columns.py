"""The format, width and tooltip of a table's columns.

Every date, month and moment in a table is written here. It stays a date underneath, so that it sorts as one.
"""

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.months import PERIOD
from pages.parts.words import IN_TABLES, say_money

# In pixels: a letter and a digit, a cell's padding, and the widths at which text is cut in a list and in a read-only
# table.
LETTER, DIGIT, GAP, WIDEST, WIDEST_READ = 6, 7, 28, 440, 560
# A text with more letters than this is wrapped, to this width in pixels and at most so many lines.
WRAPPED_FROM, WRAPPED, MOST_LINES = 60, 215, 5
WIDE_LETTER = 7  # with the room at the end of a line that the next word leaves
# In pixels: the height of a row, what each further line adds, and the least height at which Streamlit wraps a text.
ROW, LINE, WRAPS_FROM = 35, 18, 65
MONEY = pa.decimal128(18, 2)
WHOLE = "localized"  # Streamlit's format with separators, and with decimals only if there are any
# A month is its first day, and is told apart from a day by its type.
DAY, MONTH, MOMENT = pa.date32(), pa.date64(), pa.timestamp("us")
# As people write them, in Streamlit's notation, with the number of letters that the longest has.
DATES = {DAY: ("D MMM YYYY", 11), MONTH: ("MMMM YYYY", 14), MOMENT: ("D MMM YYYY, HH:mm", 18)}
NO_TOOLTIPS: Mapping[str, str] = MappingProxyType({})
NO_WIDTHS: Mapping[str, int] = MappingProxyType({})


def set_columns(
    table: pa.Table,
    widest: int = WIDEST,
    tooltips: Mapping[str, str] = NO_TOOLTIPS,
    numbers: Collection[str] = (),
    key: str = "",
    units: Collection[str] = (),
) -> dict[str, Any]:
    """Return each column's settings: numbers with separators, money at two decimals, and text as wide as the longest.

    All of these are by heading: `tooltips`, the `numbers` that are text already, the `units`, which have decimals only
    where they are not whole, and the `key` by which a user knows a row, which is the first column unless stated. It
    stays in view while the other columns scroll.
    """
    pinned = key or next(iter(table.column_names), None)
    settings: dict[str, Any] = {}
    for field in table.schema:
        common = {"help": tooltips.get(field.name), "pinned": field.name == pinned}
        if form := WHOLE if field.name in units else _format(field.type):
            width = _number_width(table[field.name], field.name)
            settings[field.name] = st.column_config.NumberColumn(format=form, width=width, **common)
        elif field.type in DATES:
            form, letters = DATES[field.type]
            width = LETTER * max(letters, len(field.name)) + GAP
            settings[field.name] = st.column_config.DatetimeColumn(format=form, width=width, **common)
        elif pa.types.is_string(field.type):
            settings[field.name] = st.column_config.TextColumn(
                width=_width(table[field.name], field.name, widest),
                alignment="right" if field.name in numbers else "left",
                **common,
            )
    return settings


def wrap_long(
    table: pa.Table, columns: Mapping[str, Any], widths: Mapping[str, int] = NO_WIDTHS
) -> tuple[dict[str, Any], int]:
    """Return a table's settings with the columns of long texts on several lines, and the height of its rows.

    Otherwise, every reason would be cut at the edge of a narrow window. If only a few texts are long, they are not
    wrapped, because all rows have the same height. `widths` are those of columns to wrap in any case.
    """
    texts = [field.name for field in table.schema if pa.types.is_string(field.type)]
    lengths = {name: pc.utf8_length(table[name]) for name in texts}
    long = [name for name in texts if (pc.quantile(lengths[name])[0].as_py() or 0) > WRAPPED_FROM]
    widths = {**dict.fromkeys(long, WRAPPED), **widths}
    wrapped = {name: {**columns[name], "width": width} for name, width in widths.items()}
    needed = (1 + pc.max(lengths[name]).as_py() * WIDE_LETTER // (width - GAP // 2) for name, width in widths.items())
    lines = min(MOST_LINES, max(needed, default=1))
    return {**columns, **wrapped}, max(WRAPS_FROM, ROW + LINE * (lines - 1)) if lines > 1 else ROW


def read_months(values: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """Return a column of periods such as 2026-03 as months. Any other column is unchanged."""
    periods = pc.unique(values).drop_null().to_pylist() if pa.types.is_string(values.type) else []
    if not periods or not all(map(PERIOD.fullmatch, periods)):
        return values
    return pc.binary_join_element_wise(values, "01", "-").cast(DAY).cast(MONTH)


def _number_width(numbers: pa.ChunkedArray, heading: str) -> int:
    extremes = pc.min_max(numbers).as_py().values()
    longest = max(len(say_money(number)) for number in extremes)
    return max(LETTER * len(heading), DIGIT * longest) + GAP


def _width(texts: pa.ChunkedArray, heading: str, widest: int) -> int:
    """Return a column's width in pixels. Streamlit looks only at the first rows, and cuts longer text further down."""
    longest = pc.max(pc.utf8_length(texts)).as_py() or 0
    return min(widest, LETTER * max(longest, len(heading)) + GAP)


def _format(kind: pa.DataType) -> str | None:
    if pa.types.is_decimal(kind):
        return IN_TABLES if kind.scale in {0, MONEY.scale} else f"%.{kind.scale}f"
    return WHOLE if pa.types.is_integer(kind) else None
