"""The facts for a signer before the month is signed, in a few lines with the way to each list."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from close.signing.review import Review, RuleChange, review
from close.store.authority.in_force import ROLES
from pages.data.settings_fields import LABELS
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.tables import draw
from pages.parts.words import agree, name_tie_out, plain, say, say_count, say_day, say_moment, say_money

STEPS = {"step": "Step", "how": "State", "who": "By", "when": "At (UTC)", "note": "Reason"}
DIFFERING = {"label": "Tie-out", "difference": "Difference"}


def draw_review(context: PageContext) -> None:
    """Draw what the steps rest on, changed rules, open items, unexplained changes, tie-outs and unreadable rows."""
    with st.spinner("Gathering what is still open…"):
        found = review(context.warehouse, context.period)
    with st.container(gap="xsmall", key="review"):
        _draw_line(
            "Steps done", f"{found.done.count} of {found.applicable}, {found.done.say()}", "checklist", "Checklist"
        )
        _draw_steps(found)
        _draw_rules(context, found)
        _draw_line("Open items", say_open(found), "worklist", "Worklist")
        changes = say_count(len(found.unexplained_changes), "change")
        _draw_line("Flux", f"{changes} above the threshold without an explanation", "flux", "Flux")
        _draw_line("Tie-outs that differ", f"{len(found.differing) or 'none'}", "tie_outs", "Tie-outs")
        _draw_differing(found)
        _draw_line("Tie-outs with an unknown side", f"{len(found.unknown) or 'none'}", "tie_outs", "What is missing")
        files = ", ".join(plain(record.file_name) for record in found.unreadable) or "none"
        _draw_line("Exports with unreadable rows", files, "landings", "Uploaded files")


def _draw_line(what: str, words: str, page: str, label: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{what}:** {words}", width="stretch")
        link(page, label, icon=":material/arrow_forward:")


def _draw_steps(found: Review) -> None:
    """Draw the steps that a person attested or waived, with the reason, once they are asked for."""
    if not found.by_person:
        return
    rows = [_describe_step(row) for row in found.by_person]
    with st.expander(f"{say_count(len(rows), 'step')} attested or waived by a person, with the reasons"):
        draw(rows, "steps-by-person", **STEPS)


def _describe_step(row: Mapping[str, Any]) -> dict[str, Any]:
    count = row["exception_count"]
    how = f"{say(row['proof'])}{f' with {count:,}' if count else ''}"
    return {
        "step": f"{row['step']} {row['title']}",
        "how": how,
        "who": row["attested_by"],
        "when": row["attested_at"],
        "note": row["note"],
    }


def _draw_differing(found: Review) -> None:
    """Draw the tie-outs that differ, once they are asked for."""
    if found.differing:
        rows = [{**row, "label": name_tie_out(row)} for row in found.differing]
        with st.expander(f"The {say_count(len(rows), 'tie-out')} that {agree(len(rows), 'differs', 'differ')}"):
            draw(rows, "differing", **DIFFERING)


def _draw_rules(context: PageContext, found: Review) -> None:
    since = say_day(context.month.start)
    lines = "; ".join(say_change(change) for change in found.rules) or "none"
    _draw_line(f"Signing rules changed since {since}", plain(lines), "organisation", "Materiality and other rules")


def say_change(change: RuleChange) -> str:
    """Return a change of a signing rule or of the roles, with its values, person and time."""
    name = "roles" if change.name == ROLES else LABELS[change.name].text if change.name in LABELS else change.name
    values = "" if change.name == ROLES else f" from {change.before or 'not set'} to {change.after}"
    note = f" ({change.event.note})" if change.event.note else ""
    return f"{name}{values} by {change.event.who}, {say_moment(change.event.recorded_at)} UTC{note}"


def say_open(found: Review) -> str:
    """Return the number of open items with their amount."""
    if found.open_items is None:
        return "unknown, because exports are missing"
    return f"{found.open_items:,}, {plain(say_money(found.open_amount))} in total"
