"""Tables for users: labels from the SQL, words for codes, flags in a single column, and the selected row in the URL."""

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.engine.slices import Rows
from close.rules.answers import Answer
from close.rules.queries import Column
from pages.parts.paper import draw_printed
from pages.parts.widgets.columns import (
    MONEY,
    NO_WIDTHS,
    ROW,
    WIDEST,
    WIDEST_READ,
    read_months,
    set_columns,
    wrap_long,
)
from pages.parts.widgets.paging import Page, read_page
from pages.parts.widgets.panel import Picked, select_row
from pages.parts.words import plain, say_day, say_value

FLAG = re.compile(r"^([A-Z]{1,2}\d+) (.+)$")
FLAGS = "flags"
NO_DATE, BLANK = "no date", "–"
# The columns by which a user knows a row, the best first.
KNOWN_BY = ("order_ref", "ref", "reference", "product", "product_code")
TALL, TALLEST, HEAD = 560, 2000, 38
WIDEST_FLAGS = 700  # pixels, so that three flags of a row are not cut


def flags(answer: Answer) -> dict[str, Column]:
    """Return an answer's Y/N columns whose label begins with a flag code, by code.

    The rule: statuses-and-flags.md#flags.
    """
    found = {FLAG.match(column.label): column for column in answer.report.columns}
    return {match[1]: column for match, column in found.items() if match}


def name_flag(column: Column) -> str:
    """Return a flag in words with its code, such as Moved, no accounting date (SC1)."""
    match = FLAG.match(column.label)
    return f"{match[2][:1].upper()}{match[2][1:]} ({match[1]})" if match else column.label


def pick(answer: Answer, rows: Rows, columns: Sequence[str] = ()) -> Picked | None:
    """Draw a page of the rows, and return the selected one, or None. Its key is written to the URL, and read from it.

    `columns` are those to show, in that order, few enough to be seen together. Without them, all are shown in the order
    of the SQL. The detail and the downloads always show all. `flags` is the column that combines the flags.
    """
    page = read_page(answer, rows)
    table = page.table
    keys = row_keys(table, answer.report.key)
    name = name_list(answer, keys)
    shown = columns or _list_readable(answer)
    labelled, known_by = _label(answer, table, shown), next((name for name in KNOWN_BY if name in shown), shown[0])
    heading = labelled.column_names[shown.index(known_by)]
    widest = WIDEST_FLAGS if FLAGS in shown else WIDEST
    counted = [labelled.column_names[shown.index(name)] for name in answer.report.units if name in shown]
    settings = set_columns(labelled, widest, _explain_headings(answer), key=heading, units=counted)
    picked = select_rows(labelled, keys, name, settings)
    return pick_row(page, name, picked[0]) if picked else None


def name_list(answer: Answer, keys: Sequence[str]) -> str:
    """Return the widget's name of an answer's rows. Other rows have another one, because a selection is a position."""
    report, digest = answer.report, hashlib.sha256("\n".join(keys).encode()).hexdigest()[:12]
    return f"table-{report.name}-v{report.version}-{answer.period}-{answer.manifest}-{digest}"


def pick_row(page: Page, name: str, position: int) -> Picked:
    """Return the row at a position of a page, whose table has this name."""
    row = page.table.slice(position, 1).to_pylist()[0]
    return Picked(row, name, position, page.table.num_rows, page.before, page.whole)


def select_rows(
    labelled: pa.Table,
    keys: Sequence[str],
    name: str,
    columns: Mapping[str, Any],
    *,
    many: bool = False,
    tallest: int = TALL,
    widths: Mapping[str, int] = NO_WIDTHS,
) -> list[int]:
    """Draw rows to select one, or `many`, and return the positions selected.

    A single selection is written to the URL by its key, and read from it. `name` is the widget's name, and `tallest`
    its maximum height in pixels. `columns` and `widths` are those of `select`.
    """
    in_url = st.query_params.get("row")
    held = [keys.index(in_url)] if in_url in keys else []
    picked = select(labelled, name, columns, many=many, tallest=tallest, held=held, widths=widths)
    _write_url([keys[row] for row in picked])
    return picked


def select(
    table: pa.Table,
    name: str,
    columns: Mapping[str, Any],
    *,
    many: bool = False,
    tallest: int = TALL,
    held: Sequence[int] = (),
    widths: Mapping[str, int] | None = NO_WIDTHS,
) -> list[int]:
    """Draw a table to select a row, or `many`, by its box or by any of its cells. Return the positions selected.

    `columns` are the settings by heading, and `held` are the rows that are selected until somebody selects another.
    `widths` are those of columns whose texts take several lines. With None, each row is a single line.
    """
    wrapped, row = (columns, ROW) if widths is None else wrap_long(table, columns, widths)
    with draw_printed(name, table):
        state = st.dataframe(
            table,
            key=name,
            on_select=partial(_select_row_of_cell, name),
            selection_mode=["multi-row" if many else "single-row", "single-cell"],
            selection_default={"selection": {"rows": list(held)}} if held else None,
            hide_index=True,
            lazy=False,
            height=min(tallest, HEAD + row * max(table.num_rows, 1)),
            row_height=row,
            column_config=wrapped,
            placeholder=BLANK,
        )
    return [row for row in state["selection"]["rows"] if row < table.num_rows]


def _select_row_of_cell(name: str) -> None:
    if cells := st.session_state[name]["selection"]["cells"]:
        select_row(name, cells[0][0])


def draw(rows: Sequence[Mapping[str, Any]], key: str, numbers: Sequence[str] = (), /, **labels: str) -> None:
    """Draw a read-only table, with money formatted as money. `labels` are its columns. Only a very long one scrolls.

    On a phone, each row is a block of lines, because no column may be out of sight where nothing can be selected.
    `numbers` are the columns whose numbers are text already, such as money in one row and a count in the next.
    """
    draw_table(to_table(rows, labels), key, numbers=[labels[name] for name in numbers])


def draw_table(table: pa.Table, key: str, widest: int = WIDEST_READ, numbers: Sequence[str] = ()) -> None:
    """Draw a table as `draw` does, with no column wider than so many pixels. `numbers` are headings."""
    with draw_printed(f"read-{key}", table, numbers):
        st.dataframe(
            table,
            key=key,
            hide_index=True,
            lazy=False,
            height=min(TALLEST, HEAD + ROW * max(table.num_rows, 1)),
            column_config=set_columns(table, widest, numbers=numbers),
            placeholder=BLANK,
        )


def draw_facts(facts: Mapping[str, object]) -> None:
    """Draw facts by name, in a table without headings. A fact that is not known is a dash."""
    rows = [{"fact": name, "value": plain(_say_fact(value))} for name, value in facts.items()]
    st.table(rows, hide_header=True, hide_index=True)


def _say_fact(value: object) -> object:
    return BLANK if value is None else say_day(value) if isinstance(value, date) else value


def to_table(rows: Sequence[Mapping[str, Any]], labels: Mapping[str, str]) -> pa.Table:
    """Return records as a table of the labelled columns that any of them has, with money at two decimals."""
    names = [name for name in labels if any(name in row for row in rows)]
    columns = [[_round(row.get(name)) for row in rows] for name in names]
    arrays = [read_months(pa.array(c, MONEY if any(isinstance(v, Decimal) for v in c) else None)) for c in columns]
    return pa.table(arrays, names=[labels[name] for name in names])


def _round(value: object) -> object:
    return round(value, MONEY.scale) if isinstance(value, Decimal) else value


def row_keys(table: pa.Table, key: Sequence[str]) -> list[str]:
    """Return the key of each row as text, as in the URL."""
    texts = [pc.fill_null(table[name].cast(pa.string()), "") for name in key]
    return pc.binary_join_element_wise(*texts, "|").to_pylist() if table.num_rows else []


def _write_url(picked: Sequence[str]) -> None:
    if len(picked) != 1:
        st.query_params.pop("row", None)
    elif st.query_params.get("row") != picked[0]:
        st.query_params["row"] = picked[0]


def _explain_headings(answer: Answer) -> dict[str, str]:
    """Return the tooltip for each heading that has one."""
    return {column.label: column.tooltip for column in answer.report.columns if column.tooltip}


def _list_readable(answer: Answer) -> list[str]:
    """Return the columns to show to users, without lineage or codes, and with the flags together at the end."""
    coded = {column.name for column in flags(answer).values()}
    hidden = {column.name for column in answer.report.columns if column.is_lineage or column.is_code} | coded
    return [*(column.name for column in answer.report.columns if column.name not in hidden), *[FLAGS] * bool(coded)]


def _label(answer: Answer, table: pa.Table, columns: Sequence[str]) -> pa.Table:
    coded = flags(answer).values()
    labels = {column.name: column.label for column in answer.report.columns}
    arrays = [_name_flags(coded, table) if name == FLAGS else _say_values(table[name], name) for name in columns]
    return pa.table(arrays, names=[labels.get(name, "Flags") for name in columns])


def _name_flags(columns: Iterable[Column], table: pa.Table) -> pa.ChunkedArray:
    """Return the flags of each row, in words and by code. A blank flag, which nothing tests, hides no other."""
    set_ones = {name_flag(column): pc.equal(table[column.name], "Y").fill_null(False) for column in columns}
    names = [pc.if_else(is_set, f"{label}; ", "") for label, is_set in set_ones.items()]
    joined = pc.utf8_rtrim(pc.binary_join_element_wise(*names, ""), "; ")
    return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), joined)


def _say_values(values: pa.ChunkedArray, name: str) -> pa.ChunkedArray | pa.Array:
    """Return a column's values in words, an empty one as a blank. Dates and months stay as they are, so they sort."""
    values = read_months(values)
    if not pa.types.is_string(values.type):
        return values
    coded = values.combine_chunks().dictionary_encode()
    words = pa.array([say_value(value, name) or None for value in coded.dictionary.to_pylist()], pa.string())
    return words.take(coded.indices)
