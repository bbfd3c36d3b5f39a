"""The gap in pieces, as one bar, and a link from each piece to its documents."""

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import streamlit as st

from pages.parts import charts
from pages.parts.frame.navigation import go, link
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import NOT_COMPARED, UNEXPLAINED
from pages.parts.widgets.answers import ask
from pages.parts.words import IN_CHARTS, plain, say, say_count, say_directions, say_money

Row = Mapping[str, Any]
# The words for each piece within a sentence, and its colour.
MEANING = {
    "clears_by_itself": "Both dates are known, so it clears on the later of the two",
    "to_correct": "It stays until somebody corrects the documents",
    "ledger_only": "The ledger holds it, from this month or an earlier one, and no document in Omni does. Opening "
    "balances that differ are included",
    "no_action": "An accrual journal of this close, or a rounding difference. Nobody has to correct it",
    "unexplained": "No cause explains it",
    "cannot_tell": "It cannot be compared or explained yet",
}
COLOURS = {
    "clears_by_itself": "#4f80c0",
    "to_correct": "#c4611a",
    "ledger_only": "#7a6ea8",
    "no_action": "#7c8591",
    "unexplained": charts.ATTENTION,
    "cannot_tell": "#a8790f",
}
# An amount is printed in its piece of the bar if that has room for it, at so many pixels a letter.
FITS = "(datum.end - datum.start) * width > 8 * length(datum.text)"
LISTED = ("clears_by_itself", "to_correct", "ledger_only", "no_action")


def draw_pieces(context: PageContext) -> None:
    """Draw the bar and its legend, or nothing if the gap is not known."""
    rows = [row for row in ask(context, "gap_split").table.to_pylist() if row["amount"]]
    if not rows:
        return
    state = st.altair_chart(
        make_bar(rows),
        key="gap-pieces",
        on_select="rerun",
        selection_mode=charts.PICK,
        alt=charts.describe(
            "The gap in pieces", [{"label": say(row["piece"]), "money": row["amount"]} for row in rows]
        ),
    )
    if code := charts.read_pick(state):
        go("bridge", **choose(code))
    _draw_legend(rows)


def choose(piece: str) -> dict[str, str]:
    """Return the filters with which the bridge lists the documents of a piece."""
    if piece in LISTED:
        return {"view": "Stock", "piece": piece}
    return {"view": "Stock", "cause": UNEXPLAINED if piece == UNEXPLAINED else f"{NOT_COMPARED},{UNEXPLAINED}"}


def make_bar(rows: Sequence[Row]) -> alt.LayerChart:
    """Return one bar in which each piece is as long as its amount without its sign."""
    whole = sum(abs(row["amount"]) for row in rows)
    data, start = [], 0.0
    for row in rows:
        end = start + float(abs(row["amount"]) / whole)
        data.append(
            {
                "code": row["piece"],
                "name": str(say(row["piece"])),
                "amount": float(row["amount"]),
                "text": say_money(row["amount"]),
                "colour": COLOURS[row["piece"]],
                "start": start,
                "end": end,
                "middle": (start + end) / 2,
            }
        )
        start = end
    base = alt.Chart(alt.Data(values=data)).encode(
        tooltip=[alt.Tooltip("name:N", title="piece"), alt.Tooltip("amount:Q", format=IN_CHARTS)]
    )
    scale = alt.Scale(domain=[0, 1], nice=False)
    bar = base.mark_bar(height=26, cursor="pointer").encode(
        x=alt.X("start:Q", scale=scale, axis=None), x2="end:Q", y=alt.value(15), color=alt.Color("colour:N", scale=None)
    )
    text = (
        base.transform_filter(FITS)
        .mark_text(color="white", fontWeight=600, cursor="pointer")
        .encode(x=alt.X("middle:Q", scale=scale), y=alt.value(15), text="text:N")
    )
    pick = alt.selection_point(name=charts.PICK, fields=["code"], toggle=False)
    return (bar.add_params(pick) + text).properties(height=30)


def _draw_legend(rows: Sequence[Row]) -> None:
    """Draw each piece with its amount and number of documents, as a link to them."""
    marks = "\n".join(
        f".st-key-piece-{code} {{ border-left: 4px solid {colour}; padding-left: 0.6rem; }}"
        for code, colour in COLOURS.items()
    )
    st.html(f"<style>{marks}</style>")
    with st.container(horizontal=True, gap="medium"):
        for row in rows:
            with st.container(gap=None, width="content", key=f"piece-{row['piece']}"):
                words = f"{say(row['piece'])} **{plain(say_money(row['amount']))}**"
                link("bridge", words, tooltip=_explain(row), **choose(row["piece"]))
                st.caption(_say_size(row))
    if any(row["amount"] < 0 for row in rows):
        st.caption("Amounts in parentheses: the ledger is higher.")


def _say_size(row: Row) -> str:
    """Return the documents and causes of a piece, what goes up and down in it, and its part without a document."""
    is_ledger = row["piece"] == "ledger_only"
    counted = say_count(row["documents"], *(("entry", "entries") if is_ledger else ("document",)))
    months = " of this and earlier months" if is_ledger else ""
    causes = f"{counted}{months}, {say_count(row['causes'], 'cause')}"
    opening = f"{plain(say_money(row['openings']))} of it without a document: opening balances"
    parts = [
        causes if row["documents"] else "",
        plain(say_directions(row["amount"], row["size"])),
        opening if row["openings"] else "",
    ]
    return "  \n".join(filter(None, parts))


def _explain(row: Row) -> str:
    missing = f" {row['unmet'].split('; ')[0]}." if row["unmet"] else ""
    return f"{MEANING[row['piece']]}.{missing}"
