"""The effect of a trial on screen: the figures before and after, and the causes and steps that change."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Literal

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from close.signing.effects import (
    COUNT,
    EXPECTED,
    FOLLOWING,
    MONEY,
    STEP,
    UNEXPLAINED,
    Effect,
    Figure,
    Number,
    compare,
    measure,
)
from close.signing.syncs import Sync, hold_back, sync
from close.store.warehouse import Warehouse
from close.work.corrections import Correction
from close.work.legs import LEG_NAMES
from close.work.progress import say_state
from close.work.trials import correct, open_trial
from pages.parts.frame.naming import act_named
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import me
from pages.parts.month.causes import cause
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say, say_money
from pages.worklist.waiting_sync import draw_sync

LABELS = {
    "hsv": "Omni valuation",
    "sohr_closing": "Reconciliation",
    "gl_inventory": "Ledger stock account",
    "gap": "Gap: valuation less ledger",
    EXPECTED: "Gap once these changes are made and exported again",
    UNEXPLAINED: "Unexplained",
    FOLLOWING: "Of the corrections: follows in the totals once they are exported again",
    "cin7_sales": "Omni sales",
    "cin7_cogs": "COGS",
    "profit": "Gross profit: sales less COGS",
    "margin": "Margin in %",
    "timing_differences": "Timing differences",
    "blank_cogs": "Blank COGS",
    "missing_fields": "Missing fields",
    "worklist": "Open items",
}
SIZES = {
    ("timing_differences", MONEY): "stock value",
    ("blank_cogs", MONEY): "COGS that is probably missing",
    ("worklist", MONEY): "amount",
}
HEADLINES = (
    (EXPECTED, MONEY),
    (UNEXPLAINED, MONEY),
    ("cin7_cogs", MONEY),
    ("timing_differences", COUNT),
    ("missing_fields", COUNT),
    ("blank_cogs", COUNT),
    ("worklist", COUNT),
)
SIDES = {"before": "Before", "after": "After", "change": "Change"}
EFFECT = "what-if-effect"

Trial = tuple[object, ...]


def draw_button(context: PageContext, corrections: Sequence[Correction], files: Sequence[UploadedFile]) -> None:
    """Draw the button that runs every step of the month on the trial, and keep its effect in this session."""
    is_empty, show = not (corrections or files), partial(_keep_effect, context, corrections, files)
    if st.button("Show the effect", type="primary", icon=":material/science:", disabled=is_empty, key="what-if-show"):
        # Corrected exports are read under somebody's name, as any other.
        act_named(show) if files else show()
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
    draw_sync(effect, found, add_sync)
    figures = {(figure.name, figure.kind): figure for figure in effect.figures}
    with st.container(horizontal=True):
        for name in HEADLINES:
            _draw_metric(figures[name])
    draw([_list_figure(figure) for figure in effect.figures], "what-if-figures", tuple(SIDES), figure="Figure", **SIDES)
    st.caption(
        "The valuation, the reconciliation and the ledger are totals of their own exports, so they only change once "
        "Omni and the ledger are corrected and exported again. Until then, an amount that no cause explains any more "
        "is listed as following in the totals, apart from Unexplained."
    )
    _draw_causes(context, effect)
    _draw_steps(effect)


def _land(trial: Warehouse, files: Sequence[UploadedFile], who: str) -> list[str]:
    """Land corrected exports in a trial, and return why some were refused."""
    import loaders  # noqa: PLC0415 - importing every loader takes longer than drawing a page

    cards = loaders.land([("", file.name, file.getvalue()) for file in files], trial, who=who)
    return [f"{card.path}: {' '.join(card.problems)}" for card in cards if card.problems]


def _identify(context: PageContext, corrections: Sequence[Correction], files: Sequence[UploadedFile]) -> Trial:
    tried = (context.warehouse.organisation, context.period, context.manifest.stamp)
    return (*tried, tuple(corrections), tuple(file.file_id for file in files))


def _draw_metric(figure: Figure) -> None:
    delta = _say(figure.change, figure.kind) if figure.change else None
    arrow: Literal["up", "down"] = "down" if figure.change and figure.change < 0 else "up"
    value = _say(figure.after, figure.kind)
    st.metric(LABELS[figure.name], value, delta, delta_color="off", delta_arrow=arrow, border=True)


def _list_figure(figure: Figure) -> dict[str, object]:
    sides = {name: _say(getattr(figure, name), figure.kind) for name in SIDES}
    return {"figure": _say_name(figure), **sides}


def _say_name(figure: Figure) -> str:
    if figure.name.startswith(STEP):
        return f"Checklist steps: {str(say(figure.name.removeprefix(STEP))).lower()}"
    size = SIZES.get((figure.name, figure.kind))
    return f"{LABELS[figure.name]}: {size}" if size else LABELS[figure.name]


def _say(number: Number, kind: str) -> str:
    return f"{number:,}" if kind == COUNT and number is not None else say_money(number)


def _draw_causes(context: PageContext, effect: Effect) -> None:
    st.markdown("**Causes that change**")
    rows = [
        {
            "cause": LABELS[FOLLOWING] if each.cause_id == UNEXPLAINED else cause(each.cause_id, context.period).name,
            "leg": LEG_NAMES[each.leg],
            "documents": f"{each.documents_before:,} → {each.documents_after:,}",
            **{name: _say(getattr(each, name), MONEY) for name in SIDES},
        }
        for each in effect.causes
    ]
    if rows:
        draw(rows, "what-if-causes", tuple(SIDES), cause="Cause", leg="Between", documents="Documents", **SIDES)
    else:
        st.caption("No cause changes its amount.")


def _draw_steps(effect: Effect) -> None:
    st.markdown("**Steps of the checklist that change**")
    rows = [
        {
            "step": f"{each.title} ({each.step})",
            "before": say_state(each.before, each.exceptions_before),
            "after": say_state(each.after, each.exceptions_after),
        }
        for each in effect.steps
    ]
    if rows:
        draw(rows, "what-if-steps", step="Step", before="Before", after="After")
    else:
        st.caption("No step changes.")
