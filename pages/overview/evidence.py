"""The evidence of the month in one line: each part with its counts, and a link to the page that lists it."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from close.months import month
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.widgets.answers import ask
from pages.parts.words import say_count

REPORT = "evidence"
UNTESTED = "They need exports that the month does not have. Nothing else depends on them."


@dataclass(frozen=True)
class Evidence:
    """The counts of one part of the evidence. `month_before` is the last month before the first that is missing."""

    passing: int
    failing: int
    unknown: int
    month_before: str | None = None

    @property
    def total(self) -> int:
        """Everything that was counted."""
        return self.passing + self.failing + self.unknown

    @property
    def icon(self) -> str:
        """The icon of its worst state."""
        if self.unknown:
            return ":material/question_mark:"
        return ":material/difference:" if self.failing else ":material/check:"


def read_evidence(context: PageContext) -> dict[str, Evidence]:
    """Return the evidence of a month by its name."""
    rows = ask(context, REPORT).table.to_pylist()
    return {r["evidence"]: Evidence(r["passing"], r["failing"], r["unknown"], r["month_before"]) for r in rows}


def draw_evidence(evidence: Mapping[str, Evidence]) -> None:
    """Draw a link for each part of the evidence. Causes are only named if some cannot be tested."""
    exports, steps, tie_outs = (evidence[name] for name in ("exports", "steps", "tie_outs"))
    with st.container(horizontal=True, gap="small"):
        link("coverage", f"{exports.passing} of {exports.total} exports", exports.icon)
        if earlier := evidence["earlier_months"].unknown:
            link("coverage", f"{say_count(earlier, 'export')} of earlier months missing", ":material/question_mark:")
        link("checklist", f"{steps.passing} of {say_count(steps.total, 'step')} can be tested", steps.icon)
        link("tie_outs", say_tie_outs(tie_outs), tie_outs.icon)
        if causes := evidence["causes"].unknown:
            label = f"{say_count(causes, 'cause')} not tested"
            link("bridge", label, ":material/question_mark:", UNTESTED, cause=UNEXPLAINED)


def say_tie_outs(found: Evidence) -> str:
    """Return how many tie-outs agree, differ and cannot be told."""
    parts = [f"{found.passing} of {say_count(found.total, 'tie-out')} agree"]
    parts += [f"{found.failing} differ"] if found.failing else []
    parts += [f"{found.unknown} cannot be told"] if found.unknown else []
    return ", ".join(parts)


def say_hole(earlier: Evidence) -> str:
    """Return which month is the first that lacks exports between others."""
    first = month(str(earlier.month_before)).next.period
    exports = say_count(earlier.unknown, "export")
    return f"{exports} of earlier months are missing, the first of {month_name(first)}: later figures build on them"
