"""Ledger match: the month's entries to stock and sales, each matched to a document, suggested, or unmatched."""

from decimal import Decimal
from functools import partial
from typing import Any

import streamlit as st

from close.engine.slices import Among
from close.rules import reasons
from close.rules.answers import run_model
from close.texts import list_words
from pages.bridge.findings import explain_cause
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import current, month_name
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.month.causes import cause, help_links
from pages.parts.month.heading import draw_heading
from pages.parts.widgets.answers import ask, draw_none, say_source, tally
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column, choose_one
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.origin import draw_origin
from pages.parts.widgets.tables import row_keys
from pages.parts.words import plain, say_count, say_money, say_tested

ENTRIES, ALONE = "Entries", "Without a valid document"
# Open entries come first in the list.
PILES = ("unmatched", "suggested", "matched")
MEANING = {
    "matched": "refers to an Omni document",
    "suggested": "same amount and a close date but no reference, so not counted as matched",
    "unmatched": "does not refer to an Omni document",
}
ALONE_MEANING = {
    "unmatched": "unmatched",
    "suggested": "only suggested",
    "matched": "matched to a document that is void in Omni",
}
COLUMNS = ("net", "reason", "document", "entry_date", "source_type", "reference", "description", "account")
ALONE_COLUMNS = ("debit_minus_credit", "cause_id", "gl_date", "source_type", "reference", "description", "ref")

context = current()
take_choice("view", (ENTRIES, ALONE))
uploads.stop_if_empty(context)
answer, alone = ask(context, "ledger_match"), ask(context, "ledger_only")
roles = {role for role, *_ in context.settings.accounts}
lacks_accounts = not roles & {"inventory", "revenue"}
blind = lacks_accounts or not uploads.has_ledger(context)
piles = {pile: answer.rows.among("pile", [pile]).measure("net") for pile in PILES}
count = sum(number for number, _ in piles.values())
open_rows = count - piles["matched"][0]


def say_state() -> str:
    """Return the page's status. Without a ledger, or an account to compare, it is not known whether entries match."""
    if blind:
        return f"Cannot tell: no {'account for stock or sales is set' if lacks_accounts else 'ledger uploaded'}"
    return f"{open_rows:,} not matched" if open_rows else "all matched"


draw_heading(
    context,
    "Ledger match",
    "the Omni document for each entry on the stock and sales accounts",
    "–" if blind or not count else f"{piles['matched'][0] * 100 / count:,.1f}%",
    f"Matched, of {say_count(count, 'entry', 'entries')}",
    say_state(),
    "orange" if blind else "red" if open_rows else "green",
    ("bridge", "See the effect on the bridge"),
    why=say_source(context, answer),
)
uploads.warn_of_missing_ledger(context, answer)


def draw_withheld() -> None:
    """Draw groups of documents that cannot be read in the ledger, or that differ as a group.

    Each is shown as one problem, without listing individual documents as faulty.
    """
    found = run_model(context.warehouse, "withheld_kinds", context.period, context.manifest.number).to_pylist()
    if not found:
        return
    lines = [
        f"- {plain(reasons.say(code, {}, context.period))}. {plain(reasons.advise(code, {}, context.period))}"
        for code in sorted({str(row["reason_code"]) for row in found})
    ]
    st.warning(
        "Not compared, so none of these documents is reported as a difference:\n\n" + "\n".join(lines),
        icon=":material/question_mark:",
    )
    link("organisation", "Account and reference settings", icon=":material/business:")


def draw_piles() -> None:
    """Draw the number of entries and the net amount in each pile."""
    grid = st.grid(len(PILES), border=True)
    for pile, (number, amounts) in piles.items():
        with grid.cell():
            st.metric(pile.capitalize(), f"{number:,}")
            st.caption(f"net {say_money(amounts['net'])} · {MEANING[pile]}")


def draw_entries() -> None:
    """Draw the entries by pile, account and reason, and the selected one."""
    in_order = answer.rows.put_first(*((Among("pile", (pile,)),) for pile in PILES))
    entries = by_column(in_order, "pile", "Match", "pile", str.capitalize)
    with st.container(horizontal=True):
        entries = by_column(entries, "account", "Account", "account")
        entries = by_column(entries, "doc_type", "Type of document", "type")
    if not open_rows and count:
        draw_none(f"Every entry refers to an Omni document: {say_tested(count, 'entry', 'entries')}.", answer)
    draw_list(context, answer, entries, COLUMNS, ("net",), draw_match, explain_match)


def explain_match(row: dict[str, Any]) -> tuple[str, str]:
    """Return why an entry is in its pile. One that belongs to no document has a cause, and what to do about it."""
    same_file = alone.rows.among("_landing", [row["_landing"]]).table().to_pylist()
    for found in same_file:
        if found["_line"] == row["_line"]:
            reason, fix = explain_cause(found, context.period)
            return f"{row['reason']}. {reason}", fix
    return row["reason"], ""


def draw_match(row: dict[str, object]) -> None:
    """Draw why the selected entry is in its pile."""
    if row["pile"] == "suggested":
        st.info("A suggestion, not a match. Check whether it is this document, then enter its reference on the entry.")


def say_alone() -> str:
    """Return how many entries have no valid document, by their pile, and what the overview counts instead."""
    own = {(row["_landing"], row["_line"]) for row in alone.rows.table().to_pylist()}
    listed = [row["pile"] for row in answer.rows.table().to_pylist() if (row["_landing"], row["_line"]) in own]
    counts = {pile: listed.count(pile) for pile in PILES}
    parts = [f"{number:,} {ALONE_MEANING[pile]}" for pile, number in counts.items() if number]
    split = next(row for row in ask(context, "gap_split").table.to_pylist() if row["piece"] == "ledger_only")
    whole = f"{say_count(len(own), 'entry', 'entries')} of {month_name(context.period)}: {list_words(parts)}."
    return (
        f"{whole} The piece of the gap that is only in the ledger counts {split['documents']:,}: it has earlier months "
        "as well, and has entries for void documents under To correct."
    )


def draw_alone() -> None:
    """Draw entries that refer to no document, or to a void one, each with its cause."""
    if not alone.table.num_rows:
        draw_none(
            f"Every entry matches an Omni document or a COGS journal: {say_tested(count, 'entry', 'entries')}.", alone
        )
        return
    st.caption(say_alone())
    for kind in tally(alone.table, ["cause_id"], "debit_minus_credit"):
        name = cause(kind["cause_id"], context.period).name
        st.markdown(f"- **{name}**: {kind['count']:,}, debit less credit {say_money(kind['money'])}")
    entries = by_column(alone.rows, "account_role", "Account", "role")
    explain_row = partial(explain_cause, period=context.period)
    draw_list(context, alone, entries, ALONE_COLUMNS, ("debit_minus_credit",), draw_cause, explain_row)


def draw_cause(row: dict[str, object]) -> None:
    """Draw the articles on the selected entry's cause."""
    help_links(cause(str(row["cause_id"]), context.period))


def draw_found(wanted: str) -> None:
    """Draw the entry that a search has found, by its upload and line, with its match and its line in the file."""
    landing, _, line = wanted.partition("/")
    number = int(line) if line.isdigit() else 0
    found = answer.rows.among("_landing", [landing]).where(Among("line", (Decimal(number),)))
    link("ledger_match", "All entries", icon=":material/arrow_back:")
    if not found.count():
        st.info(
            "This entry is not on an account for stock or sales, so Tieout compares it with no document.",
            icon=":material/info:",
        )
        draw_origin(context, {"_landing": landing, "_line": number})
        return
    st.caption("The entry that was searched for:")
    st.query_params["row"] = row_keys(found.page(0, 1), answer.report.key)[0]
    draw_list(context, answer, found, COLUMNS, ("net",), draw_match, explain_match)


wanted = st.query_params.get("entry")
if wanted and not blind:
    draw_found(wanted)
elif not blind:
    draw_withheld()
    draw_piles()
    view = choose_one("View", (ENTRIES, ALONE), "view", hidden=True)
    {ENTRIES: draw_entries, ALONE: draw_alone}[view]()
explain(answer)
explain(alone)
