"""The items on the worklist: the changes in their number and amount, the filters, and the table with tick boxes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.rules.answers import Answer
from close.work.worklist import EXITS
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import total, where
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.tables import row_keys, select_rows, to_table
from pages.parts.words import say, say_money

OPEN = "open"
STATUS, MINE = "work-status", "mine-first"
NOBODY = "nobody"
TALL = 460
LABELS = {
    "ref": "Reference",
    "amount": "Amount",
    "age_days": "Days",
    "priority": "Priority",
    "cause": "Cause",
    "assignee": "Assigned to",
    "due": "Due",
    "carried": "Since last month",
    "status": "Status",
    "open_comments": "Comments",
    "contact": "Contact",
    "amount_before": "Last month",
}
ROLL = {"what": "", "items": "Items", "money": "Amount"}

Row = dict[str, Any]


def roll_forward(table: pa.Table) -> list[Row]:
    """Return opening + new - cleared ± revalued = closing, and the part of the closing amount that is off the list."""
    new, cleared, carried = (where(table, "carried", [name]) for name in ("new", "cleared", "carried"))
    closing = where(table, "carried", ["new", "carried"])
    off = where(closing, "status", EXITS)
    count = carried.num_rows + cleared.num_rows
    opening = total(table, "amount_before")
    revalued = total(carried, "amount") - total(carried, "amount_before")
    return [
        _line("Opening", count, opening),
        _line("+ New", new.num_rows, total(new, "amount")),
        _line("− Cleared: fixed in data", cleared.num_rows, total(cleared, "amount_before")),
        {"what": "± Revalued", "items": None, "money": revalued},
        _line("= Closing", closing.num_rows, total(closing, "amount")),
        _line("− Explained, accrued, accepted", off.num_rows, total(off, "amount")),
        _line("= Still open", closing.num_rows - off.num_rows, total(closing, "amount") - total(off, "amount")),
    ]


def _line(what: str, items: int, money: Decimal) -> Row:
    return {"what": what, "items": items, "money": money}


def say_limits(table: pa.Table) -> str:
    """Return the thresholds for priority and acceptance that apply to this month, which each row contains."""
    row = table.slice(0, 1).to_pylist()[0]
    high, medium, threshold = (say_money(row[name]) for name in ("_high_from", "_medium_from", "_threshold"))
    return (
        f"Priority is amount × days: high from {high} ({say_money(row['_high_from'] / 30)} for 30 days), "
        f"medium from {medium}. Items up to {threshold} can be accepted (item threshold in the settings)."
    )


def choose(context: PageContext, answer: Answer, me: str) -> pa.Table:
    """Return the filtered rows, highest money × days first. With the toggle, the user's own rows come first."""
    if STATUS not in st.session_state:
        st.session_state[STATUS] = [_first_status(answer.table)]
    table = by_column(answer.table, "status", "Status", STATUS)
    with st.container(horizontal=True):
        table = by_column(table, "priority", "Priority", "work-priority")
        table = by_column(with_assignee(table), "assigned", "Assigned to", "work-assignee")
    codes = sorted(set(table["cause_id"].to_pylist()))
    st.session_state["work-cause"] = [code for code in st.session_state.get("work-cause", []) if code in codes]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Causes",
            codes,
            format_func=lambda code: cause(code, context.period).name,
            key="work-cause",
            placeholder="All causes",
        )
        st.toggle(f"Mine first ({me})", key=MINE, width="content")
    table = where(table, "cause_id", chosen) if chosen else table
    return mine_first(table, me) if st.session_state[MINE] else table


def _first_status(table: pa.Table) -> str:
    """Return the first status to show: open items, unless a link asks for an item that is not open."""
    item = where(table, "item", [st.query_params.get("row", "")])
    return item["status"][0].as_py() if item.num_rows else OPEN


def with_assignee(table: pa.Table) -> pa.Table:
    """Return the rows with a column `assigned`, which says nobody if the item is not assigned."""
    return table.append_column("assigned", pc.fill_null(table["assignee"], NOBODY))


def mine_first(table: pa.Table, me: str) -> pa.Table:
    """Return the user's own rows before the others, each group in its order."""
    own = pc.fill_null(pc.equal(pc.utf8_lower(table["assignee"]), me.lower()), False)
    return pa.concat_tables([table.filter(own), table.filter(pc.invert(own))])


def pick(context: PageContext, answer: Answer, table: pa.Table) -> list[Row]:
    """Draw the rows and return the ticked ones. A single ticked row is written to the URL, and read from it."""
    keys = row_keys(table, answer.report.key)
    labelled = to_table([_say_row(row, context.period) for row in table.to_pylist()], LABELS)
    name = f"worklist-{context.period}-{context.manifest.number}-{hash(tuple(keys))}"
    picked = select_rows(labelled, keys, name, many=True, tallest=TALL)
    return table.take(pa.array(picked, pa.int64())).to_pylist()


def _say_row(row: Mapping[str, Any], period: str) -> Row:
    words = {name: say(row[name]) for name in ("priority", "carried", "status", "assignee", "contact", "ref")}
    return {**row, **words, "cause": cause(row["cause_id"], period).name, "due": row["due"] and str(row["due"])}
