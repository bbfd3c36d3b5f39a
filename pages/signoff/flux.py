"""Flux: what changed since last month, the changes to explain, and the story of the month."""

import streamlit as st

from close.engine.slices import Rows
from close.signing.explanations import accept_drafts, can_accept
from close.store.authority.people import Action
from close.store.settings import Settings
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import attempt, draw_outcome
from pages.parts.frame.page_context import current, month_name
from pages.parts.frame.people import may_act, me
from pages.parts.month import uploads
from pages.parts.month.closed_months import list_changed, say_changed
from pages.parts.month.heading import draw_heading
from pages.parts.paper import draw_hint
from pages.parts.widgets.answers import ask
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.filters import by_column, choose_one
from pages.parts.words import Colour, agree, plain, say_count, say_money
from pages.signoff.changes import pick_change
from pages.signoff.explanation import draw_change
from pages.signoff.month_story import draw_story

ABOVE, ALL, STORY = "Above the threshold", "Everything compared", "Story of the month"
PARTS = {
    "balances": "Balances",
    "margin": "Margin",
    "hsv_to_sohr": "Valuation to reconciliation",
    "sohr_to_gl": "Reconciliation to ledger",
    "hsv_to_gl": "Valuation to ledger",
    "timing": "Timing differences",
}

context = current()
uploads.stop_if_empty(context)
ask(context, "bridge")  # a running build shows its progress here
with st.spinner("Comparing with the months before…"):
    answer = ask(context, "flux")
above = answer.rows.among("above", ["Y"])
open_changes = above.among("state", ["to_explain"])
known = answer.rows.among("above", ["Y", "N"]).count()
unknown = answer.rows.count() - known
previous = month_name(context.month.previous.period)


def judge() -> tuple[str, Colour]:
    """Return the status of the page and its colour."""
    if not known:
        return f"There are no figures for {previous}", "orange"
    if waiting := open_changes.count():
        rest = f", {unknown:,} unknown" if unknown else ""
        return f"{above.count() - waiting:,} of {say_count(above.count(), 'change')} explained{rest}", "orange"
    return (f"{say_count(unknown, 'change')} unknown", "orange") if unknown else ("every change is explained", "green")


def draw_thresholds() -> None:
    """Draw the thresholds, where they are set, and the number of months in the average."""
    row = answer.rows.table().slice(0, 1).to_pylist()[0]
    months = max(answer.rows.table()["average_months"].to_pylist())
    average = f"The average is that of {say_count(months, 'month')} before. " if months else ""
    limit = say_money(row["_amount_limit"], context.settings.currency)
    st.caption(
        f"A change since {previous} needs an explanation if it is at least {limit} and at least "
        f"{row['_percent_limit']}% of last month's amount. For a margin in %, the percentage alone decides. The month "
        f"can be signed without explanations, but the sign-off lists the changes that lack one. {average}A blank means "
        "that the figure is not known."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say_source(limit), width="content")
        link("organisation", "Change the thresholds", icon=":material/tune:")


def draw_closed_month() -> None:
    """Draw that last month's COGS is the one at its month end, if it has changed since."""
    for row in list_changed(context):
        if row["cogs_month"] == context.month.previous.period:
            changed = say_changed(context, row)
            st.caption(plain(f"Last month's figures are those at its month end. Omni COGS of {changed}"))
            link("cogs_proof", "See it on the COGS proof", icon=":material/functions:")


def say_source(limit: str) -> str:
    """Return what sets the amount from which a change must be explained."""
    rules = context.warehouse.governing() or Settings()
    if rules.flux_amount:
        return "The amount is that of the signing rule Flux amount."
    if rules.materiality:
        return "The amount is the materiality, and moves with it, because the rule Flux amount is not set."
    return f"{limit} is the default, until a Flux amount or a materiality is set."


def draw_acceptance() -> None:
    """Draw the button that saves every draft that names what is behind its change."""
    rows = open_changes.table().to_pylist()
    ready = sum(map(can_accept, rows))
    if not ready or not may_act(context.warehouse, Action.COMMENT):
        return
    left = len(rows) - ready
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_confirmed(
            f"Accept all {ready:,} drafts" if ready > 1 else "Accept the draft",
            "Each draft is saved as an explanation of its own, under your name. You can edit each of them afterwards.",
            accept,
            "accept-drafts",
            icon=":material/done_all:",
        )
        if left:
            them = agree(left, "it", "them")
            st.caption(
                f"{say_count(left, 'other change')} {agree(left, 'needs', 'need')} your own words: no document or "
                f"cause is known to be behind {them}, or somebody has explained {them} before."
            )


def accept() -> None:
    """Save the drafts, from a callback."""
    attempt(
        lambda: accept_drafts(context.warehouse, context.period, me(context.warehouse)),
        "saves the drafts as explanations",
        "Drafts accepted",
        "drafts",
    )


def draw_changes(rows: Rows) -> None:
    """Draw the changes as a table, and the selected one with its draft and its explanation."""
    if not rows.count():
        st.caption("No change is above the threshold." if known else f"{previous} has no figures to compare with.")
        return
    picked = pick_change(answer, rows)
    if picked:
        draw_change(context, picked)
    else:
        draw_hint("Select a change to see what is behind it, and to explain it.", "flux")
    offer_rows(answer, rows)


draw_heading(
    context,
    "Flux",
    f"what changed since {previous}, and which changes need an explanation",
    f"{open_changes.count():,}" if known else say_money(None),
    "Changes to explain",
    *judge(),
    ("retrospective", "How the close went"),
)
uploads.warn_of_missing_ledger(context, answer)
if unknown:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(f"{unknown:,} of {say_count(answer.rows.count(), 'figure')} cannot be compared", color="orange")
        link(
            "overview", f"What {previous} lacks", icon=":material/arrow_forward:", period=context.month.previous.period
        )
if answer.rows.count():
    draw_thresholds()
    draw_closed_month()
    view = choose_one("View", (ABOVE, ALL, STORY), "flux-view", hidden=True)
    if view == ABOVE:
        draw_outcome("drafts")
        draw_acceptance()
        draw_changes(above)
    elif view == ALL:
        draw_changes(by_column(answer.rows, "_part", "Part", "flux-part", lambda part: PARTS[part]))
    else:
        draw_story(context)
    explain(answer)
else:
    st.caption(plain(f"{month_name(context.period)} has no figures to compare."))
