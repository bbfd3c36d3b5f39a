"""The bridge: from stock on hand to the ledger balance, with the amount of every cause and the residual."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial

import streamlit as st

from close.work.legs import Leg, list_unexplained, list_unknown, make_legs, make_revenue_legs, measure_gap, say_leg
from pages.bridge import findings
from pages.bridge.apart import draw_crack, draw_offsets
from pages.bridge.bars import TABLE, Bar, find_largest_cause, list_causes, list_rows, make_bars
from pages.bridge.waterfall import make_waterfall
from pages.parts import charts
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current, month_name
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.month.causes import UNEXPLAINED, cause
from pages.parts.month.heading import Action, draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import choose_one
from pages.parts.widgets.pictures import offer_pictures
from pages.parts.words import Colour, say_money

STOCK, REVENUE, ALL, CRACK, OFFSET = "Stock", "Revenue", "All causes", "First difference", "Offsetting errors"
VIEWS = (STOCK, REVENUE, ALL, CRACK, OFFSET)
# A periodic company's reconciliation is not a copy of its ledger, so documents cannot be compared one by one.
PERIODIC = (STOCK, REVENUE, ALL)
# The report that a view shows and signs, if it is not the page's own.
REPORTS = {REVENUE: "revenue_bridge"}
MONEY = {STOCK: findings.STOCK, REVENUE: findings.REVENUE}

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "bridge")
balances = ask(context, "balances").table.to_pylist()[0]
stock_legs = make_legs(answer.table.to_pylist(), balances)
is_whole = balances["hsv"] is not None and balances["gl_inventory"] is not None
is_perpetual = context.settings.inventory_method == "perpetual"
views = VIEWS if is_perpetual else PERIODIC
take_choice("view", views)
top = st.container()
view = choose_one("View", views, "view", hidden=True)
shown = ask(context, REPORTS[view]) if view in REPORTS else answer
legs = make_revenue_legs(shown.table.to_pylist(), balances) if view == REVENUE else stock_legs
gap, rests, largest = measure_gap(legs), list_unexplained(legs), find_largest_cause(legs)
take_choice("piece", findings.PIECES, many=True)
take_choice(findings.LEG, [leg.name for leg in legs], many=True)
if take_choice("cause", [row["cause_id"] for leg in legs for row in leg.rows], many=True):
    drill_downs.show_answer()


def say_status() -> tuple[str, Colour]:
    """Return how much is unexplained, as an amount and as a share of all differences, and a colour."""
    if list_unknown(shown.table.to_pylist()):
        return "Cannot tell", "orange"
    if not any(rests):
        return "fully explained", "green"
    size, whole = sum(map(abs, rests), Decimal(0)), sum((leg.size for leg in legs), Decimal(0))
    share = f", {size * 100 / whole:,.2f}% of {say_money(whole)} of differences"
    return f"{' and '.join(say_money(rest) for rest in rests if rest)} unexplained{share}", "red"


def advise() -> Action:
    """Return the link to the unexplained amount or, if there is none, to the largest cause."""
    if any(rests):
        return "bridge", "What is unexplained", {"view": view, "cause": UNEXPLAINED}
    words = f"Largest cause: {cause(largest, context.period).name}" if largest else ""
    return ("bridge", words, {"view": view, "cause": largest}) if largest else ()


def name_gap() -> str:
    """Return the two balances that the figure at the top is the difference of."""
    if view == REVENUE:
        return "Sales less revenue"
    return "Valuation less ledger" if is_whole or not legs else "Valuation less reconciliation"


ABOUT = {
    True: "from the sales in Omni to the revenue in the ledger, cause by cause",
    False: "from stock on hand in Omni to the stock account in the ledger, cause by cause",
}


with top:
    draw_heading(
        replace(context, page=REPORTS.get(view, context.page)),
        "Bridge",
        ABOUT[view == REVENUE],
        say_money(gap, context.settings.currency),
        name_gap(),
        *say_status(),
        advise(),
        " ".join(map(say_leg, legs)),
    )
    if not is_perpetual:
        st.info(
            "Periodic inventory: purchases are expenses, and only the month-end count changes the stock account. "
            "Any unexplained amount is an error in the closing-stock journal.",
            icon=":material/inventory:",
        )
    uploads.warn_of_missing_ledger(context, answer)
    uploads.warn_of_unknown(shown)


def draw_bridge(name: str, own_legs: list[Leg]) -> None:
    """Draw the waterfall of a bridge, and the documents behind it."""
    if not own_legs:
        st.caption("One side of this bridge is unknown, so the two cannot be compared.")
        link("coverage", "See what is missing", icon=":material/arrow_forward:")
        return
    bars = make_bars(own_legs, context.period)
    chosen = st.session_state.get("cause", [])
    chart = make_waterfall(bars, find_bars(bars, own_legs, chosen))
    state = st.altair_chart(
        chart,
        key=f"waterfall-{name}-{'-'.join(chosen)}",
        on_select="rerun",
        selection_mode=charts.PICK,
        alt=charts.describe("Bridge", [{"label": bar.label, "money": bar.amount} for bar in bars]),
    )
    offer_pictures(chart, "Revenue bridge" if name == REVENUE else "Bridge")
    st.caption(
        "The axis is truncated so that the individual causes stay visible. Positive amounts: the balance above is "
        "higher. In parentheses: the balance below is. Select a cause's bar to list its documents. Select it again to "
        "clear the selection."
    )
    points = state["selection"].get(charts.PICK)
    if points:
        causes = list_causes(points[0]["code"], own_legs, bars)
        wanted = [] if causes == chosen else causes
        if wanted != chosen:  # avoid an endless redraw when a balance is selected
            drill_downs.open_list({"cause": wanted})
    findings.draw_findings(context, own_legs, MONEY[name])


def find_bars(bars: list[Bar], own_legs: list[Leg], causes: list[str]) -> list[str]:
    """Return the codes of the bars that represent some causes."""
    return [bar.code for bar in bars if set(list_causes(bar.code, own_legs, bars)) & set(causes)]


def draw_all() -> None:
    """Draw every cause in every leg. Selecting a row opens its documents."""
    before = ask(context, "bridge", context.month.previous.period).table.to_pylist() if context.has_previous else []
    last = {(row["leg"], row["cause_id"]): row["amount"] for row in before}
    rows = list_rows(legs, last, context.period)
    codes = [row["cause_id"] for leg in legs for row in [*leg.causes, {"cause_id": UNEXPLAINED}]]
    opens = [{"cause": [code]} for code in codes]
    drill_downs.draw_rows(rows, opens, "causes", TABLE, {"view": STOCK})
    st.caption(
        "Share is the percentage of all amounts between the two sides, regardless of sign. Choose a cause to list its "
        f"documents. The column Last month has the amounts of {month_name(context.month.previous.period)}, calculated "
        "from the exports uploaded so far."
    )
    offer_rows(answer, answer.rows)


if view in MONEY:
    draw_bridge(view, legs)
else:
    draw_view: dict[str, Callable[[], None]] = {
        ALL: draw_all,
        CRACK: partial(draw_crack, context),
        OFFSET: partial(draw_offsets, context),
    }
    draw_view[view]()
if view == REVENUE:
    explain(shown)
explain(answer)
