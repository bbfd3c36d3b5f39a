"""The items on the worklist: the changes in their number and amount, the filters, and the table with tick boxes."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

import streamlit as st

from close.engine.slices import Among, Rows
from close.rules.answers import Answer
from close.work.checklist import CANNOT_TELL
from close.work.open_items import say_parts
from close.work.worklist import EXITS
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.url import take_choice
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import ask
from pages.parts.widgets.columns import set_columns
from pages.parts.widgets.filters import by_column, count
from pages.parts.widgets.filters import choose as choose_any
from pages.parts.widgets.paging import read_page
from pages.parts.widgets.panel import Picked
from pages.parts.widgets.tables import pick_row, row_keys, select_rows, to_table
from pages.parts.words import plain, say, say_money

PRIORITIES = ("high", "medium", "low")
OPEN = "open"
STATUS, MINE = "work-status", "mine-first"
CONTACT = "work-contact"  # also the parameter of a link to the items of one customer or supplier
NOBODY = "nobody"
TALL = 460
SIGN = "The effect on the gap is positive if Omni is higher, and in parentheses if the ledger is higher."
LABELS = {
    "ref": "Reference",
    "amount": "Amount",
    "cause": "Cause",
    "gap_amount": "Effect on the gap",
    "age_days": "Days",
    "priority": "Priority",
    "part": "What it affects",
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


def roll_forward(rows: Rows) -> list[Row]:
    """Return opening + new - cleared ± revalued = closing, and the part of the closing amount that is off the list."""
    new, cleared, carried = (_measure(rows.among("carried", [name])) for name in ("new", "cleared", "carried"))
    hidden = _measure(rows.among("status", [CANNOT_TELL]))
    unseen = _measure(rows.among("carried", [CANNOT_TELL]).among("status", [OPEN, *EXITS]))
    off = _measure(rows.among("status", EXITS))
    closing, amount = new.items + carried.items + unseen.items, new.amount + carried.amount + unseen.amount
    opening = _line(
        "Opening", carried.items + cleared.items + hidden.items, carried.before + cleared.before + hidden.before
    )
    return [
        opening,
        _line("+ New", new.items, new.amount),
        *([_line("+ Cannot tell: rows were left out last month", *unseen[:2])] if unseen.items else []),
        _line("− Cleared: fixed in data", cleared.items, cleared.before),
        *([_line("− Cannot tell: rows are left out", hidden.items, hidden.before)] if hidden.items else []),
        {"what": "± Revalued", "items": None, "money": carried.amount - carried.before},
        _line("= Closing", closing, amount),
        _line("− Explained, accrued, accepted", off.items, off.amount),
        _line("= Still open", closing - off.items, amount - off.amount),
    ]


class Part(NamedTuple):
    """Some items: their number, their amount, and their amount last month."""

    items: int
    amount: Decimal
    before: Decimal


def _measure(rows: Rows) -> Part:
    count, amounts = rows.measure("amount", "amount_before")
    return Part(count, amounts["amount"], amounts["amount_before"])


def _line(what: str, items: int, money: Decimal) -> Row:
    return {"what": what, "items": items, "money": money}


def draw_parts(context: PageContext) -> None:
    """Draw what the open items affect, with numbers that add up. With exports missing, nobody can tell the numbers."""
    if ask(context, "month_summary").table["open_items"][0].as_py() is not None:
        st.caption(plain(say_parts(ask(context, "open_items").table.to_pylist())))


def say_limits(rows: Rows) -> str:
    """Return the thresholds for priority and acceptance that apply to this month, which each row contains."""
    row = rows.page(0, 1).to_pylist()[0]
    high, medium = (say_money(row[name]) for name in ("_high_from", "_medium_from"))
    return (
        f"Priority is the effect of an item times its days: high from {high}, such as "
        f"{say_money(row['_high_from'] / 30)} for 30 days, and medium from {medium}. The effect is the one on stock "
        "and the stock account or, without one, on revenue. Items without an effect come last. "
        f"{_say_threshold(row['_threshold'])} {SIGN}"
    )


def _say_threshold(threshold: Decimal | None) -> str:
    if not threshold:
        return "No item can be accepted until the signing rules state an item threshold."
    return f"Items up to {say_money(threshold)} can be accepted (item threshold in the settings)."


def choose(context: PageContext, answer: Answer, me: str) -> Rows:
    """Return the filtered rows, highest effect × days first. With the toggle, the user's own rows come first."""
    if STATUS not in st.session_state:
        st.session_state[STATUS] = [_first_status(answer.rows)]
    rows = by_column(answer.rows, "status", "Status", STATUS)
    with st.container(horizontal=True):
        rows = by_column(rows, "priority", "Priority", "work-priority", order=PRIORITIES)
        rows = _by_assignee(rows)
    codes = sorted(count(rows, "cause_id"))
    st.session_state["work-cause"] = [code for code in st.session_state.get("work-cause", []) if code in codes]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.multiselect(
            "Causes",
            codes,
            format_func=lambda code: cause(code, context.period).name,
            key="work-cause",
            placeholder="All causes",
        )
        contact = _choose_contact(answer.rows)
        st.toggle(f"Mine first ({plain(me)})" if me else "Mine first", key=MINE, width="content", disabled=not me)
    rows = rows.among("cause_id", chosen) if chosen else rows
    rows = rows.among("contact", [contact]) if contact else rows
    return mine_first(rows, me) if me and st.session_state[MINE] else rows


def _choose_contact(rows: Rows) -> str | None:
    contacts = sorted(count(rows, "contact"))
    take_choice(CONTACT, contacts)
    return st.selectbox("Contact", contacts, index=None, key=CONTACT, placeholder="All contacts")


def _first_status(rows: Rows) -> str:
    """Return the first status to show: open items, unless a link asks for an item that is not open."""
    wanted = st.query_params.get("row")
    item = rows.among("item", [wanted]).page(0, 1)["status"].to_pylist() if wanted else []
    return item[0] if item else OPEN


def _by_assignee(rows: Rows) -> Rows:
    """Filter by assignee, where an item that is not assigned belongs to nobody."""
    counts = {row["assignee"] or NOBODY: row["count"] for row in rows.tally(["assignee"])}
    ordered = dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
    chosen = choose_any("Assigned to", ordered, "work-assignee")
    return rows.among("assignee", [None if name == NOBODY else name for name in chosen]) if chosen else rows


def mine_first(rows: Rows, me: str) -> Rows:
    """Return the user's own rows before the others, each group in its order."""
    own = tuple(name for name in count(rows, "assignee") if name.lower() == me.lower())
    return rows.put_first((Among("assignee", own),))


def pick(context: PageContext, answer: Answer, rows: Rows) -> list[Picked]:
    """Draw the rows and return the ticked ones. A single ticked row is written to the URL, and read from it."""
    page = read_page(answer, rows)
    keys = row_keys(page.table, answer.report.key)
    labelled = to_table(
        [_say_row(row, context.period, is_second=context.has_previous) for row in page.table.to_pylist()], LABELS
    )
    name = f"worklist-{context.period}-{context.manifest.number}-{hash(tuple(keys))}"
    picked = select_rows(labelled, keys, name, set_columns(labelled), many=True, tallest=TALL)
    return [pick_row(page, name, position) for position in picked]


def _say_row(row: Mapping[str, Any], period: str, *, is_second: bool) -> Row:
    """Return a row in words. Without exports of last month, nobody can tell whether it is new."""
    words = {name: say(row[name]) for name in ("priority", "part", "carried", "status", "assignee", "contact", "ref")}
    if not is_second:
        words["carried"] = None
    return {**row, **words, "cause": cause(row["cause_id"], period).name}
