"""What has landed for the month and what has not: which export, of which screen, and what it would show."""

import streamlit as st

from close.rules.report import Answer
from close.store.packages import PACKAGES
from pages.parts import words
from pages.parts.frame.page_context import PageContext, data_landings, link, month_name
from pages.parts.widgets.tables import draw


def exports_of_month(context: PageContext) -> tuple[str, ...]:
    """What a month needs: the exports of Omni and, where Omni syncs, those of the ledger that steps are proven by."""
    if not PACKAGES[context.settings.package].syncs:
        return words.MONTHLY
    documents = ("ledger_documents",) if context.settings.expects_drafts else ()
    return (*words.MONTHLY, "ledger_entries", *documents)


def missing_exports(context: PageContext) -> list[str]:
    """The exports of a month that have not landed for this one."""
    return [name for name in exports_of_month(context) if not context.manifest.of(name, context.period)]


def rows_tested(context: PageContext, datasets: list[str]) -> int:
    """How many rows of the exports are known up to the month end: what a rule that found nothing was tested on."""
    known = [record for name in datasets for record in context.manifest.of(name) if record.period <= context.period]
    files = [file for record in known for file in record.files if file.dataset in datasets]
    return sum({file.path: file.rows for file in files}.values())


def draw_exports(context: PageContext) -> None:
    """The exports of the month: what has landed of each, and where to click for it."""
    draw(
        [_export(context, name) for name in exports_of_month(context)],
        "exports-of-month",
        state="Landed",
        what="Export",
        where="Where to click",
        count="Rows",
        file="File",
    )


def draw_rows_of_month(context: PageContext) -> None:
    """The exports of the month and their rows, in a narrow table."""
    rows = [_export(context, name) for name in exports_of_month(context)]
    draw(rows, "rows-of-month", what="Export", count="Rows", state="Landed")


def _export(context: PageContext, name: str) -> dict[str, object]:
    records = context.manifest.of(name, context.period)
    files = [file for record in records if (file := record.dataset(name))]
    return {
        "state": "✓" if records else "missing",
        "what": words.title(name),
        "count": sum(file.rows for file in files) if files else None,
        "file": ", ".join(record.file_name for record in records) or None,
        "where": words.SOURCES[name],
    }


def say_missing(context: PageContext, answer: Answer) -> bool:
    """Name the exports of the month that an answer lacks; whether any of them is one that it cannot do without."""
    missing = [name for name in answer.unlanded if name not in words.OPTIONAL and name != "settings"]
    if not missing:
        return False
    lines = [f"- **{words.title(name)}**: in Omni, {words.SOURCES.get(name, 'export it')}" for name in missing]
    st.warning(
        f"Not landed for {month_name(context.period)}, so this page shows only what older exports hold:\n\n"
        + "\n".join(lines),
        icon=":material/upload_file:",
    )
    link("data/upload", "Upload exports", icon=":material/upload:")
    return True


def stop_if_empty(context: PageContext) -> None:
    """Where the organisation has landed nothing, say how to begin, and draw no more."""
    if not context.is_empty:
        return
    st.title("Nothing has landed yet", anchor=False)
    st.write(
        "Export these from Cin7 Omni for one month and drop them in, all at once or as a zip of their folder. "
        "Each is recognised by what it holds, whatever it is called."
    )
    with st.container(horizontal=True):
        link("data/upload", "Upload the first exports", icon=":material/upload:")
        link("data/organisation", "Say how the organisation works", icon=":material/business:")
    draw_exports(context)
    st.stop()


def draw_landings(context: PageContext, most: int) -> None:
    """The newest landings of every month, newest first."""
    newest = sorted(data_landings(context.manifest), key=lambda r: (r.landed_at, r.file_name), reverse=True)[:most]
    rows = [
        {
            "when": record.landed_at[:16].replace("T", " "),
            "who": record.who,
            "file": record.file_name,
            "what": words.title(record.files[0].dataset),
            "month": record.period,
            "count": record.rows,
        }
        for record in newest
    ]
    # What a narrow screen cuts comes last.
    draw(rows, "newest-landings", month="For", what="What", count="Rows", when="Landed (UTC)", who="By", file="File")
