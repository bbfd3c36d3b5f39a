"""The bridge: from what is on hand to what the ledger says, every cause with its money, and what is unexplained."""

from decimal import Decimal
from typing import Any

import streamlit as st

from pages.bridge import findings, walk
from pages.bridge.waterfall import waterfall
from pages.parts import charts
from pages.parts.frame.page_context import current, link, month_name
from pages.parts.frame.url import follow
from pages.parts.money import say_money
from pages.parts.month import landed, ledger
from pages.parts.month.causes import UNEXPLAINED, cause
from pages.parts.month.headline import headline
from pages.parts.month.summary import has_previous
from pages.parts.widgets import computed, doors, downloads
from pages.parts.widgets.answers import ask
from pages.parts.widgets.filters import choose_one
from pages.parts.widgets.listing import draw_list
from pages.parts.words import Colour, plain

STOCK, REVENUE, ALL, CRACK, OFFSET = "Stock", "Revenue", "All causes", "Where it first cracked", "Offsetting errors"
VIEWS = (STOCK, REVENUE, ALL, CRACK, OFFSET)
# The reconciliation of a periodic company is no copy of its ledger: there is nothing to compare document by document.
PERIODIC = (STOCK, REVENUE, ALL)
MONEY = {STOCK: findings.STOCK, REVENUE: findings.REVENUE}
CRACKED = ("period", "entry_date", "doc_type", "ref", "omni", "ledger", "difference", "running")
OFFSETS = ("period", "net_difference", "gross_difference", "documents", "state")

context = current()
landed.stop_if_empty(context)
answer = ask(context, "bridge")
balances = ask(context, "balances").table.to_pylist()[0]
legs = walk.legs(answer.table.to_pylist(), balances)
gap, rests, largest = walk.gap(legs), walk.rest(legs), walk.largest(legs)
whole = balances["hsv"] is not None and balances["gl_inventory"] is not None
is_perpetual = context.settings.inventory_method == "perpetual"
views = VIEWS if is_perpetual else PERIODIC
follow("view", views)
follow("cause", [row["cause_id"] for leg in legs for row in leg.causes], many=True)


def say_status() -> tuple[str, Colour]:
    """Whether every cent has a name, and what share of the gap has none."""
    if not legs:
        return "not landed", "orange"
    if not whole:
        return "the ledger has not landed", "orange"
    if not any(rests):
        return "all named", "green"
    open_money = sum((abs(rest) for rest in rests), Decimal(0))
    share = f", {abs(open_money * 100 / gap):,.2f} % of the gap" if gap else ""
    return f"{say_money(open_money)} unexplained{share}", "red"


status, colour = say_status()
headline(
    context,
    "Bridge",
    "from the stock that Omni holds to the stock account of the ledger, cause by cause",
    say_money(gap, context.settings.currency),
    "Valuation less ledger" if whole else "Valuation less reconciliation" if legs else "Valuation less ledger",
    status,
    colour,
)
if largest:
    name = cause(largest, context.period).name
    link("bridge/bridge", f"Largest cause: {name}", ":material/arrow_forward:", cause=largest)
if not is_perpetual:
    st.info(
        "Periodic inventory: purchases are expenses, and the count at the month end alone moves the stock account. "
        "What is unexplained is what the closing-stock journal is off.",
        icon=":material/inventory:",
    )
ledger.say_missing(context, answer)
ledger.say_nameless(context, balances["gl_inventory"])


def draw_bridge(name: str, found: list[walk.Leg]) -> None:
    """The waterfall of a bridge, and the documents behind it."""
    if not found:
        st.caption("Nothing to compare yet: one side of this bridge has not landed.")
        return
    drawn = walk.bars(found, context.period)
    chosen = st.session_state.get("cause", [])
    state = st.altair_chart(
        waterfall(drawn, _codes(drawn, found, chosen)),
        key=f"waterfall-{name}-{'-'.join(chosen)}",
        on_select="rerun",
        selection_mode=charts.PICK,
    )
    st.caption(
        "The axis does not begin at nothing: the steps would not be seen beside the balances. An amount above nothing "
        "is what Omni holds and the ledger does not. Pick a bar to list its documents; pick it again to let go."
    )
    points = state["selection"].get(charts.PICK)
    if points:
        behind = walk.behind(points[0]["code"], found, drawn)
        wanted = [] if behind == chosen else behind
        if wanted != chosen:  # a balance picked while all are listed changes nothing, and must not draw for ever
            doors.open_list({"cause": wanted})
    findings.draw_findings(context, found, MONEY[name])


def _codes(drawn: list[walk.Bar], found: list[walk.Leg], chosen: list[str]) -> list[str]:
    """The bars that stand for the chosen causes."""
    return [bar.code for bar in drawn if set(walk.behind(bar.code, found, drawn)) & set(chosen)]


def draw_revenue(found: list[walk.Leg]) -> None:
    """The bridge of revenue, with its own gap and rest in words: the number on top is that of stock."""
    for leg in found:
        rest = "all of it named" if not leg.rest else f"{say_money(leg.rest)} of it unexplained"
        st.markdown(
            f"Omni sales {say_money(leg.first)} less ledger revenue {say_money(leg.last)}: "
            f"**{say_money(leg.first - leg.last)}**, {rest}."
        )
    draw_bridge(REVENUE, found)


def draw_all() -> None:
    """Every cause of every leg; a row opens its documents."""
    before = ask(context, "bridge", context.month.previous.period).table.to_pylist() if has_previous(context) else []
    last = {(row["leg"], row["cause_id"]): row["amount"] for row in before}
    shown = walk.table(legs, last, context.period)
    codes = [row["cause_id"] for leg in legs for row in [*leg.causes, {"cause_id": UNEXPLAINED}]]
    opens = [{"cause": [] if code == UNEXPLAINED else [code]} for code in codes]
    doors.draw_rows(shown, opens, "causes", walk.TABLE, {"view": STOCK})
    st.caption(
        "Share is of all the money that parts the two sides, whichever way. Pick a cause to list its documents. "
        f"Last month is {month_name(context.month.previous.period)} as it stands in the same exports."
    )
    downloads.offer(answer, answer.table)


def draw_crack() -> None:
    """The first month that does not tie, its days and documents."""
    crack = ask(context, "first_crack")
    rows = crack.table.to_pylist()
    if not rows:
        datasets = ["stock_reconciliation_entries", "ledger_entries"]
        st.success(
            f"Reconciliation and ledger agree document by document in every month that has both: "
            f"{landed.rows_tested(context, datasets):,} rows were tested.",
            icon=":material/check:",
        )
        return
    first = rows[0]
    st.error(
        f"The two sides first part in **{month_name(first['period'])}**, on {first['entry_date']}, with "
        f"{plain(first['ref'])}: {say_money(first['difference'])}. Start there.",
        icon=":material/broken_image:",
    )
    shown = ledger.with_reasons(crack.table, say_crack)
    draw_list(context, crack, shown, CRACKED, ("difference",), lambda r: ledger.story_link(r["doc_type"], r["ref"]))


def say_crack(row: dict[str, Any]) -> tuple[str, str]:
    """How the two sides part over a document."""
    if not row["omni"]:
        return "Only the ledger has it in this month.", "Find what it is for: its reference names no entry of Omni."
    if not row["ledger"]:
        return "Only the reconciliation has it in this month.", "Sync it, or approve its draft in the ledger."
    return "Both have it, with two amounts.", "Compare the two documents line by line and correct one."


def draw_offsets() -> None:
    """Months whose total hides more than it shows."""
    offsets = ask(context, "offsetting_errors")
    hiding = [row for row in offsets.table.to_pylist() if row["gross_difference"] > abs(row["net_difference"])]
    if hiding:
        worst = max(hiding, key=lambda row: row["gross_difference"] - abs(row["net_difference"]))
        st.warning(
            f"{len(hiding)} of {offsets.table.num_rows} months hide errors that cancel out: the most in "
            f"{month_name(worst['period'])}, where {worst['documents']:,} documents are apart by "
            f"{say_money(worst['gross_difference'])} and the total only by {say_money(worst['net_difference'])}.",
            icon=":material/compare_arrows:",
        )
    else:
        st.success(f"No month hides errors that cancel out: {offsets.table.num_rows} tested.", icon=":material/check:")
    draw_list(context, offsets, offsets.table, OFFSETS)


view = choose_one("View", views, "view", hidden=True)
if view == STOCK:
    draw_bridge(STOCK, legs)
elif view == REVENUE:
    revenue = ask(context, "revenue_bridge")
    draw_revenue(walk.revenue_legs(revenue.table.to_pylist(), balances))
    computed.explain(revenue)
else:
    {ALL: draw_all, CRACK: draw_crack, OFFSET: draw_offsets}[view]()
computed.explain(answer)
