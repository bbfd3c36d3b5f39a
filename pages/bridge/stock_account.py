"""The stock account: Omni's balance and the ledger's, each adjusted for its reconciling items, and the one residual."""

from decimal import Decimal

import streamlit as st

from pages.bridge import adjusted_balances, findings
from pages.bridge.legs import list_unexplained, list_unknown, make_legs
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask
from pages.parts.widgets.computation import explain
from pages.parts.widgets.tables import draw
from pages.parts.words import say_money

CHAIN = {"label": "Balance", "amount": "Amount", "basis": "Date used"}

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "bridge")
balances = ask(context, "balances").table.to_pylist()[0]
legs = make_legs(answer.table.to_pylist(), balances)
is_whole = not list_unknown(answer.table.to_pylist())
rests = list_unexplained(legs) if is_whole else []
residual = sum(rests, Decimal("0.00")) if is_whole else None
draw_heading(
    context,
    "Stock account",
    "both balances, each adjusted for its reconciling items, and the residual between them",
    say_money(residual, context.settings.currency),
    "Unexplained residual",
    f"the adjusted balances {'differ' if any(rests) else 'agree'}" if is_whole else "Cannot tell",
    "orange" if not is_whole else "green" if not any(rests) else "red",
    ("bridge", "See it cause by cause"),
)
uploads.warn_of_missing_ledger(context, answer)
uploads.warn_of_unknown(answer)


def draw_statement() -> None:
    """Draw the two sides next to each other. Selecting a line lists its documents."""
    omni, books = adjusted_balances.make_sides(legs, context.period)
    halves = st.grid(2, min_column_width=420)
    for side, title in ((omni, "Omni"), (books, "Ledger")):
        with halves.cell():
            st.markdown(f"**{title}**")
            drill_downs.draw_rows(side.lines(), side.drill_downs(), f"side-{title}", adjusted_balances.TABLE)
    st.markdown(
        f"Omni's adjusted balance of **{say_money(omni.adjusted)}** less the ledger's adjusted balance of "
        f"**{say_money(books.adjusted)}** leaves **{say_money(omni.adjusted - books.adjusted)}**."
    )
    if any(rests) and not residual:
        st.warning(
            f"It is 0.00 only because unexplained amounts cancel out: {', '.join(map(say_money, rests))}.",
            icon=":material/compare_arrows:",
        )


def draw_chain() -> None:
    """Draw the balances of the two sides, and the one in between."""
    lines = [
        {"label": "Historic stock valuation", "amount": balances["hsv"], "basis": "date the stock moved"},
        {"label": "Reconciliation, closing", "amount": balances["sohr_closing"], "basis": "accounting date"},
        {"label": "Ledger stock account", "amount": balances["gl_inventory"], "basis": "posting date"},
    ]
    draw(lines, "chain", **CHAIN)


if is_whole:
    draw_statement()
    findings.draw_findings(context, legs, findings.STOCK)
else:
    draw_chain()
explain(answer)
