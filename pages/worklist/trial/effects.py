"""The effect of a trial: the button that runs the month with the corrections, and what they change."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from close.signing.effects import Effect, compare, measure
from close.signing.syncs import Sync, hold_back, sync
from close.store.warehouse import Warehouse
from close.work.corrections import Correction
from close.work.trials import correct, open_trial
from pages.parts.frame.naming import act_named
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import me
from pages.parts.words import plain
from pages.worklist.trial.figures import draw_figures, say_effect
from pages.worklist.trial.waiting_sync import draw_sync

EFFECT = "what-if-effect"

Trial = tuple[object, ...]


def draw_button(context: PageContext, corrections: Sequence[Correction], files: Sequence[UploadedFile]) -> None:
    """Draw the button that runs every step of the month on the trial, and keep its effect in this session."""
    is_empty, show = not (corrections or files), partial(_keep_effect, context, corrections, files)
    # Never disabled: whoever types a value and clicks at once would click before the value has arrived.
    if st.button("Show the effect", type="primary", icon=":material/science:", key="what-if-show") and not is_empty:
        # Corrected exports are read under somebody's name, as any other.
        act_named(show, "reads the corrected exports and shows the effect") if files else show()
    if is_empty:
        st.caption("Set a value above, or choose a corrected export.")


def _keep_effect(context: PageContext, corrections: Sequence[Correction], files: Sequence[UploadedFile]) -> None:
    with st.spinner("Calculating the month with your corrections…"), show_errors():
        st.session_state[EFFECT] = _identify(context, corrections, files), *try_out(context, corrections, files)


def try_out(
    context: PageContext, corrections: Sequence[Correction], files: Sequence[UploadedFile]
) -> tuple[Effect, Sync, list[str]]:
    """Return the effect of corrections and corrected exports, the sync, and why files were refused, without effect.

    Raises what the trial and the uploads raise.
    """
    number, period = context.manifest.number, context.period
    with open_trial(context.warehouse, number) as trial:
        refused = _land(trial, files, me(context.warehouse)) if files else []
        correct(trial, period, hold_back(corrections))
        after, found = sync(trial, period, measure(trial, period), corrections)
        return compare(measure(context.warehouse, period, number), after, found.posted_amount), found, refused


def draw_effect(
    context: PageContext,
    corrections: Sequence[Correction],
    files: Sequence[UploadedFile],
    add_sync: Callable[[Sequence[str]], None],
) -> None:
    """Draw the effect that was calculated last, unless the corrections have changed since."""
    tried, effect, found, refused = st.session_state.get(EFFECT, (None, None, None, []))
    if effect is None:
        return
    if tried != _identify(context, corrections, files):
        st.caption("The corrections have changed since the effect was calculated. Show the effect again.")
        return
    for sentence in refused:
        st.error(plain(sentence), icon=":material/block:")
    st.markdown(plain(say_effect(context, effect)))
    draw_sync(effect, found, add_sync)
    draw_figures(context, effect)


def _land(trial: Warehouse, files: Sequence[UploadedFile], who: str) -> list[str]:
    """Land corrected exports in a trial, and return why some were refused."""
    from loaders.uploads.handover import land_apart  # noqa: PLC0415 - its import takes longer than drawing a page

    cards = land_apart([("", file.name, file.getvalue()) for file in files], trial, who=who)
    return [f"{card.path}: {' '.join(card.problems)}" for card in cards if card.problems]


def _identify(context: PageContext, corrections: Sequence[Correction], files: Sequence[UploadedFile]) -> Trial:
    tried = (context.warehouse.organisation, context.period, context.manifest.stamp)
    return (*tried, tuple(corrections), tuple(file.file_id for file in files))
