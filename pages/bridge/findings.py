"""The findings behind a bridge's legs: filtered by cause, with the cause in words and the selected document in full."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.engine.slices import Rows
from close.rules.answers import Answer
from close.work.legs import LEG_NAMES, Leg
from pages.bridge.openings import draw_openings
from pages.bridge.unexplained import draw_unexplained
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.url import own_filter
from pages.parts.month import uploads
from pages.parts.month.calculations import draw_calculations
from pages.parts.month.causes import NOT_COMPARED, UNEXPLAINED, cause, draw_card, help_links, say_end
from pages.parts.widgets.answers import ask, draw_none, where
from pages.parts.widgets.drill_downs import draw_answer
from pages.parts.widgets.filters import choose
from pages.parts.widgets.listing import draw_list
from pages.parts.words import plain, say_count, say_money, say_tested

CAUSE, PIECE, LEG, TYPE = "cause", "piece", "leg", "type"
PIECES = ("clears_by_itself", "to_correct", "ledger_only", "no_action")
STOCK, REVENUE = ("leg1_amount", "leg2_amount"), ("revenue_amount",)
# The column of a finding with its amount on each leg of the stock bridge.
AMOUNTS = {"hsv_to_sohr": "leg1_amount", "sohr_to_gl": "leg2_amount", "hsv_to_gl": "leg2_amount"}
COLUMNS = ("contact", "doc_type", "move_date", "acct_date", "status")
TESTED = ("sales_documents", "purchase_documents", "stock_adjustments", "ledger_entries")


def draw_findings(context: PageContext, legs: Sequence[Leg], money: Sequence[str]) -> None:
    """Draw the documents for the selected causes, or all if none is selected.

    Other widgets make the selection through its key, `cause`. `money` lists the finding columns that add up to the
    legs.
    """
    with draw_answer():
        chosen = _choose(context, legs)
        if chosen == [UNEXPLAINED]:
            draw_unexplained(context, legs)
        else:
            _draw_documents(context, legs, money, chosen)


def _draw_documents(context: PageContext, legs: Sequence[Leg], money: Sequence[str], chosen: Sequence[str]) -> None:
    if len(chosen) == 1:
        draw_card(cause(chosen[0], context.period))
    findings = ask(context, "findings")
    rows = findings.table.filter(pc.fill_null(pc.greater(_size(findings.table, money), 0), False))
    rows = where(rows, "cause_id", chosen) if chosen else rows
    if not chosen:
        st.caption(say_moving(rows.num_rows, findings.table.num_rows, money))
    unlisted = say_unlisted(legs, rows, money, chosen, context.period)
    if money == STOCK:
        rows = _filter(_filter_legs(rows, legs), "Piece of the gap", PIECE, "piece")
        rows = _filter(rows, "Type of document", TYPE, "doc_type")
    if rows.num_rows:
        # The amount comes before the cause, so that a phone shows it without scrolling.
        shown = ("gap_amount", "cause_id", *COLUMNS, *money) if money == STOCK else (*money, "cause_id", *COLUMNS)
        columns, explain = ("ref", *shown), partial(explain_cause, period=context.period)
        draw_list(context, findings, Rows(rows), columns, money, partial(_aside, context), explain)
    else:
        _explain_none(context, chosen, findings)
    if rows.num_rows and unlisted:
        st.caption(
            f"Not in this list, because no document is behind it or its documents could not be compared: {unlisted}."
        )


def say_moving(moving: int, whole: int, money: Sequence[str]) -> str:
    """Return how many of all findings change this bridge, and what the others affect."""
    own, other = ("the gap", "revenue") if money == STOCK else ("this difference", "stock")
    rest = f" The other {whole - moving:,} affect only {other}, or no balance at all." if whole > moving else ""
    return f"{moving:,} of {say_count(whole, 'finding')} {'is' if moving == 1 else 'are'} part of {own}.{rest}"


def say_unlisted(legs: Sequence[Leg], rows: pa.Table, money: Sequence[str], chosen: Sequence[str], period: str) -> str:
    """Return the amounts of the chosen causes that the listed documents do not add up to, such as (G05) 549.41."""
    causes = [row for leg in legs for row in leg.causes if not chosen or row["cause_id"] in chosen]
    left = {row["cause_id"]: Decimal(0) for row in causes}
    for row in causes:
        left[row["cause_id"]] += row["amount"] or 0
    for row in rows.select(["cause_id", *money]).to_pylist():
        if row["cause_id"] in left:
            left[row["cause_id"]] -= sum((row[name] or Decimal(0) for name in money), Decimal(0))
    return ", ".join(
        f"{plain(cause(code, period).name)} {plain(say_money(amount))}" for code, amount in left.items() if amount
    )


def _filter_legs(rows: pa.Table, legs: Sequence[Leg]) -> pa.Table:
    """Return the rows with an amount on the chosen legs, or all if none is chosen. A single leg has no choice."""
    parts = {leg.name: rows.filter(pc.not_equal(rows[AMOUNTS[leg.name]], 0)) for leg in legs} if len(legs) > 1 else {}
    counts = {name: part.num_rows for name, part in parts.items() if part.num_rows}
    legs_chosen = choose("Leg of the bridge", counts, LEG, LEG_NAMES.__getitem__)
    return parts[legs_chosen[0]] if len(legs_chosen) == 1 else rows


def _filter(rows: pa.Table, label: str, key: str, column: str) -> pa.Table:
    """Return the rows with a chosen value in a column, or all if none is chosen."""
    counts = Counter(rows[column].to_pylist())
    chosen = choose(label, dict(sorted(counts.items(), key=lambda each: _place(each[0]))), key)
    return where(rows, column, chosen) if chosen else rows


def _place(value: str) -> tuple[int, str]:
    return PIECES.index(value) if value in PIECES else len(PIECES), value


def _size(table: Any, money: Sequence[str]) -> Any:
    first, *others = (pc.abs(table[name]) for name in money)
    for other in others:
        first = pc.add(first, other)
    return first


def _choose(context: PageContext, legs: Sequence[Leg]) -> list[str]:
    own_filter(CAUSE)
    counts = {row["cause_id"]: row["documents"] for leg in legs for row in leg.rows}
    st.session_state[CAUSE] = [code for code in st.session_state.get(CAUSE, []) if code in counts]
    chosen = st.multiselect(
        "Causes",
        sorted(counts),
        format_func=lambda code: _say_cause(code, counts[code], context.period),
        key=CAUSE,
        placeholder="All causes",
        persist_state="session",
    )
    return list(chosen)


def _say_cause(code: str, documents: int, period: str) -> str:
    name = cause(code, period).name
    return name if code == UNEXPLAINED else f"{name} · {documents:,}"


def _explain_none(context: PageContext, chosen: Sequence[str], findings: Answer) -> None:
    """Explain why there are no documents: the difference is between balances, or there is no difference."""
    if list(chosen) == [NOT_COMPARED]:
        st.info(
            "These documents and entries could not be compared, so none of them is listed with a cause. They are "
            "compared once the reason is settled.",
            icon=":material/help:",
        )
        with st.container(horizontal=True):
            link("coverage", "See what would settle it", icon=":material/arrow_forward:")
            link(
                "ledger_match", "See the entries next to the documents of the same amount", icon=":material/join_inner:"
            )
    elif chosen:
        st.info("This is a difference between balances. There are no documents behind it.", icon=":material/balance:")
        draw_openings(context)
        link("stock_on_hand", "Compare opening and closing balances", icon=":material/warehouse:")
    else:
        tested = uploads.count_tested_rows(context, list(TESTED))
        draw_none(f"No differences: {say_tested(tested)}.", findings)


def explain_cause(row: dict[str, Any], period: str) -> tuple[str, str]:
    """Return the reason and the fix for a row that gives its cause.

    A report without `_clears` lists only items that remain.
    """
    found = cause(row["cause_id"], period)
    end = "Nobody has to correct it." if found.is_info else say_end(row.get("_clears") == "Y")
    return f"{found.name}: {found.description} {end}", found.fix


def _aside(context: PageContext, row: dict[str, Any]) -> None:
    """Draw how the amount of the selected document comes about, and the articles on its cause."""
    draw_calculations(context, row)
    help_links(cause(row["cause_id"], context.period))
