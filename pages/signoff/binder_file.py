"""The button for the close binder, with what it contains, or the reason it cannot be made."""

from functools import partial

import streamlit as st

from close.archive import binder
from close.signing.standing import moments
from close.store.authority.people import Action
from pages.parts.frame import people
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.downloads import admitted
from pages.parts.words import plain

ABOUT = (
    "Everything signed for the month: the exports, the signed answers with their queries, the audit log and the "
    "evidence, and a program with which an auditor runs every signed number again without Tieout."
)


def draw_binder(context: PageContext) -> None:
    """Draw what the binder contains and its button. It is made when it is requested, which takes up to a minute."""
    st.markdown(ABOUT)
    why = explain(context)
    make = partial(binder.write, context.warehouse, context.period, people.user_name())
    st.download_button(
        "Download binder",
        data=admitted(make),
        file_name=f"binder {context.warehouse.organisation} {context.period}.zip",
        mime="application/zip",
        key="download-binder",
        on_click="ignore",
        icon=":material/inventory_2:",
        disabled=bool(why),
    )
    st.caption(plain(why) or "Making it takes up to a minute, because every signed number is calculated again.")


def explain(context: PageContext) -> str:
    """Return the reason the binder cannot be made, or an empty string."""
    if not people.may_act(context.warehouse, Action.EXPORT):
        who = people.user_name()
        return f"{who} may not {Action.EXPORT}. An administrator can assign roles on the page Organisation."
    if not any(event.pins for event in moments(context.warehouse, context.period)):
        return "Nothing is signed for the month yet. A binder contains only signed answers."
    return ""
