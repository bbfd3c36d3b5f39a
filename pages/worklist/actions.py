"""What may be done with the picked items, all at once: give, date, explain, accrue, accept, put back, comment."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import streamlit as st

from close.errors import Refused
from close.rules.catalogue import causes
from close.store.people import Action, may, roles_of
from close.store.seals import now
from close.work import worklist
from close.work.comments import comment
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import me
from pages.parts.money import say_money
from pages.parts.widgets.filters import choose_one
from pages.parts.words import plain

Row = dict[str, Any]
SAID = "worklist-said"
ASSIGN, DUE, COMMENT = "Assign", "Set due day", "Comment"
EXPLAIN, ACCRUE, ACCEPT, RETURN = "Explain", "Accrue", "Accept", "Put back"
NOTES = {
    ASSIGN: "A word to them",
    DUE: "A word about it",
    EXPLAIN: "Why it is right that it differs",
    ACCRUE: "What the journal books, and until when",
    ACCEPT: "Why nobody mends it",
    RETURN: "Why it is open again",
    COMMENT: "What do you want to ask or say?",
}


def draw_actions(context: PageContext, rows: Sequence[Row]) -> None:
    """The bar below the table: what to do with the picked items, one form for all of them."""
    say_last()
    if not rows:
        st.caption("Tick items to assign, explain, accrue or accept them, many at once; tick one to open it.")
        return
    if not may(context.warehouse.governing(), me(context.warehouse), Action.WORK):
        st.caption(
            f"{plain(me(context.warehouse))} may look at the worklist, not work on it: that takes a preparer or a "
            "reviewer."
        )
        return
    with st.container(border=True):
        money = sum(row["amount"] for row in rows)
        st.markdown(f"**{_items(len(rows))}** picked, {say_money(money, context.settings.currency)} in all")
        chosen = choose_one("What to do", list(NOTES), "worklist-action", hidden=True)
        _draw_form(context, [row["item"] for row in rows], chosen)


def _draw_form(context: PageContext, items: list[str], chosen: str) -> None:
    with st.form(f"worklist-{chosen}", border=False):
        value = _ask_value(context, chosen)
        note = st.text_area(NOTES[chosen], key=f"worklist-note-{chosen}", height=80)
        if st.form_submit_button(f"{chosen}: {_items(len(items))}", type="primary"):
            _do(context, chosen, items, value, note)


def _ask_value(context: PageContext, chosen: str) -> Any:
    """What the action needs beside a note."""
    if chosen == ASSIGN:
        governing = context.warehouse.governing()
        named = sorted({who for _, who in governing.people} if governing else ())
        people = [who for who in named if roles_of(governing, who)] or [me(context.warehouse)]
        return st.selectbox("To", people, accept_new_options=not named, key="worklist-to")
    if chosen == DUE:
        return st.date_input("Due, a working day", now() + timedelta(days=1), min_value=now(), key="worklist-due")
    if chosen == EXPLAIN:
        known = causes()
        return st.selectbox("Cause", list(known), format_func=lambda code: f"{code} {known[code]}", key="worklist-why")
    if chosen == ACCRUE:
        st.caption("The journal reverses, so the items are back next month.")
        return st.text_input("Journal, as the ledger names it", key="worklist-journal")
    if chosen == ACCEPT:
        threshold = worklist.threshold_of(context.warehouse, context.period)
        st.caption(
            f"Items up to {say_money(threshold, context.settings.currency)} each: item_threshold of the settings."
        )
    return None


def _do(context: PageContext, chosen: str, items: list[str], value: Any, note: str) -> None:
    """Record it, and say on the next run what was done or why not."""
    try:
        count = _record(context, chosen, items, value, note)
        st.session_state[SAID] = (True, f"{chosen}: done for {_items(count)}.")
    except Refused as error:
        st.session_state[SAID] = (False, str(error))
    st.rerun()


def _record(context: PageContext, chosen: str, items: list[str], value: Any, note: str) -> int:
    house, period, who = context.warehouse, context.period, me(context.warehouse)
    if chosen == COMMENT:
        return len([comment(house, period, item, who, note) for item in items])
    if chosen == ASSIGN:
        return len(worklist.assign(house, period, items, who, value or "", note))
    if chosen == DUE:
        return len(worklist.set_due(house, period, items, who, value, note))
    if chosen == EXPLAIN:
        return len(worklist.explain(house, period, items, who, value, note))
    if chosen == ACCRUE:
        return len(worklist.accrue(house, period, items, who, value, note))
    act = worklist.accept if chosen == ACCEPT else worklist.take_back
    return len(act(house, period, items, who, note))


def say_last() -> None:
    """What the last action did, once."""
    done, words = st.session_state.pop(SAID, (True, ""))
    if words:
        (st.success if done else st.error)(plain(words), icon=":material/check:" if done else ":material/block:")


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count:,} items"
