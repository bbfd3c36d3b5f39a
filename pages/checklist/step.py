"""A checklist step on screen: its badge, its explanation, the basis of its state, and its evidence."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from close.store import seals
from close.store.audit_log import Event
from close.store.datasets import DATASETS
from close.store.evidence import fetch
from close.store.packages import PACKAGES
from close.store.public_holidays import list_places
from close.store.settings import Settings
from close.work import checklist
from close.work.checklist import LATE, pace
from close.work.progress import PREPARED, SIGNED, find_shown_state, say_step_state
from close.work.steps import steps
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext
from pages.parts.month import uploads
from pages.parts.month.settling import draw_places
from pages.parts.widgets.answers import ask
from pages.parts.widgets.downloads import admitted
from pages.parts.words import COLOURS, agree, plain, say, say_count, say_day, say_moment, title

Row = dict[str, Any]
BADGE = 104
EARLY = ":material/low_priority:"
SENTENCES = re.compile(r"(?<=\.)\s+")
LONGEST = 24  # letters of a name that fit on one line


def draw_badge(row: Row) -> None:
    """Draw a step's state, with the number of its exceptions. A waived step still has them, whoever signed it."""
    state, label = find_shown_state(row), say_step_state(row)
    before = "" if row["before"] is None else f". Last month: {say_count(row['before'], 'document')}"
    signed = ""
    if state == checklist.WAIVED and row["prepared_by"]:
        signed = f". {say(SIGNED if row['state'] == SIGNED else PREPARED)}"
    st.badge(label, color=COLOURS[state], width=BADGE, help=f"{label}{signed}{before}")


def say_due(row: Row) -> str:
    """Return the step's due day, and whether it is on track, overdue or done."""
    if row["applicable"] != "Y":
        return ""
    word, day = pace(row, seals.now()), row["due_date"]
    return f"{day:%a} {day.day} {day:%b} · {f':red[{word}]' if word == LATE else word}"


def say_calendar(settings: Settings) -> str:
    """Return which days are skipped as non-business days, in one or two sentences."""
    own = ", your own holidays" if settings.holidays else ""
    if settings.country:
        place = list_places().get(settings.country, settings.country)
        return f"Business days skip weekends{own} and the public holidays of {place}."
    skipped = "weekends and your own holidays" if own else "only weekends"
    return f"Business days skip {skipped}. Choose a country in the settings to skip its public holidays."


def say_person(row: Row) -> str:
    """Return the person responsible for a step's state.

    A signature takes precedence over an attestation or a waiver.
    """
    for name, verb in (("reviewed_by", "reviewed"), ("prepared_by", "prepared"), ("attested_by", row["proof"])):
        if row[name]:
            who = row[name] if len(row[name]) <= LONGEST else f"{row[name][: LONGEST - 1]}…"
            return f"{verb} by {plain(who)}"
    return ""


def for_package(text: str, package: str) -> str:
    """Return the sentences of a text that are not about another accounting package than the company's."""
    others = [each.short_name for code, each in PACKAGES.items() if each.syncs and code != package]
    if package not in PACKAGES or not PACKAGES[package].syncs:
        return text
    return " ".join(part for part in SENTENCES.split(text) if not any(name in part for name in others))


def draw_explanation(context: PageContext, row: Row) -> None:
    """Draw where to click, for a user who is new to a step, and folded why it matters and what a pass looks like."""
    step = steps()[row["step"]]
    where, why, passes = (plain(for_package(t, context.settings.package)) for t in (step.where, step.why, step.passes))
    st.markdown(f"**Where to click:** {where}")
    with st.expander("Why, and what a pass looks like", icon=":material/lightbulb:"):
        st.markdown(f"**Why:** {why}")
        st.markdown(f"**What a pass looks like:** {passes}")


def draw_proof(context: PageContext, row: Row) -> None:
    """Draw the basis of a step's state as a sentence. Signatures are drawn below it."""
    count, step = row["exception_count"], steps()[row["step"]]
    match row["proof"]:
        case checklist.NOT_APPLICABLE:
            st.info(f"Not applicable: this step is for {step.concerns}.", icon=":material/remove:")
            link("organisation", "If that is wrong, change the settings", icon=":material/business:")
        case checklist.EXCEPTIONS:
            st.error(f"Exceptions ({count:,}): {_say_exceptions(count)}.", icon=":material/error:")
        case "proven":
            tested = uploads.count_tested_rows(context, row["evidence"].split(", "))
            st.success(
                f"Proven: 0 exceptions in {say_count(tested, 'row')} up to {say_day(context.month.end)}.",
                icon=":material/verified:",
            )
        case "attested":
            st.info(f"Attested by {_say_attestation(row)}", icon=":material/approval:")
        case "waived":
            st.info(f"Waived by {_say_attestation(row)}", icon=":material/do_not_disturb_on:")
            if count:
                st.caption(f"Waived with {say_count(count, 'exception')}. The waiver ends if there is one more.")
        case _:
            st.warning(_explain_unknown(row), icon=":material/question_mark:")
            draw_places([row], context.period, "unmet_code", "stale_code")
    draw_before(context, row)


def _say_attestation(row: Row) -> str:
    return f"{plain(row['attested_by'])}, {say_moment(row['attested_at'])} UTC: {plain(row['note'])}"


def _say_exceptions(count: int) -> str:
    return f"{say_count(count, 'document')} {agree(count, 'keeps', 'keep')} this step from passing"


def _explain_unknown(row: Row) -> str:
    """Return the missing evidence for a step, how to provide it, and the exceptions found so far."""
    count = row["exception_count"]
    found = f"{_say_exceptions(count)}, and there may be more." if count else "No exceptions found so far."
    why = f"{plain(row['unmet'].replace('; ', '. '))}. {plain(row['settled_by'])}" if row["unmet"] else ""
    stale = f"The evidence is too old. {_say_stale(row)}" if row["stale_evidence"] else ""
    return " ".join(filter(None, ("**Cannot tell.**", why, stale, found)))


def _say_stale(row: Row) -> str:
    return f"{plain(row['stale_evidence'])}. Export it again."


def list_early(context: PageContext) -> Mapping[str, Sequence[Row]]:
    """Return the earlier steps that are still open, by the step that was done before them."""
    found: dict[str, list[Row]] = {}
    for row in ask(context, "early_steps").table.to_pylist():
        found.setdefault(row["step"], []).append(row)
    return found


def say_early(earlier: Sequence[Row]) -> str:
    """Return which earlier steps are still open."""
    return f"Done before {' and '.join(row['earlier_title'] for row in earlier)}"


def draw_early(earlier: Sequence[Row]) -> None:
    """Draw a warning that a step was done before others that it depends on, and why it may have to be done again."""
    if not earlier:
        return
    lines = [f"- **{plain(row['earlier_title'])} ({row['earlier']})**: {plain(row['reason'])}." for row in earlier]
    which = agree(len(lines), "an earlier one is", "earlier ones are")
    st.warning("\n".join([f"This step may have to be done again, because {which} not done yet:\n", *lines]), icon=EARLY)
    with st.container(horizontal=True, gap="small"):
        for row in earlier:
            label = f"Open the step {row['earlier']}"
            link("checklist", label, icon=":material/arrow_forward:", step=row["earlier"])


def draw_before(context: PageContext, row: Row) -> None:
    """Draw the step's state last month."""
    if not context.has_previous or row["proof"] == checklist.NOT_APPLICABLE:
        return
    rows = ask(context, "checklist", context.month.previous.period).table.to_pylist()
    last = next(found for found in rows if found["step"] == row["step"])
    count = "" if last["exception_count"] is None else f", {say_count(last['exception_count'], 'document')}"
    person = f", {say_person(last)}" if say_person(last) else ""
    note = f": {plain(last['note'])}" if last["note"] else ""
    st.caption(f"Last month: {str(say(last['state'])).lower()}{count}{person}{note}")


def draw_evidence(context: PageContext, row: Row) -> None:
    """Draw the exports that prove the step, where to find the missing ones, and the attached files."""
    missing, undated = ((row[name] or "").split(", ") for name in ("missing_evidence", "undated_evidence"))
    lines = []
    for name in row["evidence"].split(", "):
        if name in missing:
            lines.append(f"- :orange[missing] **{title(name)}**: {DATASETS[name].source}")
            continue
        records = context.manifest.of(name, context.period)
        files = ", ".join(plain(record.file_name) for record in records)
        exported = sorted({record.exported_on for record in records if record.exported_on})
        days = [say_day(date.fromisoformat(day)) for day in exported]
        taken = " (export date unknown)" if name in undated else f" (exported on {' and '.join(days)})" if days else ""
        lines.append(f"- :green[uploaded] **{title(name)}**{taken}: {files}")
    if row["stale_evidence"]:
        lines.append(f"- :orange[too old] {_say_stale(row)}")
    attached = checklist.list_attachments(context.warehouse, context.period, row["step"])
    is_open = bool(attached or row["missing_evidence"] or row["stale_evidence"])
    with st.expander(_say_evidence(row, len(attached)), expanded=is_open, icon=":material/inventory_2:"):
        st.markdown("\n".join(lines))
        for event in attached:
            _draw_file(context, event)


def _say_evidence(row: Row, attached: int) -> str:
    """Return how many of the exports that prove a step are uploaded, and how many files are attached."""
    needed, missing = (
        len(list(filter(None, (row[name] or "").split(", ")))) for name in ("evidence", "missing_evidence")
    )
    uploaded = f"{needed - missing} of {needed}" if missing else f"{needed:,}"
    also = f", {say_count(attached, 'file')} attached" if attached else ""
    return f"Evidence: {uploaded} {agree(needed, 'export', 'exports')} uploaded{also}"


def _draw_file(context: PageContext, event: Event) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.download_button(
            event.note,
            data=admitted(lambda: fetch(context.warehouse, event.value)),
            file_name=event.note,
            key=f"file-{event.number}",
            on_click="ignore",
            icon=":material/attach_file:",
            type="tertiary",
        )
        when = say_moment(event.recorded_at)
        st.caption(f"attached by {plain(event.who)}, {when} UTC, sha256 {event.value[:12]}…")
