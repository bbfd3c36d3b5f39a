"""The distance between the two sides: the balances in a line, the differences between them, and the gap."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from close.store.packages import PACKAGES
from close.work.legs import BALANCES, ENDS, Leg, list_unknown, make_legs, say_estimates, say_leg
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.month.settling import draw_places
from pages.parts.widgets.answers import ask
from pages.parts.words import plain, say_count, say_money

Row = Mapping[str, Any]
NO_BREAK = "\N{NO-BREAK SPACE}"
# The page that explains each balance.
PAGES = {"hsv": "stock_valuation", "sohr_closing": "stock_on_hand", "gl_inventory": "stock_account"}


def draw_balances(context: PageContext) -> None:
    """Draw each balance and what lies between it and the next, then the gap and the part that nothing explains."""
    rows, balances = ask(context, "bridge").table.to_pylist(), ask(context, "balances").table.to_pylist()[0]
    legs = {leg.name: leg for leg in make_legs(rows, balances)}
    names = ("hsv_to_sohr", "sohr_to_gl") if context.settings.inventory_method == "perpetual" else ("hsv_to_gl",)
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute", key="balances"):
        with st.container(horizontal=True, vertical_alignment="bottom", width="content", key="line"):
            draw_balance("hsv", balances)
            for name in names:
                draw_difference(name, legs.get(name))
                draw_balance(ENDS[name][1], balances)
        with st.container(horizontal=True, vertical_alignment="bottom", width="content", key="rest"):
            draw_gap(context, [leg.unexplained for leg in legs.values() if leg.unexplained])
    if estimates := say_estimates(legs.values()):
        st.caption(plain(estimates))
    for row in list_unknown(rows)[:1]:
        st.caption(f"How much is unexplained is unknown. {plain(row['unmet'].split('; ')[0])}.")
        draw_places([row], context.period)


def draw_balance(name: str, balances: Row) -> None:
    """Draw one balance, which links to the page that explains it."""
    _draw_figure(name, BALANCES[name], say_money(balances[name]), PAGES[name])


def draw_difference(name: str, leg: Leg | None) -> None:
    """Draw what is between two balances, and the number of its causes. If either is unknown, so is the difference."""
    between = leg.first - leg.last if leg else None
    with st.container(gap=None, width="content", key=f"between-{name}"):
        sign = "" if between is None else "less " if between >= 0 else "plus "
        words = f"{sign}{say_money(None if between is None else abs(between))}"
        tooltip, chosen = (say_leg(leg), list_causes(leg)) if leg else (None, {})
        link("bridge", words, tooltip=tooltip, **chosen)
        with st.container(key=f"causes-{name}"):
            label = say_causes(leg) if leg else "unknown"
            link("bridge", f":small[:gray[{_break_at_commas(f'{label} →')}]]", tooltip=tooltip, **chosen)


def say_causes(leg: Leg) -> str:
    """Return the number of causes of a leg, and the amount that they leave unexplained, if any."""
    count = say_count(len(leg.causes), "cause")
    if not leg.is_known:
        return f"{count}, the rest unknown"
    return f"{count}, {say_money(leg.unexplained)} unexplained" if leg.unexplained else count


def _break_at_commas(words: str) -> str:
    """Return words that break into lines only after a comma."""
    return words.replace(" ", NO_BREAK).replace(f",{NO_BREAK}", ", ")


def list_causes(leg: Leg) -> dict[str, str]:
    """Return the filters with which the bridge lists the causes of a leg."""
    codes = [row["cause_id"] for row in [*leg.causes, *([{"cause_id": UNEXPLAINED}] if leg.unexplained else [])]]
    return {"view": "Stock", "cause": ",".join(codes)} if codes else {"view": "Stock"}


def draw_gap(context: PageContext, rests: Sequence[Decimal]) -> None:
    """Draw the gap, last month's next to it, and the amount that is unexplained between two balances each."""
    months = ask(context, "gap_by_month").table.to_pylist()
    rest = next(row for row in ask(context, "gap_split").table.to_pylist() if row["piece"] == "unexplained")
    (before, now), previous = (row["gap"] for row in months[-2:]), context.month.previous.period
    _draw_figure(
        "gap", "Gap", say_money(now, context.settings.currency), "bridge", _say_gap(months[-1], _name_ledger(context))
    )
    if before is not None:
        _draw_figure("before", f"Gap, {month_name(previous)}", say_money(before), "overview", period=previous)
    opposed = rest["size"] is not None and rest["size"] > abs(rest["amount"])
    unexplained = " and ".join(map(say_money, rests)) if opposed else say_money(rest["amount"])
    _draw_figure("rest", "Unexplained", unexplained, "bridge", _say_limit(rest), cause="unexplained")
    if rest["is_within"]:
        is_within, limit = rest["is_within"] == "Y", say_money(rest["materiality"])
        st.badge(f"{'within' if is_within else 'above'} {limit}", color="green" if is_within else "red")


def _say_gap(row: Row, ledger: str) -> str:
    if row["gap"] is None:
        return "Nobody can tell the gap until both balances are known."
    higher = "Omni" if row["gap"] > 0 else "the ledger"
    apart = f"{higher} is higher by {say_money(abs(row['gap']))}" if row["gap"] else "they agree"
    return f"Omni holds {say_money(row['hsv'])}; {ledger} {say_money(row['gl_inventory'])}; {apart}."


def _say_limit(rest: Row) -> str:
    amount: Decimal | None = rest["size"]
    if amount is None:
        return "Nobody can tell how much is unexplained until the evidence is complete."
    if rest["materiality"] is None:
        return f"No cause explains {say_money(amount)}. The signing rules state no materiality."
    return f"No cause explains {say_money(amount)}. Materiality is {say_money(rest['materiality'])}."


def _name_ledger(context: PageContext) -> str:
    package = PACKAGES[context.settings.package]
    return package.short_name if package.syncs else "Ledger"


def _draw_figure(name: str, label: str, value: str, page: str, tooltip: str | None = None, **parameters: str) -> None:
    with st.container(gap=None, width="content", key=f"figure-{name}"):
        st.caption(label)
        link(page, value, tooltip=tooltip, **parameters)
