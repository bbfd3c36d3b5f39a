"""Audit log: every event, upload and snapshot in the order of time, with what it changed, by whom and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, fields
from functools import partial

import streamlit as st

from close.archive import export
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets.downloads import admitted, offer_files
from pages.parts.widgets.tables import draw_table, to_table
from pages.parts.words import list_words, plain, say_count
from pages.signoff.log.entries import PUBLISHED, UPLOADED, Entry, list_entries
from pages.signoff.log.proofs import say_anchor, say_key, say_names

MOST = 2000  # lines on screen. The downloads have all
FILES = ("xlsx", "csv")
EVERY = "every month"
FILTERS = {"who": "Who", "kind": "What was done", "month": "Month"}
WIDEST = 400  # pixels of a column, so that a file's name with its month is whole. A click shows a longer text
LABELS = {
    "number": "Event",
    "at": "When (UTC)",
    "who": "Who",
    "kind": "What was done",
    "month": "Month",
    "subject": "Subject",
    "before": "Before",
    "after": "After",
    "note": "Reason or note",
    "amount": "Amount",
    "snapshot": "Snapshot",
    "named_by": "The name is",
    "sha256": "Sha256 of the file",
}

context = current()
uploads.stop_if_empty(context)
entries = list_entries(context.warehouse)


def say_lines() -> str:
    """Return what the lines of the log are: events, uploaded files and snapshots."""
    others = Counter(entry.kind for entry in entries if entry.number is None)
    counts = {"event": len(entries) - others.total(), "upload": others[UPLOADED], "snapshot": others[PUBLISHED]}
    return f"Lines: {list_words(say_count(count, kind) for kind, count in counts.items() if count)}"


def choose_entries() -> list[Entry]:
    """Draw the filters, and return the entries that they leave."""
    shown = entries
    for place, (name, label) in zip(st.columns(len(FILTERS)), FILTERS.items(), strict=True):
        counts = Counter(getattr(entry, name) or EVERY for entry in entries)
        options = sorted(counts, reverse=name == "month")
        chosen = place.multiselect(
            label,
            options,
            format_func=partial(_say_option, counts, name),
            key=f"log-{name}",
            placeholder="All",
        )
        shown = [entry for entry in shown if not chosen or (getattr(entry, name) or EVERY) in chosen]
    return shown


def _say_option(counts: Counter[str], name: str, option: str) -> str:
    return f"{_say_month(option) if name == 'month' else option} · {counts[option]:,}"


def _say_month(period: str) -> str:
    return EVERY.capitalize() if period == EVERY else month_name(period)


def draw_entries(shown: Sequence[Entry]) -> None:
    """Draw the entries, newest first. A column that is blank for all of them is left out."""
    rows = [{**asdict(entry), "month": entry.month or None} for entry in shown[:MOST]]
    filled = {name: label for name, label in LABELS.items() if any(row[name] is not None for row in rows)}
    table = to_table(rows, filled)
    draw_table(table, f"log-{context.warehouse.organisation}", WIDEST)
    if len(shown) > MOST:
        st.caption(f"Shown are the newest {MOST:,} of {say_count(len(shown), 'line')}. The files have all of them.")


def offer(shown: Sequence[Entry]) -> None:
    """Draw the buttons for the entries as files."""
    offer_files(
        say_count(len(shown), "line"),
        {suffix: admitted(partial(_write, shown, suffix)) for suffix in FILES},
        lambda suffix: f"audit log {context.warehouse.organisation}.{suffix}",
        "download-log",
    )


def _write(shown: Sequence[Entry], suffix: str) -> bytes:
    names = [field.name for field in fields(Entry)]
    rows = [asdict(entry) for entry in shown]
    return export.write(to_table(rows, {name: name for name in names}), suffix, LABELS)


draw_heading(
    context,
    "Audit log",
    "everything that was recorded: the person, the time, and what it changed",
    f"{len(entries):,}",
    say_lines(),
    "Nothing in it can be edited",
    "gray",
    ("signoff", "Sign-off"),
)
draw_entries(chosen := choose_entries())
offer(chosen)
with st.expander("How names and events are proven", icon=":material/shield:"):
    st.markdown(plain("\n\n".join((say_names(), say_key(context.warehouse), say_anchor(context.warehouse)))))
