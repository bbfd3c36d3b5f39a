"""The sync of the corrected documents of a trial: those that are ready, those it posts and those it cannot."""

from collections.abc import Callable, Sequence
from decimal import Decimal

import streamlit as st

from close.signing.effects import EXPECTED, MONEY, Effect
from close.signing.syncs import Sync
from pages.parts.words import plain, say_count, say_money
from pages.worklist.trial.gap_words import is_wider, say_gap

MOST = 6


def draw_sync(effect: Effect, found: Sync, add: Callable[[Sequence[str]], None]) -> None:
    """Draw what the sync is about to do, and what it has done in this trial. `add` syncs documents in the trial."""
    if found.ready:
        st.info(say_ready(effect, found), icon=":material/sync:")
        many = len(found.ready) > 1
        label = "Add their sync to this trial" if many else "Add its sync to this trial"
        st.button(label, on_click=add, args=(found.ready,), icon=":material/sync:", key="what-if-sync")
    if found.posted:
        st.success(
            f"With the sync of {_list(found.posted)}, Omni posts {say_money(found.posted_amount)} to the "
            "reconciliation and the ledger. The balances show it once both are exported again.",
            icon=":material/sync:",
        )
    if found.blocked:
        st.warning(
            f"{_list(found.blocked)} cannot be synced as corrected here. A date, a number or the total is missing, or "
            "it is already imported.",
            icon=":material/sync_problem:",
        )
    if found.older:
        st.caption(
            f"{_list(found.older)}: older than the months that Omni is set to sync. Before the sync, raise the number "
            "of past months in the accounting settings, and afterwards lower it again."
        )


def say_ready(effect: Effect, found: Sync) -> str:
    """Return how many documents are ready to sync, and the gap before and after Omni has synced them."""
    left = next(figure.after for figure in effect.figures if (figure.name, figure.kind) == (EXPECTED, MONEY))
    them = "it" if len(found.ready) == 1 else "them"
    ready = f"{say_count(len(found.ready), 'document')} would then be ready to sync: {_list(found.ready)}."
    if left is None or not found.ready_amount:
        return ready
    before = Decimal(left)
    after = before - found.ready_amount
    said = f"{ready} {say_gap(before, after, f'Once Omni has synced {them}, the gap')}"
    offset = f" It widens because the sync removes {say_money(found.ready_amount)}, which offset other differences."
    return said + (offset if is_wider(before, after) else "")


def _list(refs: Sequence[str]) -> str:
    shown = ", ".join(plain(ref) for ref in refs[:MOST])
    return f"{shown} and {len(refs) - MOST} more" if len(refs) > MOST else shown
