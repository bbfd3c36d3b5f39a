"""Tie-outs: the amounts that must agree between the month's exports, and the page that explains each difference."""

from decimal import Decimal
from typing import Any

import pyarrow.compute as pc
import streamlit as st

from pages.bridge import identities
from pages.bridge.openings import draw_openings
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.closed_months import list_changed, say_opening
from pages.parts.month.heading import draw_heading
from pages.parts.month.settling import draw_places
from pages.parts.widgets.answers import ask, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.tables import draw
from pages.parts.words import agree, name_tie_out, plain

# The narrow columns still fit an amount and a page name in a narrow window.
WIDTHS = (8, 4, 4, 4, 6)
HEADS = ("Rule", "First amount", "Second amount", "Difference", "Explained by")
AMOUNTS = dict(zip(("left_side", "right_side", "difference"), HEADS[1:4], strict=True))
# In a narrow window the columns are below each other, so every amount has its heading next to it.
STACKED = "\n".join(
    f'[class*="st-key-{name}-"]::before {{ content: "{head}"; font-size: 0.875rem; white-space: nowrap; }}'
    f'[class*="st-key-{name}-"] {{ flex-direction: row; justify-content: space-between; }}'
    for name, head in AMOUNTS.items()
)
LOOKS = f"<style>@media (width < 700px) {{ .st-key-heads {{ display: none; }} {STACKED} }}</style>"

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "tie_outs")
rows = answer.table.to_pylist()
by_state = {
    state: [row for row in rows if row["state_code"] == state]
    for state in (identities.HOLDS, identities.FAILS, identities.UNKNOWN)
}
differing, waiting = by_state[identities.FAILS], by_state[identities.UNKNOWN]
draw_heading(
    context,
    "Tie-outs",
    "amounts that must agree between the exports, to the cent",
    f"{len(by_state[identities.HOLDS])} of {len(rows)}",
    "Tie-outs that agree",
    f"{len(differing)} {agree(len(differing), 'differs', 'differ')}"
    if differing
    else f"Cannot tell ({len(waiting)})"
    if waiting
    else "all agree",
    "red" if differing else "orange" if waiting else "green",
    ("bridge", "See the bridge"),
    why=say_source(context, answer),
)
uploads.warn_of_missing_ledger(context, answer)


def draw_differing() -> None:
    """Draw each tie-out that differs: both sides, their difference, and the page that explains it."""
    st.html(LOOKS)
    with st.container(border=True):
        with st.container(key="heads"):
            for cell, head in zip(st.columns(WIDTHS, gap="small"), HEADS, strict=True):
                cell.caption(head, text_alignment="right" if head in AMOUNTS.values() else "left")
        for row in differing:
            draw_line(row)


def draw_trial_balance() -> None:
    """Draw the accounts whose closing balance in the trial balance differs from the ledger."""
    gaps = ask(context, "trial_balance").table
    apart = gaps.filter(pc.equal(gaps["state_code"], "differs")).to_pylist()
    st.header("Trial balance and ledger differ", anchor=False)
    st.caption(
        "Both should show the same ledger on the same day. Export both again, one after the other, on the same basis."
    )
    draw(
        apart,
        "trial-balance",
        account="Account",
        trial_balance="Trial balance",
        ledger="Ledger",
        difference="Difference",
    )


def draw_line(row: dict[str, Any]) -> None:
    """Draw a tie-out that differs."""
    cells = st.columns(WIDTHS, vertical_alignment="center", gap="small")
    explanation = identities.EXPLANATIONS.get(str(row["tie_out"]), identities.Explanation())
    cells[0].markdown(plain(name_tie_out(row)))
    for cell, name in zip(cells[1:4], AMOUNTS, strict=True):
        with cell.container(key=f"{name}-{row['tie_out']}"):
            st.markdown(plain(identities.say_side(row, name)), text_alignment="right", width="stretch")
    with cells[4]:
        if explanation.page:
            link(explanation.page, explanation.label, **explanation.parameters)
        else:
            st.caption("See the note below")
    if notes := " ".join(filter(None, (say_parts(row), explanation.note))):
        st.caption(plain(notes))


def say_parts(row: dict[str, Any]) -> str:
    """Return the amounts that a difference consists of, where the page that explains it starts from another balance."""
    if row["tie_out"] == "T1b":
        return say_opening(list_changed(context), Decimal(str(row["difference"])))
    if row["tie_out"] == "T11":
        return identities.say_purchases(row, ask(context, "control_accounts").table.to_pylist())
    if row["tie_out"] == "T16":
        return identities.say_value_roll(next((each["state_code"] for each in rows if each["tie_out"] == "T15"), ""))
    if row["tie_out"] == "T19":
        changes = ask(context, "opening_changes").table.to_pylist()
        return identities.say_change(next((each for each in changes if each["period"] == context.period), None))
    return ""


if differing:
    st.header(f"Tie-outs that differ ({len(differing)})", anchor=False)
    draw_differing()
    if any(row["tie_out"] == "T2b" for row in differing):
        draw_trial_balance()
    if any(row["tie_out"] == "T19" for row in differing):
        draw_openings(context)
elif not waiting:
    st.success(f"Every tie-out agrees to the cent. Tested: {len(rows)}.", icon=":material/check:")
for title, state, columns, numbers in (
    ("Tie-outs that agree ({})", identities.HOLDS, identities.TABLE, identities.SIDES[:1]),
    ("Cannot tell ({}): one side is unknown", identities.UNKNOWN, identities.OPEN, identities.SIDES[:2]),
):
    if by_state[state]:
        st.header(title.format(len(by_state[state])), anchor=False)
        draw([identities.make_line(row) for row in by_state[state]], f"tie-outs-{state}", numbers, **columns)
        draw_places(by_state[state], context.period)
if context.manifest.of("stock_movements", context.period):
    link("stock_movements", "See units by product and branch", icon=":material/swap_horiz:")
offer_rows(answer, answer.rows)
explain(answer)
