"""The evidence of the month in three lines: what is there, what was checked and agrees, and what cannot be told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from close.months import month
from close.rules.reasons import SEVERAL
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month import uploads
from pages.parts.month.causes import UNEXPLAINED
from pages.parts.widgets.answers import ask
from pages.parts.words import agree, list_words, say_count, title

REPORT, NOT_TESTED = "evidence", "causes_not_tested"
# The evidence without which the month's figures are not complete. A cause that needs more exports is only named.
COMPLETE = ("exports", "earlier_months", "steps", "gap")
YES, NO, UNKNOWN = (
    ":green[:material/check_circle:]",
    ":orange[:material/difference:]",
    ":orange[:material/question_mark:]",
)


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


def read_evidence(context: PageContext) -> dict[str, Evidence]:
    """Return the evidence of a month by its name."""
    rows = ask(context, REPORT).table.to_pylist()
    return {r["evidence"]: Evidence(r["passing"], r["failing"], r["unknown"], r["month_before"]) for r in rows}


def list_optional(context: PageContext) -> list[str]:
    """Return the titles of the exports that the month can do without, but without which some causes are not tested."""
    required = uploads.expected_exports(context)
    codes = [code for row in ask(context, NOT_TESTED).table.to_pylist() for code in row["unmet_code"].split(SEVERAL)]
    names = {code.removeprefix(uploads.NOT_LANDED) for code in codes if code.startswith(uploads.NOT_LANDED)}
    return sorted(title(name) for name in names if name not in required)


def draw_evidence(
    evidence: Mapping[str, Evidence], failing: int, optional: Sequence[str], *, is_complete: bool
) -> None:
    """Draw what is there, what was checked and agrees, and what cannot be told, each with links to what it counts.

    `failing` is the number of steps with exceptions, and `optional` are the optional exports that are not in. Without
    any doubt, the month is complete, whatever it shows.
    """
    coverage, tie_outs, steps = ("coverage", "Coverage"), ("tie_outs", "Tie-outs"), ("checklist", "Checklist")
    _draw_line(YES if is_complete else UNKNOWN, say_complete(evidence, optional, is_complete=is_complete), coverage)
    _draw_line(*say_agreement(evidence["tie_outs"], failing), tie_outs, steps)
    if unknown := say_unknown(evidence):
        places = [tie_outs] if evidence["tie_outs"].unknown else []
        causes = [("bridge", "What was not tested")] if evidence["causes"].unknown else []
        _draw_line(UNKNOWN, unknown, *places, *causes)


def _draw_line(icon: str, sentence: str, *places: tuple[str, str]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"{icon} {sentence}", width="content")
        for page, label in places:
            chosen = {"cause": UNEXPLAINED} if page == "bridge" else {}
            link(page, label, icon=":material/arrow_forward:", **chosen)


def say_complete(evidence: Mapping[str, Evidence], optional: Sequence[str], *, is_complete: bool) -> str:
    """Return whether everything that the month needs is there. Whether it is right is another question."""
    exports, steps, earlier = (evidence[name] for name in ("exports", "steps", "earlier_months"))
    verb = agree(exports.passing, "is", "are")
    rest = f" {say_optional(optional)}" if optional else ""
    if is_complete:
        counted = "the one required export is" if exports.total == 1 else f"all {exports.total} required exports are"
        return f"**Complete:** {counted} in, and every step can be tested.{rest}"
    parts = [f"{exports.passing} of {say_count(exports.total, 'required export')} {verb} in"]
    parts += [f"{say_count(earlier.unknown, 'export')} of earlier months missing"] if earlier.unknown else []
    parts += [f"{steps.passing} of {say_count(steps.total, 'step')} can be tested"]
    return f"**Not complete:** {list_words(parts)}.{rest}"


def say_optional(optional: Sequence[str]) -> str:
    """Return which optional exports are not in."""
    count = len(optional)
    return f"{say_count(count, 'optional one')} {agree(count, 'is', 'are')} not: {list_words(optional)}."


def say_agreement(tie_outs: Evidence, failing: int) -> tuple[str, str]:
    """Return whether what was checked agrees: an icon, and the sentence."""
    verb = agree(tie_outs.passing, "agrees", "agree")
    agreeing = f"{tie_outs.passing} of {say_count(tie_outs.total, 'tie-out')} {verb}"
    if failing or tie_outs.failing:
        parts = [agreeing]
        parts += [f"{tie_outs.failing:,} {agree(tie_outs.failing, 'differs', 'differ')}"] if tie_outs.failing else []
        parts += [f"{say_count(failing, 'step')} {agree(failing, 'has', 'have')} exceptions"] if failing else []
        return NO, f"**Not everything agrees yet:** {list_words(parts)}."
    if not tie_outs.passing:
        return UNKNOWN, f"**Not checked yet:** {agreeing}."
    return YES, f"**What was checked agrees:** {agreeing}, and no step has exceptions."


def say_unknown(evidence: Mapping[str, Evidence]) -> str:
    """Return what cannot be told, other than steps, or an empty string. A cause is tested by exports of its own."""
    tie_outs, causes = evidence["tie_outs"].unknown, evidence["causes"].unknown
    counts = {"tie-out": tie_outs, "cause": causes}
    untested = list_words(say_count(count, word) for word, count in counts.items() if count)
    lacking = f"an export that {agree(tie_outs + causes, 'it needs', 'they need')} is missing or incomplete"
    return f"**Not tested:** {untested}, because {lacking}." if untested else ""


def say_hole(earlier: Evidence) -> str:
    """Return which month is the first that lacks exports between others."""
    first = month(str(earlier.month_before)).next.period
    exports = say_count(earlier.unknown, "export")
    return f"{exports} of earlier months are missing, the first of {month_name(first)}: later figures build on them"
