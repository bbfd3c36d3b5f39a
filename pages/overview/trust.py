"""The evidence for a month: its exports, and what cannot be told, with the one action that settles it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from close.months import say_day
from close.store.manifests import LandingRecord
from close.work.checklist import CANNOT_TELL, EXCEPTIONS
from close.work.proposals import ACCOUNTS, PROPOSED, REPORT, Proposal, list_open
from pages.checklist.progress import read_progress
from pages.checklist.step import Row
from pages.data.settings_file import find_later
from pages.overview.evidence import COMPLETE, Evidence, draw_evidence, list_optional, read_evidence, say_hole
from pages.parts.frame.page_context import PageContext, data_landings, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_gaps
from pages.parts.month.settling import Place, find_place
from pages.parts.widgets.answers import ask
from pages.parts.words import agree, list_words, plain, say, say_count, title

# Reasons that the settings can remove.
UNSETTLED = ("no_account", "unstated_", "account_not_in_ledger")
MOST_NAMED = 2
NOT_COMPARED = "Part of the gap is unknown, because some documents and ledger entries cannot be compared."


@dataclass(frozen=True)
class Doubt:
    """Something that keeps figures from being known, and the place that settles it."""

    sentence: str
    place: Place


def say_exports(context: PageContext) -> str:
    """Return how many of the month's exports are uploaded, and when they were taken."""
    expected, missing = uploads.expected_exports(context), uploads.missing_exports(context)
    here = len(expected) - len(missing)
    count = (
        f"all {say_count(here, 'required export')} {agree(here, 'is', 'are')} in"
        if not missing
        else f"{here} of {say_count(len(expected), 'required export')} {agree(here, 'is', 'are')} in"
    )
    if gone := uploads.taken_back(context):
        count += f", but {' and '.join(record.file_name for record in gone)} was taken back"
    records = [record for name in expected for record in context.manifest.of(name, context.period)]
    days = sorted({date.fromisoformat(str(record.exported_on)) for record in records if record.exported_on})
    files = {record.sha256 for record in data_landings(context.manifest) if record.period == context.period}
    count += f" ({say_count(len(files), 'file')} uploaded)" if len(files) > here and not missing else ""
    if not days:
        return f"{count}, but they do not state when they were taken" if records else count
    return f"{count}, taken {_say_days(days)}{_say_undated(records)}"


def _say_days(days: Sequence[date]) -> str:
    return f"on {say_day(days[0])}" if len(days) == 1 else f"from {say_day(days[0])} to {say_day(days[-1])}"


def _say_undated(records: Sequence[LandingRecord]) -> str:
    """Return that some exports do not state when they were taken, or an empty text if all do."""
    count = len({record.landing for record in records if not record.exported_on})
    if not count:
        return ""
    verb, when = agree(count, "does", "do"), agree(count, "it was", "they were")
    return f", except for {count} that {verb} not state when {when} taken"


def draw_trust(context: PageContext) -> None:
    """Draw what cannot be told and the action that settles most of it, and what the month's evidence shows."""
    progress = read_progress(context)
    unknown = progress.of(CANNOT_TELL)
    evidence = read_evidence(context)
    doubt = find_doubt(context, unknown, evidence)
    if doubt:
        _draw_band(doubt, unknown)
    has_gaps = draw_gaps(context)
    is_complete = not doubt and not has_gaps and not any(evidence[name].unknown for name in COMPLETE)
    draw_evidence(evidence, len(progress.of(EXCEPTIONS)), list_optional(context), is_complete=is_complete)


def find_doubt(context: PageContext, unknown: Sequence[Row], evidence: Mapping[str, Evidence]) -> Doubt | None:
    """Return what to settle first: missing exports, earlier months, settings, and the evidence of a step or bridge."""
    if missing := uploads.missing_exports(context):
        names = " and ".join(filter(None, [", ".join(title(name) for name in missing[:MOST_NAMED]), _more(missing)]))
        action = "Upload it" if len(missing) == 1 else "Upload them"
        return Doubt(f"Not uploaded: **{names}**.", Place("upload", action))
    if gone := uploads.taken_back(context):
        names = list_words(plain(record.file_name) for record in gone)
        return Doubt(f"Taken back, and not replaced since: **{names}**.", Place("coverage", "See what is missing"))
    if evidence["earlier_months"].unknown:
        return Doubt(f"{say_hole(evidence['earlier_months'])}.", Place("coverage", "See what is missing"))
    rows = [*unknown, *(row for row in ask(context, "gap_split").table.to_pylist() if row["unmet_code"])]
    codes = [code for row in rows for code in (row["unmet_code"] or "").split(";")]
    if any(code.startswith(UNSETTLED) for code in codes):
        return _doubt_settings(context, rows)
    if rows:
        return _doubt_evidence(context, rows[0])
    return Doubt(NOT_COMPARED, Place("bridge", "Open the bridge")) if evidence["gap"].unknown else None


def _more(missing: Sequence[str]) -> str:
    return f"{len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""


def _doubt_settings(context: PageContext, rows: Sequence[Row]) -> Doubt:
    if later := find_later(context):
        now, start = month_name(context.period), month_name(later.period)
        sentence = f"No settings are in force in {now}. The first ones start in {start}."
        return Doubt(sentence, Place("organisation", f"Use them from {now}"))
    proposed = [row for row in list_open(ask(context, REPORT).table) if row.state == PROPOSED]
    accounts = [row for row in proposed if row.part == ACCOUNTS]
    if accounts:
        sentence = f"The ledger accounts are not confirmed. From your files: {_say_accounts(accounts)}."
    else:
        reason = next(row for row in rows if any(code in (row["unmet_code"] or "") for code in UNSETTLED))
        sentence = f"{plain(reason['unmet'].split('; ')[0])}."
    action = f"Review and accept {len(proposed)}" if proposed else "Open the settings"
    return Doubt(sentence, Place("organisation", action))


def _say_accounts(accounts: Sequence[Proposal]) -> str:
    named = [f"{str(say(row.setting)).lower()} is **{plain(row.value or '')}**" for row in accounts[:MOST_NAMED]]
    rest = len(accounts) - MOST_NAMED
    return ", ".join(named) + (f", and {rest} more" if rest > 0 else "")


def _doubt_evidence(context: PageContext, row: Row) -> Doubt:
    reason = row["unmet"] or row.get("stale_evidence") or ""
    sentence = f"{plain(reason.split('; ')[0])}. {plain(row.get('settled_by') or 'Export it again.')}"
    return Doubt(sentence, find_place(row["unmet_code"] or row.get("stale_code") or "", context.period, row))


def _draw_band(doubt: Doubt, unknown: Sequence[Row]) -> None:
    steps = ", ".join(f"{row['title']} ({row['step']})" for row in unknown)
    with st.container(border=True, key="doubt", horizontal=True, vertical_alignment="center"):
        label = f"Cannot tell: {say_count(len(unknown), 'step')}" if unknown else "Cannot tell"
        st.badge(label, color="orange", icon=":material/question_mark:", help=steps or None)
        st.markdown(doubt.sentence, width="stretch")
        doubt.place.draw()
