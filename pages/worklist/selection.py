"""The ticked items on the worklist: the actions on all of them at once, and a single item in full."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import streamlit as st

from close.rules.catalogue import causes
from close.rules.reasons import find_action
from close.store.authority.people import Action, roles_of
from close.store.seals import now
from close.work import worklist
from close.work.comments import comment
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import attempt, draw_refusal
from pages.parts.frame.page_context import PageContext, find_date_format, month_name
from pages.parts.frame.past import explain_past
from pages.parts.frame.people import may_act, me, user_name
from pages.parts.month.calculations import draw_calculations
from pages.parts.month.causes import cause, help_links, say_end
from pages.parts.paper import draw_hint
from pages.parts.widgets.comments import draw_thread
from pages.parts.widgets.detail import draw_blanks, find_document
from pages.parts.widgets.filters import choose_one
from pages.parts.widgets.origin import draw_origin
from pages.parts.widgets.panel import Picked, open_panel
from pages.parts.widgets.story import draw_story
from pages.parts.widgets.tables import draw_facts
from pages.parts.words import Colour, plain, say, say_count, say_day, say_money
from pages.worklist.history import draw_history

Row = dict[str, Any]
NO_EFFECT = "no_effect"
ASSIGN, DUE, COMMENT = "Assign", "Set due day", "Comment"
EXPLAIN, ACCRUE, ACCEPT, RETURN = "Explain", "Accrue", "Accept", "Put back"
NOTES = {
    ASSIGN: "Note to the assignee",
    DUE: "Note",
    EXPLAIN: "What explains the difference",
    ACCRUE: "What the journal posts, and until when",
    ACCEPT: "Why it will not be corrected",
    RETURN: "Why it is open again",
    COMMENT: "Your question or comment",
}

SAVED = {
    ASSIGN: "assigned",
    DUE: "given a due day",
    EXPLAIN: "explained",
    ACCRUE: "accrued",
    ACCEPT: "accepted",
    RETURN: "put back on the list",
    COMMENT: "commented on",
}
COLOURS: dict[str, Colour] = {"high": "red", "medium": "orange", "low": "gray", "no_effect": "gray", "open": "orange"}


def draw_actions(context: PageContext, rows: Sequence[Row]) -> None:
    """Draw the bar below the table: the actions on the ticked items, in one form for all of them."""
    if not rows:
        draw_hint(
            "Tick items to assign, explain, accrue or accept them together. Tick a single item to open it.", "selection"
        )
        return
    if why := explain_past(context.warehouse):
        st.caption(why)
        return
    if not may_act(context.warehouse, Action.WORK):
        st.caption(
            f"{plain(user_name())} may view the worklist but not work on it. That requires the preparer "
            "or reviewer role."
        )
        return
    with st.container(border=True):
        known = [row["amount"] for row in rows if row["amount"] is not None]
        money = sum(known) if len(known) == len(rows) else None
        st.markdown(f"**{_items(len(rows))}** selected, {say_money(money, context.settings.currency)} in total")
        action = choose_one("What to do", list(NOTES), "worklist-action", hidden=True)
        _draw_form(context, [row["item"] for row in rows], action)


def _draw_form(context: PageContext, items: list[str], action: str) -> None:
    with st.form(f"worklist-{action}", border=False):
        value = _ask_value(context, action)
        note = st.text_area(NOTES[action], key=_name_note(action), height=80)
        draw_refusal(_name_note(action))
        if st.form_submit_button(f"{action}: {_items(len(items))}", type="primary"):
            _do(context, action, items, value, note)


def _name_note(action: str) -> str:
    return f"worklist-note-{action}"


def _ask_value(context: PageContext, action: str) -> Any:
    """Draw the field that the action needs in addition to a note, and return its value."""
    if action == ASSIGN:
        governing = context.warehouse.governing()
        people = sorted({name for _, name in governing.people} if governing else ())
        assignees = [name for name in people if roles_of(governing, name)] or [name for name in [user_name()] if name]
        return st.selectbox("To", assignees, accept_new_options=not people, key="worklist-to")
    if action == DUE:
        form, first = find_date_format(context.settings), now() + timedelta(days=1)
        return st.date_input("Due (business day)", first, min_value=now(), key="worklist-due", format=form)
    if action == EXPLAIN:
        known = causes()
        return st.selectbox(
            "Cause", list(known), format_func=lambda code: f"{known[code]} ({code})", key="worklist-why"
        )
    if action == ACCRUE:
        st.caption("The journal reverses, so the items return next month.")
        return st.text_input("Journal number in the ledger", key="worklist-journal")
    if action == ACCEPT:
        threshold = worklist.threshold_of(context.warehouse)
        limit = say_money(threshold, context.settings.currency)
        st.caption(
            f"Items of up to {limit} each can be accepted."
            if threshold
            else "No item can be accepted until a threshold is set."
        )
        label = "Change the item threshold" if threshold else "Set the item threshold"
        link("organisation", label, icon=":material/tune:")
    return None


def _do(context: PageContext, action: str, items: list[str], value: Any, note: str) -> None:
    """Record the action, and show on the next run that it was saved or why it was refused."""
    attempt(
        lambda: _record(context, action, items, value, note),
        f'records "{action}" for {_items(len(items))}',
        f"{_items(len(items))} {SAVED[action]}",
        _name_note(action),
    )
    st.rerun()


def _record(context: PageContext, action: str, items: list[str], value: Any, note: str) -> None:
    house, period, who = context.warehouse, context.period, me(context.warehouse)
    acts: dict[str, Callable[[], object]] = {
        ASSIGN: lambda: worklist.assign(house, period, items, who, value or "", note),
        DUE: lambda: worklist.set_due(house, period, items, who, value, note),
        EXPLAIN: lambda: worklist.explain(house, period, items, who, value, note),
        ACCRUE: lambda: worklist.accrue(house, period, items, who, value, note),
        ACCEPT: lambda: worklist.accept(house, period, items, who, note),
        RETURN: lambda: worklist.take_back(house, period, items, who, note),
        COMMENT: lambda: [comment(house, period, item, who, note) for item in items],
    }
    acts[action]()


def _items(count: int) -> str:
    return say_count(count, "item")


def draw_item(context: PageContext, picked: Picked) -> None:
    """Draw one item in the panel: why it is here, where to correct it, its story, its comments and its history."""
    row = picked.row
    with open_panel(picked, plain(f"{say(row['doc_type'])} {row['ref']}")):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge(_say_priority(row["priority"]), color=COLOURS[row["priority"]])
            st.badge(str(say(row["status"])), color=COLOURS.get(row["status"], "green"))
        if row["reopened"]:
            st.warning(plain(row["reopened"]), icon=":material/restart_alt:")
        _draw_causes(context, row)
        draw_blanks(context, row)
        if reference := find_document(row):
            draw_story(context, reference)
        draw_thread(context, row["item"])
        draw_history(context, row)
        draw_origin(context, row)
        with st.expander("All facts", icon=":material/list:"):
            _draw_facts(row)


def _say_priority(priority: str) -> str:
    return str(say(priority)) if priority == NO_EFFECT else f"{say(priority)} priority"


def _draw_facts(row: Row) -> None:
    facts = {
        "Amount": say_money(row["amount"]),
        "What it affects": say(row["part"]),
        "Effect on the gap": say_money(row["gap_amount"]),
        "Last month": say_money(row["amount_before"]) if row["carried"] != "new" else "not on the list",
        "Open since": row["exposure_date"] or "no date",
        "Days at month end": row["age_days"],
        "Effect times days": say_money(row["urgency"]),
        "Contact or text": row["contact"],
        "Direction": say(row["direction"]),
        "Accounting status": say(row["sync_status"]),
        "Assigned to": row["assignee"] or "nobody",
        "Due": _say_due(row["due"]),
    }
    draw_facts(facts)


def _say_due(due: date | None) -> str:
    return "no day set" if due is None else f"{due:%A}, {say_day(due)}"


def _draw_causes(context: PageContext, row: Row) -> None:
    """Draw each cause in words, and the screen in Omni or the ledger where the first one is corrected."""
    named = [cause(code, context.period) for code in row["causes"].split(", ")]
    lines = [f"{plain(found.name)}: {plain(found.description)}" for found in named]
    draw_reason = st.info if row["priority"] == NO_EFFECT else st.error
    draw_reason("\n\n".join([*lines, _say_outcome(row, context.period)]))
    draw_calculations(context, row)
    reason = find_action(row["cause_id"], row["doc_type"], context.period)
    if reason.screen:
        st.markdown("**Where to correct it**")
        st.markdown(
            f"{plain(reason.screen)}  \n{plain(reason.status_filter)}  \n{plain(reason.field)} ({say(reason.how)})"
        )
    with st.container(horizontal=True):
        link("fix_plan", "Fix plan", icon=":material/build:")
        help_links(cause(row["cause_id"], context.period))


def _say_outcome(row: Row, period: str) -> str:
    """Return how an item ends. One without an effect leaves every balance as it is."""
    if row["priority"] == NO_EFFECT:
        return f"It has no effect on the gap or on revenue at the end of {month_name(period)}."
    return say_end(row["_clears"] == "Y")
