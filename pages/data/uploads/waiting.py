"""Files that wait for consent: what each would change in the month's uploads, and the buttons to accept them."""

from collections.abc import Callable, Sequence

import streamlit as st

from loaders import Card
from loaders.intake.changes import Changes
from loaders.layouts.faults import LEFT_OUT
from loaders.uploads.written_cards import name_column
from pages.parts.frame.page_context import month_name
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say_count, title

STATES = {"new": "New", "changed": "Changed", "vanished": "No longer listed"}
EXAMPLES = {"state": "Change", "key": "Reference", "column": "Column", "before": "Uploaded", "after": "In this file"}
AMOUNTS = {"column": "Total of", "new": "New", "changed": "Changed", "vanished": "No longer listed", "all": "Effect"}


def draw_waiting(
    waiting: Sequence[tuple[int, Card]],
    accept: Callable[[Sequence[int]], None],
    leave_out: Callable[[Sequence[int]], None],
) -> None:
    """Draw files by index, with buttons to accept all or leave them out, and a button to accept each."""
    count = say_count(len(waiting), "file")
    st.warning(
        f"{count} would change or remove documents that are already uploaded. Check the changes, then accept them.",
        icon=":material/difference:",
    )
    indexes = [index for index, _ in waiting]
    if len(waiting) > 1:
        with st.container(horizontal=True):
            st.button(f"Accept all {len(waiting)}", key="accept-all", type="primary", on_click=accept, args=(indexes,))
            st.button("Leave all out", key="leave-all-out", on_click=leave_out, args=(indexes,))
    for index, card in waiting:
        _draw_file(index, card, accept, leave_out)


def _draw_file(
    index: int,
    card: Card,
    accept: Callable[[Sequence[int]], None],
    leave_out: Callable[[Sequence[int]], None],
) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(card.path)}**")
            st.badge("Waiting for you", color="orange")
        st.markdown(f"{card.title} · **{month_name(card.period)}** · {say_count(card.rows, 'row')}")
        done = card.outcome
        if done and done.replaced:
            st.caption(f"It would replace {plain(', '.join(done.replaced))}.")
        elif done and done.added_to:
            st.caption(
                f"It would be added to {plain(', '.join(done.added_to))}, and count as newer where both have rows."
            )
        for check in card.checks:
            if check.label == LEFT_OUT:
                st.caption(f"Unreadable rows: {plain(check.detail)}.")
        for changes in card.changes:
            draw_changes(index, card, changes)
        with st.container(horizontal=True):
            st.button("Accept", key=f"accept-{index}", icon=":material/check:", on_click=accept, args=([index],))
            st.button("Leave out", key=f"leave-out-{index}", on_click=leave_out, args=([index],))


def draw_changes(index: int, card: Card, changes: Changes) -> None:
    """Draw the changes that a file would make to one dataset: their numbers, the columns, the amounts and examples."""
    st.markdown(
        f"{title(changes.dataset)}: **{changes.new:,} new**, **{changes.changed:,} changed**, "
        f"**{changes.vanished:,} no longer listed**"
    )
    if changes.columns:
        columns = ", ".join(f"{name_column(card, name)} in {count:,}" for name, count in changes.columns.items())
        st.caption(f"Columns that differ, with the number of documents: {columns}.")
    amounts = [
        {**amount._asdict(), "column": name_column(card, amount.column), "all": sum(amount[1:])}
        for amount in changes.amounts
    ]
    if amounts:
        draw(amounts, f"amounts-{index}-{changes.dataset}", **AMOUNTS)
    shown = [_describe(card, example._asdict()) for example in changes.examples]
    total = changes.new + changes.changed + changes.vanished
    changed = say_count(total, "document")
    label = f"Changes to {changed}" if total <= len(shown) else f"The first {len(shown)} of {changed}"
    with st.expander(label, expanded=total <= len(shown)):
        draw(shown, f"examples-{index}-{changes.dataset}", **EXAMPLES)


def _describe(card: Card, example: dict[str, str]) -> dict[str, str | None]:
    column = name_column(card, example["column"]) if example["column"] else None
    values = {name: example[name] or None for name in ("before", "after")}
    return {"state": STATES[example["state"]], "key": example["key"], "column": column, **values}
