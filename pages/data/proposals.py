"""Settings proposed from the files: one row per setting with its evidence, to correct and accept singly or together."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from close.store.settings import DEFINITION
from close.work import ledger_accounts
from close.work.proposals import ACCOUNTS, PATTERNS, PREFIXES, PROPOSED, REPORT, Proposal, list_open
from pages.data.settings_fields import CHOICES, LABELS, PATTERN_WORDS
from pages.data.settings_form import say_kind
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.widgets.answers import ask
from pages.parts.words import plain, say, say_count

PARTS = {
    ACCOUNTS: "Ledger accounts",
    PREFIXES: "How references begin",
    PATTERNS: "How the ledger writes references",
    "settings": "Other settings",
}
# Deposits have an account for each side, told apart by what was posted to it.
DEPOSITS = {
    "proposed_customer_deposits": "Deposits from customers",
    "proposed_supplier_deposits": "Deposits to suppliers",
}
WIDTHS = (2, 4, 4, 2)
YES = {"true": "Yes"}

Accept = Callable[[Sequence[Proposal]], None]


def draw_proposals(context: PageContext, accept: Accept) -> None:
    """Draw the proposals that are not yet in the settings. `accept` receives those that the user accepts."""
    rows = list_open(ask(context, REPORT).table)
    if not rows:
        return
    proposed = [row for row in rows if row.state == PROPOSED]
    st.header("Proposed from your files", anchor=False)
    st.caption(
        f"Settings that the exports up to {month_name(context.period)} suggest. They have no effect until you accept "
        "them. Correct a value first if it is wrong. The form below has all settings."
    )
    button = st.empty()
    ready = [row for part, title in PARTS.items() for row in _draw_part(context, title, rows, part, accept)]
    label = f"Accept all {len(ready)}" if len(ready) < len(rows) else "Accept all"
    if ready and button.button(label, type="primary", icon=":material/done_all:", key="accept-all"):
        accept(ready)
    if open_rows := len(rows) - len(proposed):
        st.caption(f"{say_count(open_rows, 'setting')} cannot be read from the files. Please choose.")


def _draw_part(context: PageContext, title: str, rows: Sequence[Proposal], part: str, accept: Accept) -> list[Proposal]:
    """Draw the rows in one part of the settings, and return those that are proposed or chosen, as corrected."""
    own = [row for row in rows if row.part == part]
    if not own:
        return []
    found = sum(row.state == PROPOSED for row in own)
    label = f"**{title}**: {say_count(found, 'setting')} found" + (
        f", {len(own) - found} to choose" * (found < len(own))
    )
    with st.expander(label, expanded=part == ACCOUNTS or found < len(own)):
        drawn = [(row, _draw_row(context, row, accept)) for row in own]
    return [now for row, now in drawn if row.state == PROPOSED or (now.value and now.value != row.value)]


def _draw_row(context: PageContext, row: Proposal, accept: Accept) -> Proposal:
    scope = f"{context.warehouse.organisation}-{context.manifest.number}-{context.period}-{row.setting}-{row.nth}"
    left, middle, right, last = st.columns(WIDTHS, vertical_alignment="center")
    left.markdown(
        say_setting(row) if row.state == PROPOSED else f"{say_setting(row)} :orange-badge[cannot tell: please choose]"
    )
    corrected = _correct(context, row, middle, f"proposal-{scope}")
    right.caption(plain(row.evidence[:1].upper() + row.evidence[1:]))
    if last.button("Accept", key=f"accept-{scope}", disabled=not corrected.value):
        accept([corrected])
    return corrected


def _correct(context: PageContext, row: Proposal, container: DeltaGenerator, key: str) -> Proposal:
    """Draw the value so that it can be corrected, and return the proposal with the corrected value."""
    if row.part == ACCOUNTS:
        accounts = list_accounts(context)
        names = sorted(accounts)
        at = names.index(row.value) if row.value in accounts else None
        chosen = container.selectbox(
            say_setting(row), names, index=at, key=key, label_visibility="collapsed", placeholder="Choose an account"
        )
        code, name = accounts.get(chosen or "", (None, None))
        return replace(row, value=chosen, code=code, name=name)
    if row.part == PREFIXES:
        typed = container.text_input(say_setting(row), row.value or "", key=key, label_visibility="collapsed")
        return replace(row, value=typed.strip())
    words = PATTERN_WORDS if row.part == PATTERNS else CHOICES
    if choices := [*PATTERN_WORDS] if row.part == PATTERNS else DEFINITION[row.setting].choices:
        chosen = container.selectbox(
            say_setting(row),
            choices,
            index=choices.index(row.value or ""),
            format_func=lambda choice: words.get(choice, choice),
            key=key,
            label_visibility="collapsed",
        )
        return replace(row, value=chosen)
    container.markdown(YES.get(row.value or "", plain(row.value or "")))
    return row


def list_accounts(context: PageContext) -> dict[str, tuple[str | None, str | None]]:
    """Return the code and name of every ledger account, keyed by the label the user sees."""
    found = ledger_accounts.list_accounts(context.warehouse, context.period, context.manifest.number)
    return {account.label: (account.code or None, account.name or None) for account in found}


def say_setting(row: Proposal) -> str:
    """Return the name of the setting that a proposal is about."""
    if row.part == ACCOUNTS:
        return DEPOSITS.get(row.evidence_code.partition("|")[0], str(say(row.setting)))
    if row.part in (PREFIXES, PATTERNS):
        return say_kind(row.setting)
    return LABELS[row.setting].text


def say_found(row: Proposal) -> str:
    """Return the proposed value in words, for use inside Markdown."""
    value = row.value or ""
    if row.part == PATTERNS:
        return PATTERN_WORDS[value]
    return plain(value) if row.part in (ACCOUNTS, PREFIXES) else YES.get(value) or CHOICES.get(value) or plain(value)
