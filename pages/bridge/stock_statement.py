"""The stock account: Omni's balance and the ledger's, each adjusted for its reconciling items, and the residual."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import streamlit as st

from close.work.legs import Leg, list_unexplained, list_unknown, make_legs
from pages.bridge import adjusted_balances, findings, tolerance
from pages.parts.frame.page_context import PageContext
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask
from pages.parts.widgets.computation import explain
from pages.parts.widgets.tables import draw
from pages.parts.words import say_money

CHAIN = {"label": "Balance", "amount": "Amount", "basis": "Date used"}


def draw_stock(context: PageContext, choose: Callable[[], object]) -> None:
    """Draw the stock account from the legs of the bridge. `choose` draws the choice of the account."""
    answer = ask(context, "bridge")
    balances = ask(context, "balances").table.to_pylist()[0]
    legs = make_legs(answer.table.to_pylist(), balances)
    is_whole = not list_unknown(answer.table.to_pylist())
    rests = list_unexplained(legs) if is_whole else []
    residual = sum(rests, Decimal("0.00")) if is_whole else None
    # Two amounts that cancel out are two errors, so each of them has to be within the tolerance.
    largest = max(map(abs, rests), default=Decimal(0)) if is_whole else None
    limit = tolerance.find_tolerance(context, "inventory")
    draw_heading(
        context,
        "Control accounts",
        "stock: both balances, each adjusted for its reconciling items, and the residual between them",
        say_money(residual, context.settings.currency),
        "Unexplained residual of stock",
        *tolerance.judge(largest, limit, "the adjusted balances agree"),
        ("bridge", "See it cause by cause"),
    )
    choose()
    uploads.warn_of_missing_ledger(context, answer)
    uploads.warn_of_unknown(answer)
    tolerance.draw_tolerance(limit)
    if is_whole:
        _draw_statement(context, legs, rests)
        findings.draw_findings(context, legs, findings.STOCK)
    else:
        _draw_chain(balances)
    explain(answer)


def _draw_statement(context: PageContext, legs: Sequence[Leg], rests: Sequence[Decimal]) -> None:
    """Draw the two sides next to each other. Selecting a line lists its documents."""
    omni, books = adjusted_balances.make_sides(legs, ask(context, "stock_account").table.to_pylist())
    halves = st.grid(2, min_column_width=420)
    for side, title in ((omni, "Omni"), (books, "Ledger")):
        with halves.cell():
            st.markdown(f"**{title}**")
            drill_downs.draw_rows(side.lines(), side.drill_downs(), f"side-{title}", adjusted_balances.TABLE)
    st.markdown(
        f"Omni's adjusted balance of **{say_money(omni.adjusted)}** less the ledger's adjusted balance of "
        f"**{say_money(books.adjusted)}** leaves **{say_money(omni.adjusted - books.adjusted)}**."
    )
    st.caption(
        "Select a line to list its documents. The list shows by how much Omni is higher. The ledger's lines add these "
        "amounts, and Omni's lines deduct them, so a document of an Omni line is listed with the opposite sign."
    )
    if any(rests) and omni.adjusted == books.adjusted:
        st.warning(
            f"It is 0.00 only because unexplained amounts cancel out: {', '.join(map(say_money, rests))}.",
            icon=":material/compare_arrows:",
        )


def _draw_chain(balances: Mapping[str, Any]) -> None:
    """Draw the balances of the two sides, and the one in between."""
    lines = [
        {"label": "Historic stock valuation", "amount": balances["hsv"], "basis": "date the stock moved"},
        {"label": "Reconciliation, closing", "amount": balances["sohr_closing"], "basis": "accounting date"},
        {"label": "Ledger stock account", "amount": balances["gl_inventory"], "basis": "posting date"},
    ]
    draw(lines, "chain", **CHAIN)
