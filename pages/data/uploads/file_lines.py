"""The outcome of an upload as one line for each file, with the details of the selected one."""

from collections.abc import Iterator, Sequence

import streamlit as st

from loaders import Card, Check
from loaders.intake.cards import say_set_aside
from loaders.uploads.consent import SET_ASIDE
from loaders.uploads.versions import OLDER
from pages.data.uploads.follow_ups import is_asked
from pages.parts.frame.page_context import month_name
from pages.parts.widgets.columns import set_columns
from pages.parts.widgets.tables import TALLEST, select, to_table
from pages.parts.words import Colour, plain, say_count

STATES: dict[str, Colour] = {
    "read": "green",
    "not read": "red",
    "to answer": "orange",
    "replaced": "gray",
    "left out": "gray",
    "not needed": "gray",
    "unchanged": "gray",
}
WIDEST = 200  # in pixels, so that the outcome, month and checks are seen next to it in half of a page
LABELS = {
    "what": "Export or file",
    "state": "Outcome",
    "month": "For",
    "checks": "Checked, or why not read",
    "count": "Rows",
    "file": "File",
    "replaced": "Replaces",
    "changes": "Changes",
}
_WORDS = {
    "landed": "read",
    "waiting": "to answer",
    OLDER: "replaced",
    "left_out": "left out",
    SET_ASIDE: "not needed",
    "unchanged": "unchanged",
}
_TO_SETTLE = ("not read", "to answer")  # the state of a file with several reports is the first of these that one is in


def find_state(card: Card) -> str:
    """Return a file's outcome in the reader's words. A refused file is asked about while a person may settle it."""
    return _WORDS.get(card.status) or ("to answer" if is_asked(card) else "not read")


def count_files(cards: Sequence[Card]) -> dict[str, int]:
    """Return how many files are in which state. A file with several months or reports counts once."""
    states: dict[int, list[str]] = {}
    for card in cards:
        states.setdefault(card.file, []).append(find_state(card))
    order = (*_TO_SETTLE, *STATES)
    found = [min(each, key=order.index) for each in states.values()]
    return {state: found.count(state) for state in STATES if state in found}


def draw_lines(cards: Sequence[Card]) -> None:
    """Draw a line for each file, and below them the details of the selected one, or of the only one that was read."""
    if not cards:
        return
    cards = sorted(cards, key=lambda card: find_state(card) not in _TO_SETTLE)  # what is left to do comes first
    table = to_table([_describe(card) for card in cards], LABELS)
    labels = set_columns(table, key=LABELS["what"])
    labels[LABELS["what"]]["width"] = WIDEST
    labels[LABELS["state"]] = st.column_config.MultiselectColumn(
        width=80, options=list(STATES), color=list(STATES.values())
    )
    chosen = select(table, f"files-{len(cards)}-{cards[0].path}", labels, tallest=TALLEST)
    picked = [0] if len(cards) == 1 else chosen
    for card in (cards[row] for row in picked if cards[row].status == "landed"):
        draw_card(card)


def draw_unchanged(cards: Sequence[Card]) -> None:
    """Draw the files that were uploaded before, folded into one line."""
    if not cards:
        return
    rows = sum(card.rows for card in cards)
    files, read = say_count(sum(count_files(cards).values()), "file"), say_count(rows, "row")
    with st.expander(f"{files} unchanged: the same contents are already uploaded, {read}"):
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
    """Return the checks that a file passed and how many it cannot prove, or the reason why it was not used."""
    if card.problems:
        return card.problems[0]
    if card.newer:
        return f"{card.newer} is newer"
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
