"""The few causes, or documents, that hold most of the money that somebody has to correct."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from close.work.open_items import say_base, say_parts
from pages.parts.frame.navigation import STORIES, link
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import Cause, cause
from pages.parts.widgets.answers import ask
from pages.parts.widgets.filters import choose_one
from pages.parts.words import plain, say, say_count, say_directions, say_money

Row = Mapping[str, Any]
CAUSES, DOCUMENTS = "Causes", "Documents"
LEVELS = {CAUSES: "cause", DOCUMENTS: "document"}
# At most so many rows, and no more than hold this part of the money in percent.
MOST, ENOUGH = 5, 80
NUMBERS = ("no", "one", "two", "three", "four", "five")


def draw_corrections(context: PageContext) -> None:
    """Draw the rows with the largest amounts, and a switch between causes and documents."""
    answer = ask(context, "correct_first")
    rows = answer.table.to_pylist()
    head = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    with head:
        place = st.empty()
        shown = choose_one("Show", list(LEVELS), "correct-level", hidden=True) if rows else CAUSES
    level = LEVELS[shown]
    chosen = choose_rows([row for row in rows if row["level"] == level])
    place.header(say_heading(chosen, level), anchor=False, width="content")
    for row in chosen:
        _draw_row(context, row)
    if any(row["effect"] is not None and row["effect"] < 0 for row in chosen):
        st.caption("Amounts in parentheses: the ledger is higher.")
    if not answer.is_whole:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption("There may be more, because evidence is missing.", width="content")
            link("coverage", "See what is missing", icon=":material/arrow_forward:")
    elif not rows:
        st.caption("No open items have to be corrected.")
    parts, count = _count_items(context)
    if rows:
        st.caption(
            plain(
                f"{say_base(parts)}.{_say_openings(context)} The largest amounts come first here. The worklist also "
                "weighs how long each item has been open."
            )
        )
        link(
            "worklist",
            say_all(count),
            ":material/arrow_forward:",
        )
        if count is not None:
            st.caption(plain(say_parts(parts)))


def _count_items(context: PageContext) -> tuple[list[Row], int | None]:
    """Return the open items by what they affect, and their number, or None if exports are missing."""
    parts = ask(context, "open_items").table.to_pylist()
    return parts, ask(context, "month_summary").table["open_items"][0].as_py()


def _say_openings(context: PageContext) -> str:
    """Return that opening balances are in the gap and not among the open items, if any differ."""
    amount = sum(row["openings"] or 0 for row in ask(context, "gap_split").table.to_pylist())
    return (
        f" Opening balances that differ, {say_money(amount)}, are in the gap as well, without a document."
        if amount
        else ""
    )


def say_all(count: int | None) -> str:
    """Return the words for the link to the worklist. Nobody can tell how many items are open if exports are missing."""
    return "All open items" if count is None else f"All {say_count(count, 'open item')}"


def choose_rows(rows: Sequence[Row]) -> list[Row]:
    """Return the first rows that hold enough of the money, or as many as are shown."""
    chosen: list[Row] = []
    for row in rows[:MOST]:
        chosen.append(row)
        if row["share"] is not None and row["share"] >= ENOUGH:
            break
    return chosen


def say_heading(rows: Sequence[Row], level: str) -> str:
    """Return how much of the money the rows hold, in words. An unknown effect is not part of it."""
    known = [row for row in rows if row["share"] is not None]
    if not known:
        return "Correct these first"
    share = known[-1]["share"]
    part = "all" if share == 100 else f"{share:.0f}%"
    subject = f"one {level} makes up" if len(known) == 1 else f"{NUMBERS[len(known)]} {level}s make up"
    return f"Correct these first: {subject} {part} of what has to be corrected"


def _draw_row(context: PageContext, row: Row) -> None:
    """Draw what to correct and how, with its effect on the right."""
    found = cause(row["cause_id"], context.period)
    with st.container(horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(gap=None, key=f"correct-{row['level']}-{row['position']}"):
            _draw_subject(row, found)
            what = say_count(row["documents"], "document") if row["level"] == "cause" else plain(found.name)
            st.caption(f"{what} · {plain(found.fix.split('. ')[0].removesuffix('.'))}")
        with st.container(gap=None, width="content"):
            st.markdown(plain(say_money(row["effect"])), text_alignment="right")
            if row["effect"] is not None and (directions := say_directions(row["effect"], row["size"])):
                st.caption(directions, text_alignment="right")


def _draw_subject(row: Row, found: Cause) -> None:
    """Draw a link to the documents of a cause, or to the history of a document. A ledger line has no history."""
    if row["level"] == "cause":
        link("bridge", found.name, view="Stock", cause=found.code)
        return
    words = f"{say(row['doc_type'])} {plain(row['ref'])}"
    if row["doc_type"] in STORIES:
        link("document", words, tooltip=row["contact"], ref=row["ref"])
    else:
        link("bridge", words, tooltip=row["contact"], view="Stock", cause=found.code)
