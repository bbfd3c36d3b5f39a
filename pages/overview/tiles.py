"""Last month, this one and the next as tiles: how far each is closed, what has landed for it, and the way there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from close.store.seals import MONTH
from pages.bridge import walk
from pages.parts import words
from pages.parts.frame.page_context import PageContext, data_landings, link, month_name, months
from pages.parts.money import say_money
from pages.parts.month import landed, signing
from pages.parts.month.summary import progress
from pages.parts.widgets.answers import ask, where
from pages.parts.words import Colour, say

# How wide each is beside the others, and the arrow of its link.
MONTHS = {
    "Last month": (2, ":material/arrow_back:"),
    "This month": (3, None),
    "Next month": (2, ":material/arrow_forward:"),
}
# In pixels: the room that is kept while the months are worked out.
TALL = 220
NOT_BEGUN = "not begun"
STATES: Mapping[str, tuple[Colour, str | None]] = {
    **signing.STATES,
    "open": ("orange", ":material/pending:"),
    NOT_BEGUN: ("gray", None),
}


def draw(context: PageContext) -> None:
    """The three months, each in its box; last month, which may have to be worked out, comes after what is known.

    Of the next only landings are told: figures of a month that is hardly begun would take long and say little.
    """
    columns = st.columns([width for width, _ in MONTHS.values()], border=True)
    periods = (context.month.previous.period, context.period, context.month.next.period)
    places = {name: (column, period) for name, column, period in zip(MONTHS, columns, periods, strict=True)}
    for name in ("This month", "Next month", "Last month"):
        column, period = places[name]
        with column:
            _draw_month(name, replace(context, period=period))


def state_of(context: PageContext) -> str:
    """How far a month is closed, in a word: sealed, signed, prepared, suspended, open, or nothing has landed for it."""
    if not has_begun(context):
        return NOT_BEGUN
    found = signing.look(context, MONTH).state
    if found == "signed" and signing.is_sealed(context):
        return "sealed"
    return "open" if found == "unsigned" else found


def has_begun(context: PageContext) -> bool:
    """Whether anything but settings has landed for the month."""
    return any(record.period == context.period for record in data_landings(context.manifest))


def unexplained(context: PageContext) -> Decimal | None:
    """What the legs of the bridge leave unexplained, without signs; None where the balances have not landed."""
    legs = walk.legs(ask(context, "bridge").table.to_pylist(), ask(context, "balances").table.to_pylist()[0])
    return walk.unexplained(legs) if legs else None


def open_items(context: PageContext) -> int:
    """Items of the worklist that have no exit."""
    return where(ask(context, "worklist").table, "status", ["open"]).num_rows


def _draw_month(name: str, month: PageContext) -> None:
    state = state_of(month)
    colour, icon = STATES[state]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(name, width="content")
        st.badge(state.capitalize(), color=colour, icon=icon, width="content")
    _draw_name(name, month)
    lacks = landed.missing_exports(month)
    if name == "This month":
        _draw_progress(month)
        _draw_large(month)
    elif name == "Next month" or state == NOT_BEGUN:
        _draw_landed(month, lacks)
    else:
        _draw_small(month, lacks)


def _draw_name(name: str, month: PageContext) -> None:
    """The way to the month; the one on screen is no link, and of one that cannot be chosen yet exports are dropped."""
    said, icon = f"**{month_name(month.period)}**", MONTHS[name][1]
    if name == "This month":
        st.markdown(said)
    elif month.period in months(month.manifest):
        link("overview/overview", said, icon=icon, period=month.period)
    else:
        st.markdown(said)
        link("data/upload", "Upload exports", icon=":material/upload:")


def _draw_progress(month: PageContext) -> None:
    """How much of the checklist is done, and what the rest is."""
    steps = progress(month)
    counts = {state: len(steps.of(state)) for state in ("exceptions", "suspended", "open", "n/a")}
    rest = [f"{count} {str(say(state)).lower()}" for state, count in counts.items() if count]
    done = f"{steps.done} of {steps.applicable} steps proven, attested, waived or signed"
    st.progress(steps.done / max(steps.applicable, 1), text=" · ".join([done, *rest]))


def _draw_large(month: PageContext) -> None:
    with st.container(horizontal=True):
        st.metric("Left unexplained", say_money(unexplained(month), month.settings.currency), width="content")
        st.metric("Open items", f"{open_items(month):,}", width="content")


def _draw_small(month: PageContext, lacks: Sequence[str]) -> None:
    steps, rest = progress(month), unexplained(month)
    lines = [
        f"**{steps.done} of {steps.applicable}** steps done",
        f"**{say_money(rest, month.settings.currency)}** unexplained",
        f"**{open_items(month):,}** open items",
        f":orange[{len(lacks)} exports not landed]" if lacks else "All exports landed",
    ]
    st.markdown("  \n".join(lines))


def _draw_landed(month: PageContext, lacks: Sequence[str]) -> None:
    """What has landed and what is still to come."""
    if not has_begun(month):
        st.caption("Nothing has landed for it yet.")
        return
    expected = landed.exports_of_month(month)
    here = [words.title(name) for name in expected if name not in lacks]
    st.markdown(f"**{len(here)} of {len(expected)}** exports landed")
    if lacks:
        st.caption(f"Landed: {', '.join(here)}  \nTo come: {', '.join(map(words.title, lacks))}")
