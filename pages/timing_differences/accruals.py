"""Accruals: the month end's four quadrants as one balanced journal, reversed on the first of the next month."""

import pyarrow as pa
import streamlit as st

from close.archive import accrual_accounts, accrual_dates, accrual_files
from close.archive.accrual_files import Line, Style
from close.archive.export import name_file
from close.engine.slices import Rows
from close.store.packages import Package
from close.work.ledger_accounts import list_accounts
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none, lacks, say_source, total
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import MIME, admitted
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say_count, say_money, say_tested
from pages.timing_differences import accrual_journal, remembered_accounts

COLUMNS = ("ref", "role", "debit", "credit", "quadrant", "narration")
SUMS = ("debit", "credit")

context = current()
uploads.stop_if_empty(context)
answer = ask(context, "accruals")
rows = answer.table
back = context.month.next.start
debits, credits_ = (total(rows, side) for side in SUMS)
blind = lacks(answer, "sales_documents", "purchase_documents")
documents = {(row["doc_type"], row["ref"]) for row in rows.select(["doc_type", "ref"]).to_pylist()}
draw_heading(
    context,
    "Accruals",
    f"accruals for documents not yet booked at month end, reversing on {back.day} {back:%B %Y}",
    say_money(None if blind else debits, context.settings.currency),
    f"{'Known' if answer.stood_in else 'Total'} debits, {say_count(len(documents), 'document')}",
    "Cannot tell: exports are missing"
    if blind
    else "Cannot tell: values are missing"
    if answer.stood_in
    else "debits equal credits"
    if debits == credits_
    else "does not balance",
    "orange" if blind or answer.stood_in else "green" if debits == credits_ else "red",
    ("timing_differences", "See the timing differences"),
    why=say_source(context, answer),
)
uploads.warn_of_missing_ledger(context, answer)


def draw_journal() -> None:
    """Draw the quadrants, accounts, download files and every line."""
    lines = accrual_journal.quadrants(rows, context.period, answer.stood_in)
    opens = [{"quadrant": [line["quadrant"]]} for line in lines[:-1]] + [{"quadrant": []}]
    drill_downs.draw_rows(lines, opens, "quadrants", accrual_journal.TABLE)
    draw_coverage()
    shown = by_column(Rows(rows), "quadrant", "Quadrant", "quadrant", each=("doc_type", "ref")).table()
    draw_list(context, answer, Rows(accrual_journal.put_roles_in_words(shown)), COLUMNS, SUMS)
    draw_files(shown)


def draw_coverage() -> None:
    """Draw how the accruals follow from the timing differences: which are left out, and what else is accrued."""
    coverage = ask(context, "accrual_coverage")
    parts = coverage.say(coverage.table).to_pylist()
    st.caption(f"{plain(accrual_journal.say_coverage(parts))} Debits equal credits for every document.")
    with st.expander("From the timing differences to the accruals", icon=":material/rule:"):
        lines = accrual_journal.list_coverage(parts)
        draw(lines, "coverage", ("documents",), part="Documents", flow="Flow", documents="Number")


def draw_files(shown: pa.Table) -> None:
    """Draw the journal's accounts, and the files once every role has one."""
    with st.container(border=True):
        st.header("Journal file for the ledger", anchor=False)
        st.caption("For the quadrants listed above.")
        notice = st.container()
        packages = accrual_accounts.list_packages()
        own = context.settings.package if context.settings.package in packages else next(iter(packages))
        chosen = st.segmented_control(
            "Ledger",
            list(packages),
            default=own,
            format_func=lambda code: packages[code].accrual_journal,
            key="package",
        )
        package = packages[chosen or own]
        ledger = list_accounts(context.warehouse, context.period, context.manifest.number)
        known = accrual_accounts.find_accounts(context.settings, package, ledger)
        roles = sorted(set(shown["role"].to_pylist()))
        accounts = accrual_journal.ask_accounts(roles, package, ledger, known)
        if package.code == context.settings.package:
            remembered_accounts.offer_memory(context, accounts)
        if package.control_roles:
            st.caption(
                f"Accrued purchases and accrued income need separate accounts, because {package.short_name} does not "
                "accept manual journals on receivables and payables."
            )
        style = ask_style(package)
        if lacking := accrual_accounts.say_lacking(roles, accounts, context.settings, package, ledger):
            notice.info(plain(lacking), icon=":material/edit:")
            return
        title = f"Accruals {month_name(context.period)}"
        offer(accrual_files.lines(shown, accounts, context.month.end, title), package, style)


def ask_style(package: Package) -> Style:
    """Draw what the package's files need besides accounts, and return it."""
    tax, is_day_first = "", accrual_accounts.is_day_first(context.settings)
    if package.has_tax_rates:
        label = f"Name of the zero tax rate in {package.short_name}"
        tax = st.text_input(label, accrual_accounts.tax_rate(context.settings))
    if package.asks_date_order:
        chosen = st.segmented_control(
            f"Dates in the files for {package.short_name}",
            [False, True],
            default=is_day_first,
            format_func=lambda first: f"{'Day' if first else 'Month'} first",
            key="day-first",
            required=True,
        )
        is_day_first = bool(chosen)
    return Style(context.warehouse.organisation, tax, is_day_first)


def offer(made: list[Line], package: Package, style: Style) -> None:
    """Draw the downloads of the journal with its reversal, and of the supporting workbook."""
    found, end = accrual_files.files(made, back, package.code, style), context.month.end
    days = [accrual_dates.say_day(day, package.code, style.is_day_first) for day in (end, back)]
    how = accrual_dates.say_how_to_import(end, package.code, style.is_day_first)
    st.caption(
        f"{say_count(len(made), 'line')} dated {days[0]}, plus the same number of reversing lines dated {days[1]}, in "
        f"{say_count(len(found), 'file')} of up to {accrual_files.MOST_LINES} lines. Each document has its own lines, "
        f"so you can reverse a single document. {how}"
    )
    notes = accrual_dates.write_notes(end, package.code, style.is_day_first, answer.caution)
    with st.container(horizontal=True):
        st.download_button(
            f"{package.accrual_journal} and reversal",
            data=admitted(lambda: accrual_files.pack({**notes, **found})),
            file_name=name_file(f"accruals {context.period} {package.code}", "zip", answer.caution),
            mime="application/zip",
            key="download-journal",
            on_click="ignore",
            icon=":material/download:",
            type="primary",
        )
        st.download_button(
            "Supporting workbook",
            data=admitted(lambda: accrual_files.support([*made, *accrual_files.reverse(made, back)], answer.caution)),
            file_name=f"accruals {context.period} support.xlsx",
            mime=MIME["xlsx"],
            key="download-support",
            on_click="ignore",
            icon=":material/table_view:",
        )


if rows.num_rows:
    draw_journal()
elif not blind:
    tested = uploads.count_tested_rows(context, ["sales_documents", "purchase_documents"])
    draw_none(f"No accruals: {say_tested(tested, 'sales or purchase row')}.", answer)
explain(answer)
