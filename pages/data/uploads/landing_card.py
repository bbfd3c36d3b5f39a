"""An upload in full: how it was read and checked, its original bytes, and the buttons that change what is current."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from close.signing import builds
from close.store.audit_log import Event
from close.store.authority.people import Action
from close.store.manifests import LandingRecord
from close.work.current_exports import list_replaced, make_current, say_state, take_back
from pages.data.uploads.consequences import draw_at_stake
from pages.data.uploads.landing_records import describe_landing
from pages.parts.frame.outcomes import attempt, draw_refusal
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.people import me
from pages.parts.month.signing import explain_no_permission
from pages.parts.widgets.columns import set_columns
from pages.parts.widgets.downloads import admitted
from pages.parts.widgets.panel import draw_lines
from pages.parts.widgets.tables import select, to_table
from pages.parts.words import plain, say_count, say_moment, say_money, say_quantity

UNITS = {"soh", "units"}  # columns of datasets that count units, as those do that begin with qty
LABELS = {
    "state": "State",
    "what": "Export",
    "month": "For",
    "count": "Rows",
    "file": "File",
    "proven": "Totals proven",
    "taken": "Exported on",
    "when": "Uploaded (UTC)",
    "who": "By",
    "hash": "SHA-256",
}
OUTCOME = "landing"  # the part of a page that shows whether an upload was taken back


def pick_landing(context: PageContext, records: Sequence[LandingRecord], name: str) -> LandingRecord | None:
    """Draw uploads as a table, and return the selected one. `name` distinguishes the tables of a page."""
    rows = [describe_landing(context.manifest, record) for record in records]
    table = to_table(rows, LABELS)
    key = f"{name}-{context.manifest.number}-{len(records)}-{context.period}"
    with st.container(key="wide-table"):
        picked = select(table, key, set_columns(table, key=LABELS["what"]))
    draw_lines(key, map(_say_landing, rows))
    return records[picked[0]] if picked else None


def _say_landing(row: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return an upload as a line: what it is, its rows, and its state, file and time."""
    when = f"uploaded on {say_moment(row['when'])} UTC by {row['who'] or 'an unnamed user'}"
    return (
        f"{row['what']}, {month_name(row['month'])}",
        say_count(row["count"], "row"),
        f"{row['state']} · {row['file']} · {when}",
    )


def draw_landing(context: PageContext, record: LandingRecord) -> None:
    """Draw the selected upload: how it was read, the checks it passed, its original bytes, and what can be changed."""
    with st.container(border=True):
        st.header(plain(record.file_name), anchor=False)
        totals = [
            f"| Total of {plain(name)} | {plain(_say_total(name, total))} |" for name, total in record.totals.items()
        ]
        reading = [
            f"| {plain(name.replace('_', ' ').capitalize())} | {plain(text)} |" for name, text in record.reading.items()
        ]
        facts = [
            f"| Bytes | {record.size:,} |",
            f"| SHA-256 | {record.sha256} |",
            f"| ID | {record.landing} |",
            f"| Read by | {plain(record.loader)}, version {record.loader_version} |",
            f"| Became current with snapshot | {record.sequence} |",
            f"| Missing columns | {plain(', '.join(name.replace('_', ' ') for name in record.absent) or 'none')} |",
        ]
        st.markdown("| Fact | Value |\n|---|---|\n" + "\n".join(totals + reading + facts))
        st.download_button(
            "Original file",
            data=admitted(lambda: context.warehouse.original(record.sha256)),
            file_name=record.file_name,
            mime="application/octet-stream",
            key=f"original-{record.landing}",
            on_click="ignore",
            icon=":material/download:",
        )
        _draw_correction(context, record)


def _say_total(name: str, total: str) -> str:
    """Return the total of a column as it is written everywhere: money, or a number of units."""
    return say_quantity(total) if name in UNITS or name.startswith("qty") else say_money(total)


def _draw_correction(context: PageContext, record: LandingRecord) -> None:
    """Draw a reason and the button that takes a current upload back, or makes a former one current again."""
    state, key = say_state(context.manifest, record), f"why-{record.landing}"
    label, change = ("Take back", take_back) if state == "current" else ("Make current", make_current)
    why = explain_no_permission(context, Action.SET if record.dataset("settings") else Action.LAND)
    others = (
        _say_replaced(context, record) if state == "current" else "It replaces current uploads with the same documents."
    )
    st.caption(
        f"This upload for {month_name(record.period)} is {state}. {plain(others)} No file is deleted, the note is "
        "recorded in the audit log, and signatures on changed figures are suspended."
    )
    draw_at_stake(context.warehouse, record.period, [file.dataset for file in record.files])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(
            "Note", key=key, disabled=bool(why), placeholder="the reason, for example: export of another branch"
        )
        st.button(
            label,
            key=f"correct-{record.landing}",
            disabled=bool(why),
            icon=":material/undo:",
            on_click=_correct,
            args=(context, record, change, key),
        )
    draw_refusal(key)
    if why:
        st.caption(plain(why))


def _say_replaced(context: PageContext, record: LandingRecord) -> str:
    """Return what remains of a month without an upload: those that it replaced do not come back by themselves."""
    replaced = [other.file_name for other in list_replaced(context.warehouse, record)]
    if not replaced:
        return "No other upload changes."
    return (
        f"What it replaced stays replaced: {', '.join(replaced)}. To go back to that, make it current again instead of "
        "taking this upload back."
    )


def _correct(context: PageContext, record: LandingRecord, change: Callable[..., Event], key: str) -> None:
    """Change what is current from a callback, and build the months that this affects."""
    does, done = ("takes back", "Taken back") if change is take_back else ("makes current", "Made current")

    def act() -> None:
        change(context.warehouse, record.landing, me(context.warehouse), st.session_state[key])
        builds.start(context.warehouse, builds.list_affected(context.warehouse, {record.period}))

    attempt(act, f"{does} {record.file_name}", f"{done}: {record.file_name}", key)
