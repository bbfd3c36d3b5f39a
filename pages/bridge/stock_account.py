"""The stock account: Omni's balance and the ledger's, each adjusted for what is named, and the one residual."""

from decimal import Decimal

import streamlit as st

from pages.bridge import adjusted, findings, walk
from pages.parts.frame.page_context import current
from pages.parts.money import say_money
from pages.parts.month import landed, ledger
from pages.parts.month.headline import headline
from pages.parts.widgets import computed, doors
from pages.parts.widgets.answers import ask
from pages.parts.widgets.tables import draw

CHAIN = {"label": "Balance", "amount": "Amount", "basis": "Counts a document by"}

context = current()
landed.stop_if_empty(context)
answer = ask(context, "bridge")
balances = ask(context, "balances").table.to_pylist()[0]
legs = walk.legs(answer.table.to_pylist(), balances)
whole = bool(legs) and balances["gl_inventory"] is not None and balances["hsv"] is not None
rests = walk.rest(legs) if whole else []
residual = sum(rests, Decimal("0.00")) if whole else None
headline(
    context,
    "Stock account",
    "two balances, each adjusted for what is named on its side, and what is left between them",
    say_money(residual, context.settings.currency),
    "Unexplained residual",
    "not landed" if not whole else "the adjusted balances agree" if not any(rests) else "the adjusted balances part",
    "orange" if not whole else "green" if not any(rests) else "red",
    ("bridge/bridge", "See it cause by cause"),
)
ledger.say_missing(context, answer)
ledger.say_nameless(context, balances["gl_inventory"])


def draw_statement() -> None:
    """Both sides beside each other; a line is the door to its documents."""
    omni, books = adjusted.sides(legs, context.period)
    halves = st.grid(2, min_column_width=420)
    for side, title in ((omni, "Omni"), (books, "Ledger")):
        with halves.cell():
            st.markdown(f"**{title}**")
            doors.draw_rows(side.lines(), side.opens(), f"side-{title}", adjusted.TABLE)
    st.markdown(
        f"Adjusted balance of Omni **{say_money(omni.adjusted)}** less adjusted balance of the ledger "
        f"**{say_money(books.adjusted)}** leaves **{say_money(omni.adjusted - books.adjusted)}**."
    )
    if any(rests) and not residual:
        st.warning(
            f"It is nothing only because unexplained amounts cancel out: {', '.join(map(say_money, rests))}.",
            icon=":material/compare_arrows:",
        )


def draw_chain() -> None:
    """The balances that the two sides begin with, and the one in between."""
    lines = [
        {"label": "Historic stock valuation", "amount": balances["hsv"], "basis": "the day stock moved"},
        {"label": "Reconciliation, closing", "amount": balances["sohr_closing"], "basis": "its accounting date"},
        {"label": "Ledger stock account", "amount": balances["gl_inventory"], "basis": "the day it was posted"},
    ]
    draw(lines, "chain", **CHAIN)


if whole:
    draw_statement()
    findings.draw_findings(context, legs, findings.STOCK)
else:
    draw_chain()
computed.explain(answer)
