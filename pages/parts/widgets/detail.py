"""The selected row in the panel: why it is here, what to do, its story in both systems, its facts and its file line."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st

from close.rules.answers import Answer
from close.rules.reasons import reasons
from pages.parts.frame.navigation import STORIES, link
from pages.parts.frame.page_context import PageContext
from pages.parts.paper import draw_hint
from pages.parts.widgets.answers import ask
from pages.parts.widgets.comments import draw_thread
from pages.parts.widgets.origin import draw_origin
from pages.parts.widgets.panel import Picked, open_panel
from pages.parts.widgets.story import clears, draw_story, find_steps
from pages.parts.widgets.tables import NO_DATE, draw_facts, flags, name_flag
from pages.parts.words import YES_NO, plain, say, say_article, say_day, say_money, say_quantity, say_value

SALES = {"SO", "CN"}
TEXTS = {"rule", "fix", "reason", "reasons", "evidence"}
HINT = "Select a row to see why it is here, what to do, its story in both systems, and its line in the file."
# The columns of reports that name a document, the best first.
REFERENCES = ("ref", "order_ref", "document")

Row = dict[str, Any]
Aside = Callable[[Row], None]


def draw_detail(context: PageContext, answer: Answer, picked: Picked | None, aside: Aside | None = None) -> None:
    """Draw the selected row in the panel, or how to select one. `aside` draws what only this page adds."""
    if picked is None:
        draw_hint(HINT, answer.report.name)
        return
    row = picked.row
    with open_panel(picked, _say_title(answer, row)):
        _draw_reason(answer, row, clears_by_itself(context, row))
        draw_blanks(context, row)
        draw_receipts(context, row)
        if aside:
            with st.container(horizontal=True, gap="small"):
                aside(row)
        if reference := find_document(row):
            draw_story(context, reference)
        draw_origin(context, row)
        if reference:
            draw_thread(context, f"{row['doc_type']}:{reference.strip().upper()}")  # as the worklist names its items
        with st.expander("All facts", icon=":material/list:"):
            _draw_facts(answer, row)


def draw_blanks(context: PageContext, row: Row) -> None:
    """Draw the required fields that are blank on a document. The advice on a cause says only which ones may be."""
    gaps = ask(context, "missing_fields").rows.among("doc_type", [row.get("doc_type")])
    fields = gaps.among("ref", [find_document(row)]).table()["missing_field"].to_pylist()
    if fields:
        st.markdown(f"**Blank on this document:** {plain(', '.join(fields))}")


def draw_receipts(context: PageContext, row: Row) -> None:
    """Draw the purchase orders that last received the units of a sale whose cost is blank or wrong, each as a link."""
    if row.get("doc_type") not in SALES:
        return
    receipts = ask(context, "receipts_of_sales").rows
    found = receipts.among("doc_type", [row.get("doc_type")]).among("ref", [find_document(row)]).table().to_pylist()
    if found:
        st.markdown("**Its units came from**")
    for line in found:
        label = f"{line['receipt']}, received on {say_day(line['received_on'])}: {line['product']}"
        link("document", plain(label), icon=":material/arrow_forward:", ref=line["receipt"])


def find_document(row: Row) -> str:
    """Return the reference of the document that a row is about, or an empty string."""
    if row.get("doc_type") not in STORIES:
        return ""
    return next((str(row[name]) for name in REFERENCES if row.get(name)), "")


def _say_title(answer: Answer, row: Row) -> str:
    """Return what a row is about: its document or, if it has none, as an unmatched entry, the start of its key."""
    columns = _title_columns(answer)
    shown = columns if any(row[name] for name in columns) else answer.report.key[:2]
    return " ".join(plain(say(row[name])) for name in shown if row[name])


def _title_columns(answer: Answer) -> tuple[str, ...]:
    """Return the columns for the row's title: a document's type and reference, or else the first columns of the key."""
    names = {column.name for column in answer.report.columns}
    if reference := next((name for name in REFERENCES if {name, "doc_type"} <= names), ""):
        return "doc_type", reference
    return tuple(name for name in answer.report.key if name not in {"step", "cause_id"})[:2]


def clears_by_itself(context: PageContext, row: Row) -> bool:
    """Return True if a row is about a document that nobody has to correct, because its difference clears by itself."""
    reference = find_document(row)
    if not reference:
        return False
    return clears(find_steps(context, ask(context, "document_story", reference=reference).table, reference))


def _draw_verdict(sentences: Sequence[str], fixes: Sequence[str], is_clearing: bool) -> None:
    """Draw why a row is here, in red if somebody has to correct it."""
    if not sentences:
        st.caption("This row has no flags.")
        return
    text = "\n\n".join(map(plain, sentences))
    draw = st.error if fixes and not is_clearing else st.info
    draw("\n\n".join([text, *[f"**What to do:** {plain(fix)}" for fix in fixes]]))


def _draw_facts(answer: Answer, row: Row) -> None:
    elsewhere = {column.name for column in flags(answer).values()} | TEXTS | set(_title_columns(answer))
    hidden = {column.name for column in answer.report.columns if column.is_lineage or column.is_code} | elsewhere
    facts = [column for column in answer.report.columns if column.name not in hidden and column.name != "line"]
    dates = {field.name for field in answer.table.schema if str(field.type).startswith("date")}
    units = answer.report.units
    counted = {name: say_quantity(row[name]) for name in units if row[name] is not None}
    draw_facts(
        {
            plain(fact.label): counted.get(fact.name, _say_fact(row[fact.name], fact.name, fact.name in dates))
            for fact in facts
        }
    )


def _say_fact(value: object, column: str, is_date: bool) -> object:
    if value is None:
        return NO_DATE if is_date else None
    if isinstance(value, date):
        return say_day(value)
    if value in YES_NO:
        return YES_NO[str(value)]
    return say_money(value) if isinstance(value, Decimal) else say_value(value, column)


def _draw_reason(answer: Answer, row: Row, is_clearing: bool) -> None:
    """Draw the verdict in one box: why the row is here, and what to do."""
    rules = {code: rule for code, rule in flags(answer).items() if row[rule.name] == "Y"}
    sentences = [str(row[name]) for name in ("reason", "reasons", "rule") if row.get(name)]
    sentences += [name_flag(rule) for rule in rules.values()]
    words = reasons(answer.period)
    fixes = [row["fix"]] if row.get("fix") else [words[code].remedy for code in rules]
    _draw_verdict(sentences, fixes, is_clearing)
    if row.get("evidence"):
        st.markdown(f"**Evidence for the amount:** {plain(row['evidence'])}")
    with st.container(horizontal=True):
        for number, address in enumerate(answer.report.help, 1):
            label = say_article(answer.report.title, number, len(answer.report.help))
            st.link_button(label, address, icon=":material/help:", type="tertiary")
