"""Last month, this month and the next as tiles: the progress of each close, its uploads, and a link to it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import streamlit as st

from close.store.seals import MONTH
from pages.bridge.legs import list_unknown, make_legs, sum_unexplained
from pages.checklist.progress import read_progress
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name, months
from pages.parts.month import signing, uploads
from pages.parts.widgets.answers import ask
from pages.parts.widgets.tables import BLANK
from pages.parts.words import Colour, say, say_count, say_money, title

# The relative width of each tile, and the arrow in its link.
MONTHS = {
    "Last month": (2, ":material/arrow_back:"),
    "This month": (3, None),
    "Next month": (2, ":material/arrow_forward:"),
}
# In pixels: the space reserved while the months are being computed.
TALL = 220
NOT_BEGUN = "not started"
STATES: Mapping[str, tuple[Colour, str | None]] = {
    **signing.STATES,
    "open": ("orange", ":material/pending:"),
    NOT_BEGUN: ("gray", None),
}


def draw_months(context: PageContext) -> None:
    """Draw the three months, each in its box. Last month is drawn last, because it may have to be computed first.

    The next month shows only its exports. Figures for a month that has only just begun would take long and show little.
    """
    columns = st.columns([width for width, _ in MONTHS.values()], border=True)
    periods = (context.month.previous.period, context.period, context.month.next.period)
    tiles = {name: (column, period) for name, column, period in zip(MONTHS, columns, periods, strict=True)}
    for name in ("This month", "Next month", "Last month"):
        column, period = tiles[name]
        with column:
            _draw_month(name, replace(context, period=period))


def state_of(context: PageContext) -> str:
    """Return how far a month is closed, in a word: sealed, signed, prepared, suspended, open or not started."""
    if not context.has_begun:
        return NOT_BEGUN
    state = signing.find_standing(context, MONTH).state
    if state == "signed" and signing.is_sealed(context):
        return "sealed"
    return "open" if state == "unsigned" else state


def measure_unexplained(context: PageContext) -> Decimal | None:
    """Return the unexplained amounts of the bridge's legs, without signs, or None if one of them is not known."""
    rows = ask(context, "bridge").table.to_pylist()
    legs = make_legs(rows, ask(context, "balances").table.to_pylist()[0])
    return None if list_unknown(rows) else sum_unexplained(legs)


def say_open_items(context: PageContext) -> str:
    """Return the number of worklist items that have no exit. If there may be more, it is at least one, or a dash."""
    answer = ask(context, "worklist")
    count = answer.rows.among("status", ["open"]).count()
    if answer.is_whole:
        return f"{count:,}"
    return f"at least {count:,}" if count else BLANK


def _draw_month(name: str, month: PageContext) -> None:
    state = state_of(month)
    colour, icon = STATES[state]
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.caption(name, width="content")
        st.badge(state.capitalize(), color=colour, icon=icon, width="content")
    _draw_name(name, month)
    missing = uploads.missing_exports(month)
    if name == "This month":
        _draw_progress(month)
        _draw_large(month)
    elif name == "Next month" or state == NOT_BEGUN:
        _draw_uploads(month, missing)
    else:
        _draw_small(month, missing)


def _draw_name(name: str, month: PageContext) -> None:
    """Draw the link to a month.

    The month on screen has no link, and one that cannot be selected yet links to the upload.
    """
    label, icon = f"**{month_name(month.period)}**", MONTHS[name][1]
    if name == "This month":
        st.markdown(label)
    elif month.period in months(month.manifest):
        link("overview", label, icon=icon, period=month.period)
    else:
        st.markdown(label)
        link("upload", "Upload exports", icon=":material/upload:")


def _draw_progress(month: PageContext) -> None:
    """Draw the proportion of the checklist that is done, and the states of the rest."""
    progress = read_progress(month)
    counts = {state: len(progress.of(state)) for state in ("exceptions", "suspended", "cannot_tell", "not_applicable")}
    rest = [f"{count} {str(say(state)).lower()}" for state, count in counts.items() if count]
    words = f"{progress.done} of {progress.applicable} steps proven, attested, waived or signed"
    st.progress(progress.share, text=" · ".join([words, *rest]))


def _draw_large(month: PageContext) -> None:
    with st.container(horizontal=True):
        st.metric("Unexplained", say_money(measure_unexplained(month), month.settings.currency), width="content")
        st.metric("Open items", say_open_items(month), width="content")


def _draw_small(month: PageContext, missing: Sequence[str]) -> None:
    progress, rest = read_progress(month), measure_unexplained(month)
    lines = [
        f"**{progress.done} of {progress.applicable}** steps done",
        f"**{say_money(rest, month.settings.currency)}** unexplained",
        f"**{say_open_items(month)}** open items",
        f":orange[{say_count(len(missing), 'export')} missing]" if missing else "All exports uploaded",
    ]
    st.markdown("  \n".join(lines))


def _draw_uploads(month: PageContext, missing: Sequence[str]) -> None:
    """Draw the uploaded exports and the missing ones."""
    if not month.has_begun:
        st.caption("No exports uploaded yet.")
        return
    expected = uploads.expected_exports(month)
    here = [title(name) for name in expected if name not in missing]
    st.markdown(f"**{len(here)} of {len(expected)}** exports uploaded")
    if missing:
        st.caption(f"Uploaded: {', '.join(here)}  \nMissing: {', '.join(map(title, missing))}")
