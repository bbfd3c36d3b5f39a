"""Coverage: what has been uploaded for each month, how fresh it is, and which rules lack what."""

from dataclasses import replace

import streamlit as st

from close.store.datasets import DATASETS
from close.store.packages import PACKAGES
from close.work.current_exports import list_uploads
from pages.data.uploads.coverage_cells import SETTINGS, Cell, list_cells, make_row
from pages.data.uploads.dependents import list_causes, list_dependents
from pages.data.uploads.landing_card import OUTCOME, draw_landing, pick_landing
from pages.data.uploads.landing_records import SHORT
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import draw_outcome
from pages.parts.frame.page_context import current, month_name, months
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.month.where_to_click import BALANCES, ENTRIES, LISTS, say_ledger_report
from pages.parts.widgets.columns import ROW
from pages.parts.widgets.tables import BLANK, HEAD, TALL, to_table
from pages.parts.words import plain, say_count, title

context = current()
uploads.stop_if_empty(context)


def pick_cell(rows: list[list[Cell]]) -> Cell | None:
    """Draw the matrix of months and datasets, and return the selected cell."""
    shown = [index for index in range(len(rows[0])) if any(cells[index].say() for cells in rows)]
    labels = {
        rows[0][index].dataset: SHORT.get(rows[0][index].dataset, title(rows[0][index].dataset)) for index in shown
    }
    state = st.dataframe(
        to_table([make_row(cells) for cells in rows], {"month": "Month", **labels}),
        key=f"coverage-{context.warehouse.organisation}-{context.period}-{rows[0][0].period}-{len(rows)}",
        on_select="rerun",
        selection_mode="single-cell",
        hide_index=True,
        lazy=False,
        height=min(TALL, HEAD + ROW * len(rows)),
        column_config={"Month": st.column_config.Column(pinned=True)},
        placeholder=BLANK,
    )
    headings = {label: name for name, label in labels.items()}
    for row, heading in state["selection"]["cells"]:
        if row < len(rows) and heading in headings:
            return next(cell for cell in rows[row] if cell.dataset == headings[heading])
    return None


def draw_cell(cell: Cell) -> None:
    """Draw a cell in full: its freshness, every upload that it ever had, and the rules that need it."""
    st.header(f"{title(cell.dataset)} · {month_name(cell.period)}", anchor=False)
    if cell.records:
        st.markdown(f"{say_count(cell.rows, 'row')} in {say_count(len(cell.records), 'file')}. {cell.say_freshness()}")
        if cell.taken_back:
            st.warning(plain(cell.say_taken_back()), icon=":material/undo:")
    else:
        st.markdown(f"Not uploaded. {say_where(cell.dataset)}")
        draw_way(cell)
    held = [record for record in list_uploads(context.warehouse, cell.period) if record.dataset(cell.dataset)]
    picked = pick_landing(context, held, f"uploads-{cell.dataset}-{cell.period}") if held else None
    if picked:
        draw_landing(context, picked)
    draw_dependents(cell)


def draw_dependents(cell: Cell) -> None:
    """Draw the rules that need a dataset, and how they read without it."""
    found = list_dependents(replace(context, period=cell.period), cell.dataset)
    words = "read it" if cell.records else "cannot tell, or can tell less, without it"
    for kind in ("Step", "Tie-out"):
        if titles := [plain(each.title) for each in found if each.kind == kind]:
            st.markdown(f"**{say_count(len(titles), kind.lower())}** {words}: {' · '.join(titles)}")
    reports = [plain(each.title) for each in found if each.kind == "Report"]
    causes = [plain(each) for each in list_causes(cell.dataset, cell.period)]
    counts = (say_count(len(reports), "report"), say_count(len(causes), "cause"))
    with st.expander(f"{counts[0]} and {counts[1]} of differences read it"):
        st.markdown(f"{' · '.join(reports)}\n\n{' · '.join(causes)}")


def say_where(dataset: str) -> str:
    """Return the report to export for a dataset, the system it is in, and where to click."""
    package = PACKAGES[context.settings.package]
    if dataset == LISTS:
        return f"In {package.short_name}, export {package.documents_menu or 'the lists of invoices and bills'}."
    if dataset in {ENTRIES, BALANCES}:
        return f"In the ledger, export {say_ledger_report(package)}."
    if dataset == SETTINGS:
        return "Save them on the page Organisation."
    return f"In Cin7 Omni, export {DATASETS[dataset].source}."


def draw_way(cell: Cell) -> None:
    """Draw the link to the page where a dataset is uploaded or entered."""
    if cell.dataset == SETTINGS:
        link("organisation", "Open the settings", icon=":material/business:", period=cell.period)
    else:
        link("upload", "Upload it", icon=":material/upload:", period=cell.period)


def draw_gaps(cells: list[Cell]) -> None:
    """Draw what the selected month lacks or should have again: the report, where to click, and what depends on it."""
    gaps = [cell for cell in cells if cell.is_missing or cell.taken_back or (cell.is_expected and cell.is_early)]
    st.header(f"To upload for {month_name(context.period)}", anchor=False)
    if not gaps:
        st.caption(f"Every export that the month needs is here{_say_freshness(cells)}.")
    for cell in gaps:
        with st.container(border=True):
            st.markdown(f"**{title(cell.dataset)}**: {plain(cell.say_taken_back()) or say_where(cell.dataset)}")
            if cell.records:
                st.caption(cell.say_freshness())
            draw_way(cell)
            draw_dependents(cell)


def _say_freshness(cells: list[Cell]) -> str:
    """Return whether the exports of a complete month were taken after it, as far as they state it."""
    expected = [cell for cell in cells if cell.is_expected and cell.records]
    undated = [title(cell.dataset) for cell in expected if not cell.taken]
    if not undated:
        return ", and none was taken before the month was over"
    if len(undated) == len(expected):
        return ". None of them states when it was taken, so nobody can tell whether that was after the month was over"
    names = ", ".join(undated)
    return f". These do not state when they were taken, so they may be from before the month was over: {names}"


matrix = [list_cells(context, period) for period in months(context.manifest)]
month = next((cells for cells in matrix if cells[0].period == context.period), matrix[0])
expected = [cell for cell in month if cell.is_expected]
missing = [cell for cell in expected if cell.is_missing]
early = [cell for cell in expected if cell.is_early]
gone = [cell for cell in month if cell.taken_back]
lacking = [
    f"{count} {words}"
    for count, words in ((len(missing), "missing"), (len(early), "too early"), (len(gone), "with a file taken back"))
    if count
]
draw_heading(
    context,
    "Coverage",
    "what has been uploaded for each month, and how long after month end it was exported",
    f"{len(expected) - len(missing)} of {len(expected)}",
    "Exports uploaded",
    ", ".join(lacking) or "complete",
    "orange" if lacking else "green",
    ("upload", "Upload exports"),
)
draw_outcome(OUTCOME)
st.caption(
    "Rows, and how many days after month end they were exported. “Too early” was exported before the month was over, "
    "and “undated” does not state when it was exported. "
    "A dash means that the month does not need the export. Select a cell to see its files and what needs it."
)
selected = pick_cell(matrix)
if selected:
    draw_cell(selected)
    link("landings", "All uploaded files", icon=":material/folder_open:")
else:
    draw_gaps(month)
