"""The consequences of a change of the current exports: signatures at stake, and former files not current again."""

from collections.abc import Collection, Sequence

import streamlit as st

from close.signing import builds
from close.store.manifests import LandingRecord
from close.store.seals import list_at_stake
from close.store.warehouse import Warehouse
from close.work.current_exports import list_former, make_current
from pages.parts.frame.outcomes import attempt
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.people import me
from pages.parts.words import agree, list_words, plain


def draw_at_stake(warehouse: Warehouse, period: str, datasets: Collection[str]) -> None:
    """Draw which signatures are suspended if a change of some datasets changes their figures."""
    if found := list_at_stake(warehouse, period, datasets):
        signed = "; ".join(each.say() for each in found)
        st.warning(
            f"This suspends the signature on every figure that it changes. Signed from these data are {plain(signed)}.",
            icon=":material/sync_problem:",
        )


def draw_former(context: PageContext, outcome: str) -> None:
    """Draw that the files which an upload taken back had replaced are not current again, with buttons for that.

    They stay until one of them is current, or another export has come. `outcome` is the part of the page that shows
    whether it was done.
    """
    if context.warehouse.past is None:
        for record, former in list_former(context.warehouse, context.manifest):
            _draw_former(context, record, former, outcome)


def _draw_former(context: PageContext, record: LandingRecord, former: Sequence[LandingRecord], outcome: str) -> None:
    names = [plain(each.file_name) for each in former]
    st.warning(
        f"{plain(record.file_name)} for {month_name(record.period)} was taken back. What it had replaced, "
        f"{list_words(names)}, {agree(len(names), 'is', 'are')} not current again.",
        icon=":material/history:",
    )
    for each in former:
        st.button(
            f"Make {plain(each.file_name)} current again",
            key=f"former-{record.landing}-{each.landing}",
            icon=":material/undo:",
            on_click=_make_current,
            args=(context, each, record, outcome),
        )


def _make_current(context: PageContext, former: LandingRecord, taken: LandingRecord, outcome: str) -> None:
    def act() -> None:
        note = f"instead of {taken.file_name}, which was taken back"
        make_current(context.warehouse, former.landing, me(context.warehouse), note)
        builds.start(context.warehouse, builds.list_affected(context.warehouse, {former.period}))

    attempt(act, f"makes {former.file_name} current again", f"Made current: {former.file_name}", outcome)
