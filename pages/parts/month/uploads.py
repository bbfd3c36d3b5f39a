"""The exports for a month: those it needs, those uploaded, and where to click for the missing ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import streamlit as st

from close.engine.connection import constant
from close.rules.answers import Answer, run_model
from close.rules.compile import compile_report
from close.rules.queries import library
from close.store.datasets import DATASETS, UNREADABLE_ROWS
from close.store.manifests import LandingRecord
from close.store.packages import PACKAGES
from close.store.warehouse import Warehouse
from close.work.current_exports import list_gaps
from pages.parts.frame.navigation import PAGES, go, link
from pages.parts.frame.page_context import PageContext, count_files, data_landings, month_name, months, newest_month
from pages.parts.month.settling import draw_places
from pages.parts.month.where_to_click import BALANCES, ENTRIES, LISTS, say_export, say_ledger_report, say_place
from pages.parts.widgets.tables import draw, draw_table, to_table
from pages.parts.words import plain, read_moment, say_count, title

OPTIONAL = frozenset(name for name, dataset in DATASETS.items() if dataset.is_optional)
WIDEST_FILES = 740  # pixels, so that the names of two files of the ledger are whole
NOT_LANDED = "not_landed|"  # the start of the code for a missing export
SEARCHES = {"document": "document_search"}  # the report that a page begins with


def expected_exports(context: PageContext) -> tuple[str, ...]:
    """Return the datasets that a month needs: Omni's and, if Omni syncs to a ledger, the ledger's that prove steps."""
    return tuple(_read_expected(context))


def missing_exports(context: PageContext) -> list[str]:
    """Return the datasets the month needs but does not have yet. Of invoices and bills, it needs both lists."""
    return [name for name, is_present in _read_expected(context).items() if not is_present]


def is_missing(context: PageContext, name: str) -> bool:
    """Return True if the month lacks an export, or one of the two lists of the ledger's documents."""
    return not _read_expected(context).get(name, bool(context.manifest.of(name, context.period)))


def _read_expected(context: PageContext) -> Mapping[str, bool]:
    """Return whether each export that the month needs is uploaded, in the order in which pages list them."""
    house = context.warehouse
    return _read_snapshot(house.root, house.organisation, context.manifest.stamp, context.period)


@lru_cache(maxsize=512)
def _read_snapshot(root: Path, organisation: str, stamp: tuple[int, str], period: str) -> Mapping[str, bool]:
    """Return the expected exports in one snapshot, which never change. A page asks for them again and again."""
    rows = run_model(Warehouse(root, organisation), "expected_exports", period, stamp[0]).to_pylist()
    return {row["dataset"]: row["is_present"] for row in sorted(rows, key=lambda row: row["position"])}


@lru_cache(maxsize=1)
def list_every() -> tuple[str, ...]:
    """Return every dataset that a month can need, whatever the settings of the company."""
    rows = constant(library("models")["monthly_exports"][0].body).to_pylist()
    return tuple(row["dataset"] for row in sorted(rows, key=lambda row: row["position"]))


def taken_back(context: PageContext, name: str = "") -> list[LandingRecord]:
    """Return the exports of the month, or of one dataset, that were taken back and not replaced since."""
    gaps = list_gaps(context.warehouse, context.manifest, context.period)
    return [record for record in gaps if not name or record.dataset(name)]


def lacks_sales(context: PageContext) -> bool:
    """Return True if a COGS Breakdown up to the month lacks sales that it must have listed, so that it was filtered."""
    return bool(run_model(context.warehouse, "sales_not_in_cogs", context.period, context.manifest.number).num_rows)


def find_datasets(context: PageContext) -> set[str] | None:
    """Return the datasets that the page's report reads, or None if the page is not that of one report."""
    if context.page not in library("reports"):
        return None
    return {name.removesuffix("_history") for name in compile_report(context.page, context.period).datasets}


def count_holes(context: PageContext) -> dict[str, int]:
    """Return the months from the first to the newest with exports that lack whole exports, and how many each lacks."""
    last, expected = newest_month(context.manifest), expected_exports(context)
    held = [period for period in months(context.manifest) if period <= last]
    lacking = {period: sum(not context.manifest.of(name, period) for name in expected) for period in held}
    return {period: count for period, count in sorted(lacking.items()) if count}


def has_ledger(context: PageContext) -> bool:
    """Return whether any ledger account has been uploaded for the month."""
    return bool(context.manifest.of(BALANCES, context.period) or context.manifest.of(ENTRIES, context.period))


def count_tested_rows(context: PageContext, datasets: list[str]) -> int:
    """Count the rows of some datasets known up to month end, which is what a rule without findings was tested on."""
    records = [record for name in datasets for record in context.manifest.of(name) if record.period <= context.period]
    files = [file for record in records for file in record.files if file.dataset in datasets]
    return sum({file.path: file.rows for file in files}.values())


def stop_if_empty(context: PageContext) -> None:
    """If no export that the page reads has been uploaded up to the month, say which ones it needs and stop drawing."""
    needed = _list_needed(context)
    landed = {file.dataset for r in context.manifest.landings if r.period <= context.period for file in r.files}
    if not context.is_empty and (not needed or landed & set(needed)):
        return
    st.title(PAGES[context.page].title, anchor=False)
    st.caption(month_name(context.period))
    what = "of the exports that this page reads has been uploaded" if needed else "has been uploaded"
    st.header("No exports uploaded yet" if context.is_empty else f"None {what} yet", anchor=False)
    st.write("This page needs the exports below. Drop them all at once, or as a zip file, whatever their names.")
    if st.button("Upload exports", type="primary", icon=":material/upload:"):
        go("start" if context.is_empty else "upload")
    draw_needed(context, needed)
    st.stop()


def draw_needed(context: PageContext, names: Sequence[str] = ()) -> None:
    """Draw where to click for some exports, or for all that a month can need as long as nothing else is known."""
    listed = names or (expected_exports(context) if "package" in context.settings.stated else list_every())
    st.markdown("\n".join(f"- {say_export(context, name)}" for name in listed))


def _list_needed(context: PageContext) -> list[str]:
    """Return the exports that the page reads, in the order of a month's exports. Empty if it reads all of them."""
    read = find_datasets(replace(context, page=SEARCHES.get(context.page, context.page))) or set()
    return [name for name in list_every() if name in read - OPTIONAL] or sorted(read & {"stock_movements"})


def warn_of_missing(context: PageContext, answer: Answer) -> None:
    """List the month's exports that an answer needs but does not have, and where to click for each."""
    lines = _list_missing(context, answer, ())
    if lines:
        _warn(f"Not uploaded for {month_name(context.period)}, so this page only shows earlier exports:", lines)


def warn_of_missing_ledger(context: PageContext, answer: Answer) -> None:
    """List the exports that an answer lacks, including those of the ledger, and where to click for each."""
    lines, package = _list_missing(context, answer, (ENTRIES, BALANCES, LISTS)), PACKAGES[context.settings.package]
    if not has_ledger(context):
        lines.append(f"- **{package.ledger_report}** from the ledger: {say_ledger_report(package)}")
    if LISTS in answer.unlanded and context.settings.expects_drafts:
        where = f"in {package.short_name}, {package.documents_menu}"
        lines.append(f"- **Invoices and bills** from the ledger, to find drafts: {where}")
    if lines:
        _warn(f"Not uploaded for {month_name(context.period)}:", lines)


def warn_of_unknown(answer: Answer) -> None:
    """Draw what is missing, other than an upload, to measure the gap between the two sides of a bridge."""
    rows = answer.table.to_pylist()
    for row in [row for row in rows if row["unmet_code"] and NOT_LANDED not in row["unmet_code"]]:
        st.warning(f"Cannot tell. {plain(row['unmet'])}. {plain(row['settled_by'])}", icon=":material/question_mark:")
        draw_places([row], answer.period)


def _list_missing(context: PageContext, answer: Answer, apart: tuple[str, ...]) -> list[str]:
    names = [name for name in answer.unlanded if name not in OPTIONAL and name not in apart]
    return [f"- **{title(name)}**: {say_place(PACKAGES[context.settings.package], name)}" for name in names]


def _warn(sentence: str, lines: list[str]) -> None:
    st.warning(f"{sentence}\n\n" + "\n".join(lines), icon=":material/upload_file:")
    link("upload", "Upload exports", icon=":material/upload:")


def draw_exports(context: PageContext) -> None:
    """Draw the month's exports: the files uploaded for each, or where to click. Those that it does not need follow."""
    rows = [_describe_export(context, name) for name in (*expected_exports(context), *_list_others(context))]
    labels = {"what": "Export", "state": "Uploaded", "count": "Rows", "file": "File, or where to click"}
    draw_table(to_table(rows, labels), "exports-of-month", WIDEST_FILES)


def _list_others(context: PageContext) -> list[str]:
    """Return the datasets uploaded for the month that its steps do not need."""
    held = {r.files[0].dataset for r in data_landings(context.manifest) if r.period == context.period}
    return sorted(held - {*expected_exports(context)})


def _describe_export(context: PageContext, name: str) -> dict[str, object]:
    records = context.manifest.of(name, context.period)
    files = [file for record in records if (file := record.dataset(name))]
    place = say_place(PACKAGES[context.settings.package], name)
    names = ", ".join(record.file_name for record in records)
    return {
        "state": _name_state(context, name, records),
        "what": title(name),
        "count": sum(file.rows for file in files) if files else None,
        "file": names or place[:1].upper() + place[1:],
    }


def _name_state(context: PageContext, name: str, records: Sequence[LandingRecord]) -> str:
    if name not in expected_exports(context):
        return "✓ also read"
    if is_missing(context, name):
        return "missing"
    if records[0].stands_in:
        return "API list"
    return "rows left out" if any(record.dataset(UNREADABLE_ROWS.name) for record in records) else "✓"


def link_files(context: PageContext, also: str = "") -> None:
    """Draw the way to all uploaded files, with their number. `also` says what else is there."""
    files = say_count(count_files(context.manifest), "uploaded file")
    link("landings", f"All {files}{also}", icon=":material/folder_open:")


def draw_latest(context: PageContext, most: int) -> None:
    """Draw the newest uploads for any month, newest first."""
    newest = sorted(data_landings(context.manifest), key=lambda r: (r.landed_at, r.file_name), reverse=True)[:most]
    rows = [
        {
            "when": read_moment(record.landed_at),
            "who": record.who,
            "file": record.file_name,
            "what": title(record.files[0].dataset),
            "month": record.period,
            "count": record.rows,
        }
        for record in newest
    ]
    # The columns that a narrow screen cuts off come last.
    draw(
        rows, "newest-landings", month="For", what="Export", count="Rows", file="File", when="Uploaded (UTC)", who="By"
    )
