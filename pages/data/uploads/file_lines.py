"""The outcome of an upload as one line for each file, with the details of the selected one."""

from collections.abc import Iterator, Sequence

import streamlit as st

from loaders import Card, Check
from loaders.intake.cards import say_set_aside
from loaders.uploads.consent import SET_ASIDE
from pages.data.uploads.follow_ups import is_asked
from pages.parts.frame.page_context import month_name
from pages.parts.widgets.columns import set_columns
from pages.parts.widgets.tables import BLANK, HEAD, ROW, TALL, to_table
from pages.parts.words import Colour, plain, say_count

STATES: dict[str, Colour] = {
    "read": "green",
    "not read": "red",
    "asked": "orange",
    "not needed": "gray",
    "unchanged": "gray",
}
WIDEST = 260  # in pixels, so that the outcome, month and rows are seen next to the longest title
LABELS = {
    "what": "Export or file",
    "state": "Outcome",
    "month": "For",
    "count": "Rows",
    "checks": "Checked, or why not read",
    "file": "File",
    "replaced": "Replaces",
    "changes": "Changes",
}
_WORDS = {"landed": "read", "waiting": "asked", SET_ASIDE: "not needed", "unchanged": "unchanged"}


def find_state(card: Card) -> str:
    """Return a file's outcome in the reader's words. A refused file is asked about while a person may settle it."""
    return _WORDS.get(card.status) or ("asked" if is_asked(card) else "not read")


def draw_lines(cards: Sequence[Card]) -> None:
    """Draw a line for each file, and below them the details of the selected one, or of the only one that was read."""
    if not cards:
        return
    cards = sorted(cards, key=lambda card: find_state(card) == "read")  # what is left to do comes first
    table = to_table([_describe(card) for card in cards], LABELS)
    labels = set_columns(table, key=LABELS["what"])
    labels[LABELS["what"]]["width"] = WIDEST
    labels[LABELS["state"]] = st.column_config.MultiselectColumn(
        width=90, options=list(STATES), color=list(STATES.values())
    )
    state = st.dataframe(
        table,
        key=f"files-{len(cards)}-{cards[0].path}",
        on_select="rerun",
        selection_mode="single-row",
        hide_index=True,
        lazy=False,
        height=min(TALL, HEAD + ROW * len(cards)),
        column_config=labels,
        placeholder=BLANK,
    )
    picked = [0] if len(cards) == 1 else state["selection"]["rows"]
    for card in (cards[row] for row in picked if row < len(cards) and cards[row].status == "landed"):
        draw_card(card)


def draw_unchanged(cards: Sequence[Card]) -> None:
    """Draw the files that were uploaded before, folded into one line."""
    if not cards:
        return
    rows = sum(card.rows for card in cards)
    with st.expander(f"{say_count(len(cards), 'file')} unchanged: already uploaded, {say_count(rows, 'row')}"):
        lines = (
            f"{plain(card.path)}: {card.title}, {month_name(card.period)}, {say_count(card.rows, 'row')}"
            for card in cards
        )
        st.markdown("\n".join(f"- {line}" for line in lines))


def draw_set_aside(cards: Sequence[Card]) -> None:
    """Draw the lists that stand in for a report, of which the report is already there."""
    if cards:
        st.info("\n\n".join(plain(say_set_aside(card)) for card in cards), icon=":material/inventory:")


def draw_card(card: Card) -> None:
    """Draw a file that landed in full: its month and the reason for it, its checks, and how it was read."""
    with st.container(border=True):
        st.markdown(f"**{plain(card.path)}**: {' · '.join(filter(None, (card.title, plain(card.organisation))))}")
        st.caption(f"The month comes from {plain(card.period_evidence)}.")
        for check in card.checks:
            _draw_check(check)
        st.caption("  \n".join(plain(line) for line in _list_outcome(card)))


def _describe(card: Card) -> dict[str, object]:
    done = card.outcome
    counts = f"{done.new:,} new, {done.changed:,} changed, {done.vanished:,} no longer listed" if done else ""
    return {
        "what": card.title or card.path,
        "state": [find_state(card)],
        "file": card.path,
        "month": month_name(card.period) if card.period else None,
        "count": card.rows or None,
        "checks": _say_checks(card),
        "replaced": ", ".join(done.replaced) or None if done else None,
        "changes": counts if done and done.replaced else None,
    }


def _say_checks(card: Card) -> str | None:
    """Return the checks that a file passed and how many it cannot prove, or the reason why it was not read."""
    if card.problems:
        return card.problems[0]
    passed = [check.label for check in card.checks if check.state == "passed"]
    unproven = len(card.checks) - len(passed)
    return ", ".join([*passed, *([f"{unproven} not proven"] if unproven else [])]) or None


def _draw_check(check: Check) -> None:
    colour: Colour = "green" if check.state == "passed" else "orange"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(f"{check.label}: {check.state}", color=colour)
        st.caption(plain(check.detail))


def _list_outcome(card: Card) -> Iterator[str]:
    done = card.outcome
    if done and done.replaced:
        yield f"Replaces {', '.join(done.replaced)}."
        yield f"{done.new:,} new, {done.changed:,} changed, {done.vanished:,} no longer listed."
    elif done and done.new:
        yield f"{done.new:,} new."
    if done and done.added_to:
        yield f"Added to {', '.join(done.added_to)}, with no documents in common."
    if card.reading:
        yield f"Read as {card.reading}."
