"""The top of a page: one number, one status, one action."""

import re
from collections.abc import Mapping

import streamlit as st

from close.work.proposals import ACCOUNTS, PROPOSED, REPORT, list_open
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month import proofs, signing
from pages.parts.month.stand_ins import draw_stand_ins, list_stand_ins
from pages.parts.month.unreadable_rows import draw_short, draw_unreadable, list_short, list_unreadable
from pages.parts.widgets.answers import ask
from pages.parts.words import Colour, plain, say_money

UNKNOWN = "Cannot tell"
# The page to go to, the label of the link, and the filters to apply on that page.
Action = tuple[()] | tuple[str, str] | tuple[str, str, Mapping[str, str]]


def draw_heading(  # noqa: PLR0913, PLR0917 - these are the parts of every page's top, in the order they are read
    context: PageContext,
    title: str,
    sentence: str,
    number: str,
    label: str,
    status: str,
    colour: str,
    action: Action = (),
    why: str = "",
) -> None:
    """Draw the parts of a page's top: title, month, purpose, number, status, next step, signatures and proof.

    `why` is the number in one sentence, with the numbers that it is made of.

    A page is never green while rows that it could show are left out, and its number says that they are. Nor is it while
    a list stands in for a report that it reads.
    """
    is_short, stands_in = bool(list_unreadable(context) or list_short(context)), bool(list_stand_ins(context))
    if is_short:
        number, label = mark_partial(number, label)
    if colour == "green" and (is_short or stands_in):
        reason = "rows are left out" if is_short else "a list stands in for a report"
        status, colour = f"Cannot tell: {reason}", "orange"
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        draw_title(context, title, sentence)
        _draw_number(number, label, status, colour, action, why)
    if subject := signing.subject_of(context.page):
        signing.draw_bar(context, subject, is_known=not status.startswith(UNKNOWN))
    draw_gaps(context)
    proofs.draw_way_back(context)
    draw_way_to_accounts(context)


def draw_title(context: PageContext, title: str, sentence: str) -> None:
    """Draw the title of a page, with its month and purpose."""
    with st.container(width="content", gap="xxsmall"):
        st.title(title, anchor=False)
        st.caption(f"{month_name(context.period)} · {plain(sentence)}")


def draw_gaps(context: PageContext) -> bool:
    """Draw what the uploaded exports lack: unreadable rows, days, and what lists do not state. Return if any do."""
    unreadable, short, stand_ins = list_unreadable(context), list_short(context), list_stand_ins(context)
    if unreadable:
        draw_unreadable(unreadable)
    if short:
        draw_short(short)
    if stand_ins:
        draw_stand_ins(context, stand_ins)
    return bool(unreadable or short or stand_ins)


def _draw_number(number: str, label: str, status: str, colour: str, action: Action, why: str) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", width="content"):
        st.metric(label, number, width="content", help=plain(why) or None)
        with st.container(width="content", gap="xxsmall"):
            st.badge(status, color=colour)  # type: ignore[arg-type]
            if action:
                page, words, *parameters = action
                link(page, words, icon=":material/arrow_forward:", **(parameters[0] if parameters else {}))


def mark_partial(number: str, label: str) -> tuple[str, str]:
    """Return a number that lacks what is left out, with its label. A zero becomes a dash, because it is not known."""
    return number if re.search("[1-9]", number) else say_money(None), f"{label}, without the rows left out"


def draw_way_to_accounts(context: PageContext) -> None:
    """If no ledger account is set, say so and link to the proposals. Without one, no comparison is possible."""
    if context.settings.accounts or not context.manifest.of("ledger_entries"):
        return
    rows = [row for row in list_open(ask(context, REPORT).table) if row.part == ACCOUNTS and row.state == PROPOSED]
    found = f"{len(rows)} proposed from your files" if rows else "the files do not show which account is which"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(f"No ledger accounts set yet: {found}", color="orange", icon=":material/account_balance:")
        link("start", "Review them" if rows else "Choose them", icon=":material/arrow_forward:")


def judge_findings(is_blind: bool, findings: int, words: str, clean: str) -> tuple[str, Colour]:
    """Return the status and colour of a page that counts findings.

    If an export is missing, the status is Cannot tell.
    """
    if is_blind:
        return "Cannot tell: exports are missing", "orange"
    return (words, "red") if findings else (clean, "green")
