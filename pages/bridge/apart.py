"""The documents on which the reconciliation and the ledger differ: the first month of all, and each month by itself."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from close.engine.slices import Rows
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month import uploads
from pages.parts.month.causes import cause
from pages.parts.paper import draw_hint
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.words import agree, plain, say_count, say_day, say_money, say_tested

SIDES = ("ref", "difference", "omni", "ledger", "doc_type", "entry_date")
MONTH = "apart-month"
MONTHS = {
    "month": "Month",
    "net_difference": "Net difference",
    "gross_difference": "Sum of differences",
    "documents": "Documents that differ",
    "state": "State",
}

Row = Mapping[str, Any]


def draw_crack(context: PageContext) -> None:
    """Draw the first month that does not tie, with its days and documents."""
    crack = ask(context, "first_crack")
    rows = crack.table.to_pylist()
    if not rows:
        datasets = ["stock_reconciliation_entries", "ledger_entries"]
        draw_none(
            f"The reconciliation and the ledger agree document by document in every month that has both: "
            f"{say_tested(uploads.count_tested_rows(context, datasets))}.",
            crack,
        )
        return
    first = rows[0]
    st.error(
        f"The reconciliation and the ledger first differ in **{month_name(first['period'])}**, on "
        f"{say_day(first['entry_date'])}, at {plain(first['ref'])}, by {say_money(first['difference'])}. Start there.",
        icon=":material/broken_image:",
    )
    columns = (*_choose_columns(crack.rows), "running")
    draw_list(context, crack, crack.rows, columns, ("difference",), explain=partial(explain_apart, context))


def draw_offsets(context: PageContext) -> None:
    """Draw the months, with a warning about those in which errors cancel out, and the documents that differ in each."""
    offsets, apart = ask(context, "offsetting_errors"), ask(context, "references_apart")
    rows = offsets.table.to_pylist()
    hiding = [row for row in rows if row["gross_difference"] > abs(row["net_difference"])]
    if hiding:
        _warn(hiding, len(rows))
    else:
        draw_none(f"No month has errors that cancel out. Tested: {say_count(len(rows), 'month')}.", offsets)
    opens = [{MONTH: [row["period"]]} if row["documents"] else {} for row in rows]
    named = [{**row, "month": month_name(row["period"])} for row in rows]
    drill_downs.draw_rows(named, opens, "offsets", MONTHS)
    if apart.rows.count():
        draw_hint("Select a month to list the documents that differ in it.", "apart")
        with drill_downs.draw_answer():
            listed = by_column(apart.rows, "period", "Month", MONTH, month_name, order=[row["period"] for row in rows])
            columns = ("period", *_choose_columns(listed))
            draw_list(context, apart, listed, columns, ("difference",), explain=partial(explain_apart, context))


def _choose_columns(rows: Rows) -> tuple[str, ...]:
    """Return the columns of a list. Only some lists have entries that were made under another reference."""
    is_known = any(row["known_as"] for row in rows.tally(["known_as"]))
    return (*SIDES, "known_as") if is_known else SIDES


def _warn(hiding: list[Row], months: int) -> None:
    worst = max(hiding, key=lambda row: row["gross_difference"] - abs(row["net_difference"]))
    documents = say_count(worst["documents"], "document")
    st.warning(
        f"In {len(hiding)} of {say_count(months, 'month')}, errors cancel each other out. The most is hidden in "
        f"{month_name(worst['period'])}, where the {agree(worst['documents'], 'difference')} "
        f"of {documents} {agree(worst['documents'], 'adds', 'add')} up to {say_money(worst['gross_difference'])}, "
        f"but only {say_money(abs(worst['net_difference']))} of it shows in the total.",
        icon=":material/compare_arrows:",
    )


def explain_apart(context: PageContext, row: Row) -> tuple[str, str]:
    """Return how the two sides differ on a document with the causes at the end of its month, and what to do."""
    codes, now = list_causes(context, row, row["period"]), list_causes(context, row, context.period)
    known = [cause(code, context.period) for code in codes]
    named = " ".join(f"{found.name}: {found.description}" for found in known)
    since = f" It is no longer a difference at the end of {month_name(context.period)}." if known and not now else ""
    fixes = " ".join(dict.fromkeys(found.fix for found in known))
    return f"{_say_sides(row)} {named}{since}".strip(), "" if since else fixes or _advise(row)


def list_causes(context: PageContext, row: Row, period: str) -> list[str]:
    """Return the codes of a month's findings about a row's document or, if it has none, about its line of the ledger.

    A bill entered by hand is a line of its own, and so is whatever has no document.
    """
    findings = ask(context, "findings", period).rows
    if row["known_as"] or row["doc_type"] == "GL":
        rows = findings.among("_landing", [row["_landing"]]).table().to_pylist()
        rows = [found for found in rows if found["_line"] == row["_line"]]
    else:
        rows = findings.among("doc_type", [row["doc_type"]]).among("ref", [row["ref"]]).table().to_pylist()
        rows = [found for found in rows if found["leg2_amount"]]
    return list(dict.fromkeys(found["cause_id"] for found in rows))


def _say_sides(row: Row) -> str:
    known = f" It was entered as {row['known_as']}." if row["known_as"] else ""
    omni, ledger = say_money(row["omni"]), say_money(row["ledger"])
    return f"The reconciliation has {omni} and the ledger {ledger} in {month_name(row['period'])}.{known}"


def _advise(row: Row) -> str:
    """Return what to do about a difference that no cause of the stock account explains."""
    if row["doc_type"] == "COGS":
        return "Compare the journal with Omni's COGS on the COGS proof."
    if not row["omni"]:
        return "Find out in the ledger what the entry is for, and whether a document in Omni belongs to it."
    if not row["ledger"]:
        return "Check whether it has reached the ledger, in this month or another one. Its story shows every entry."
    return "Compare the two documents line by line, and correct the one that is wrong."
