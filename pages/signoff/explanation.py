"""One change in full: what is behind it, the drafted explanation, last month's words, and the explanation to save."""

from typing import Any

import streamlit as st

from close.signing.explanations import explain_change
from close.store.authority.people import Action
from pages.parts.frame.navigation import STORIES, link
from pages.parts.frame.outcomes import attempt, draw_refusal
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import may_act, me
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.widgets.panel import Picked, open_panel
from pages.parts.widgets.tables import draw_facts
from pages.parts.words import plain, say_count, say_moment, say_money

Row = dict[str, Any]


def draw_change(context: PageContext, picked: Picked) -> None:
    """Draw one change in the panel: the draft with the text to edit and save, and its figures."""
    row = picked.row
    with open_panel(picked, plain(row["name"])):
        _draw_words(context, row)
        _link_evidence(row)
        _draw_facts(row)


def _draw_facts(row: Row) -> None:
    percent = "" if row["change_percent"] is None else f", {say_money(row['change_percent'])}%"
    months = row["average_months"]
    facts = {
        "Part": row["part"],
        "This month": say_money(row["amount"]),
        "Last month": say_money(row["last_month"]),
        "Change": say_money(row["change"]) + percent,
        f"Average of {say_count(months, 'month')} before" if months else "Average": say_money(row["average"]),
        "Above the threshold": {"Y": "yes", "N": "no"}.get(row["above"], "unknown"),
    }
    if row["documents"] is not None:
        counted = f"{row['documents']:,}, of which {row['new_documents']:,} new"
        facts |= {"Documents": counted, "No longer among them": f"{row['gone']:,}"}
    draw_facts(facts)


def _link_evidence(row: Row) -> None:
    """Draw links to the documents behind the change."""
    with st.container(horizontal=True):
        if row["driver_type"] in STORIES:
            link("document", f"History of {plain(row['driver'])}", ":material/timeline:", ref=row["driver"])
        if row["_part"] == "timing":
            link("timing_differences", "See its documents", ":material/schedule:")
        elif row["_part"] not in ("balances", "margin") and row["_code"] != UNEXPLAINED:
            link("bridge", "See its documents", ":material/waterfall_chart:", cause=row["_code"])
        else:
            link("bridge", "Open the bridge", ":material/waterfall_chart:")


def _draw_words(context: PageContext, row: Row) -> None:
    may_write = may_act(context.warehouse, Action.COMMENT)
    if row["explanation"] or row["last_explanation"] or not may_write:
        st.markdown(f"**What the figures say**\n\n{plain(row['draft'])}")
    if row["last_explanation"]:
        st.markdown(
            f"**Last month's explanation** ({plain(row['last_explained_by'])})\n\n{plain(row['last_explanation'])}"
        )
    if row["reopened"]:
        st.warning(plain(row["reopened"]), icon=":material/restart_alt:")
    if not may_write:
        st.markdown(f"**Explanation**\n\n{plain(row['explanation'] or 'Not explained yet.')}")
        return
    _draw_form(context, row)


def _draw_form(context: PageContext, row: Row) -> None:
    """Draw the text to edit: the saved explanation or, before there is one, last month's words or the draft."""
    key = f"explanation-{context.warehouse.organisation}-{context.period}-{context.manifest.number}-{row['item']}"
    begin = row["explanation"] or row["last_explanation"] or row["draft"]
    if row["last_explanation"] and not row["explanation"]:
        st.button("Begin with the draft instead", key=f"{key}-draft", on_click=_begin, args=(key, row["draft"]))
    if key not in st.session_state:
        st.session_state[key] = begin
    with st.form(f"form-{key}", border=False):
        st.text_area(
            "Explanation" if begin != row["draft"] else "Explanation, drafted from the figures",
            key=key,
            height="content",
        )
        draw_refusal(key)
        st.form_submit_button("Save the explanation", type="primary", on_click=_save, args=(context, row["item"], key))
    if row["explanation"]:
        st.caption(f"Saved by {plain(row['explained_by'])}, {say_moment(row['explained_at'])} UTC.")


def _begin(key: str, text: str) -> None:
    st.session_state[key] = text


def _save(context: PageContext, item: str, key: str) -> None:
    note = st.session_state[key]
    attempt(
        lambda: explain_change(context.warehouse, context.period, item, me(context.warehouse), note),
        "saves the explanation",
        "Explanation saved",
        key,
    )
