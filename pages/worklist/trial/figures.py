"""The figures, causes and steps of a month before and after a trial, as they are shown."""

from decimal import Decimal
from typing import Literal

import streamlit as st

from close.signing.effects import COUNT, EXPECTED, FOLLOWING, MONEY, STEP, UNEXPLAINED, Effect, Figure, Number
from close.work.legs import LEG_NAMES
from close.work.progress import say_state
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say, say_money
from pages.worklist.trial.gap_words import is_wider, say_gap, say_more_items, say_why_wider

LABELS = {
    "hsv": "Omni valuation",
    "sohr_closing": "Reconciliation",
    "gl_inventory": "Ledger stock account",
    "gap": "Gap: valuation less ledger",
    EXPECTED: "Gap once these changes are made and exported again",
    UNEXPLAINED: "Unexplained",
    FOLLOWING: "Still to come with the next exports",
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
SHORT = {EXPECTED: "Gap after these changes"}  # where a label has little room
SIDES = {"before": "Before", "after": "After", "change": "Change"}


def draw_figures(context: PageContext, effect: Effect) -> None:
    """Draw the headline figures, every figure before and after, and the causes and steps that change."""
    figures = {(figure.name, figure.kind): figure for figure in effect.figures}
    boxes = st.grid(4, min_column_width=200)
    for name in HEADLINES:
        with boxes.cell():
            _draw_metric(figures[name])
    _draw_table(effect)
    if more := _say_more_items(context, effect):
        st.markdown(plain(more))
    st.caption(
        "The valuation, the reconciliation and the ledger are totals of their own exports, so they only change once "
        "Omni and the ledger are corrected and exported again. Until then, an amount that no cause explains any more "
        "is listed as still to come with the next exports, apart from Unexplained."
    )
    _draw_causes(context, effect)
    _draw_steps(effect)


def _draw_table(effect: Effect) -> None:
    """Draw the figures that change, or all of them."""
    is_all = st.toggle("Also the figures that stay the same", key="what-if-all")
    rows = [_list_figure(figure) for figure in effect.figures if is_all or figure.change]
    if rows:
        draw(rows, "what-if-figures", tuple(SIDES), figure="Figure", **SIDES)
    else:
        st.caption("No figure changes.")


def say_effect(context: PageContext, effect: Effect) -> str:
    """Return what the corrections do to the gap, and why it widens if it does."""
    gap = next(figure for figure in effect.figures if (figure.name, figure.kind) == (EXPECTED, MONEY))
    if gap.before is None or gap.after is None:
        return "Nobody can tell what happens to the gap, because one of its two balances is not known."
    before, after = Decimal(gap.before), Decimal(gap.after)
    said = say_gap(before, after, "Once these changes are made and exported again, the gap")
    if not is_wider(before, after):
        return said
    return f"{said} {say_why_wider(effect.causes, _name_causes(context, effect), before, after)}"


def _name_causes(context: PageContext, effect: Effect) -> dict[str, str]:
    codes = {each.cause_id for each in effect.causes} - {UNEXPLAINED}
    return {code: cause(code, context.period).name for code in codes}


def _say_more_items(context: PageContext, effect: Effect) -> str:
    items = next(figure for figure in effect.figures if (figure.name, figure.kind) == ("worklist", COUNT))
    if items.before is None or items.after is None:
        return ""
    return say_more_items(int(items.before), int(items.after), effect.causes, _name_causes(context, effect))


def _draw_metric(figure: Figure) -> None:
    delta = _say(figure.change, figure.kind) if figure.change else None
    arrow: Literal["up", "down"] = "down" if figure.change and figure.change < 0 else "up"
    value = _say(figure.after, figure.kind)
    st.metric(
        SHORT.get(figure.name, LABELS[figure.name]), value, delta, delta_color="off", delta_arrow=arrow, border=True
    )


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
