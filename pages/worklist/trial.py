"""The corrections of a trial on screen: the fields to set, the files to upload, and the list of changes."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from close.archive import change_list
from close.engine.slices import Rows
from close.rules.answers import Answer
from close.rules.reasons import find_action
from close.signing.syncs import IMPORTED
from close.work.corrections import CHOICES, EARLIEST, LATEST, Correction
from pages.parts.frame.confirming import draw_confirmed
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.url import take_choice
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import ask, draw_none
from pages.parts.widgets.columns import DATES, DAY, set_columns
from pages.parts.widgets.downloads import offer_files
from pages.parts.widgets.filters import by_column, count
from pages.parts.widgets.paging import read_page
from pages.parts.widgets.tables import BLANK, HEAD, ROW, draw, to_table
from pages.parts.words import plain, say, say_count, say_money
from pages.worklist.items import OPEN

REFERENCES = "what-if"  # also the parameter of a link that selects documents
FIRST = {"ref": "Reference", "missing_fields": "Blank fields"}
LAST = {"amount": "Amount", "cause": "Cause", "doc_type": "Type", "contact": "Contact"}
EDITED = {
    "move_date": "Stock moved",
    "acct_date": "Booked",
    "number": "Number",
    "status": "Accounting status",
    "stage": "Stage",
}
# The causes that a date, a number, a status or a stage corrects. Any other is a cost, a price or a ledger entry.
BY_FIELDS = frozenset(
    [
        "S01",
        "S02",
        "S03",
        "S05",
        "S06",
        "S14",
        "S15",
        "S16",
        "S21",
        "S28",
        "C01",
        "C02",
        "C04",
        "G04",
        "P01",
        "P02",
        "P03",
        "P05",
        "P06",
        "P19",
        "P20",
        "P21",
        "P24",
        "P25",
        "A01",
        "A02",
        "A03",
    ]
)
OTHER_DATE = {"move_date": "acct_date", "acct_date": "move_date"}
NUMBERS = {"CN": "sales_reference", "PO": "supplier_inv_no", "SCN": "supplier_inv_no"}
TALL, WIDEST = 460, 190

Row = dict[str, Any]
Field = tuple[str, str, str]  # a dataset, a key and a column


def list_corrections(context: PageContext) -> tuple[Correction, ...]:
    """Return the corrections that were set in this session for the month."""
    return tuple(Correction(*field, value) for field, value in sorted(_values(context).items()))


def draw_editor(context: PageContext, answer: Answer) -> None:
    """Draw the documents with the fields that may be corrected, and keep what is entered."""
    if not answer.rows.count():
        draw_none("No document of the month has anything to correct.", answer)
        return
    rows = _choose(answer)
    documents = read_page(answer, rows, REFERENCES).to_pylist()
    key = f"what-if-{context.period}-{context.manifest.number}-{st.session_state.get('what-if-turn', 0)}-" + str(
        hash(tuple(row["ref"] for row in documents))
    )
    shown = st.session_state.setdefault(f"{key}-shown", _label(context, documents))
    st.data_editor(
        shown,
        key=key,
        hide_index=True,
        disabled=[*FIRST.values(), *LAST.values()],
        height=min(TALL, HEAD + ROW * len(documents)),
        column_config={**set_columns(shown, WIDEST), **_set_fields()},
        placeholder=BLANK,
    )
    _keep(context, documents, st.session_state[key]["edited_rows"])
    with st.container(horizontal=True):
        st.button(
            "Fill blank dates with the other date", on_click=_fill, args=(context, documents), icon=":material/event:"
        )
        draw_confirmed(
            "Remove all corrections",
            "The values that you set are kept nowhere else. Download the changes first if you need them.",
            partial(_clear, context),
            "clear-corrections",
            disabled=not _values(context),
        )


def add_sync(context: PageContext, answer: Answer, refs: Sequence[str]) -> None:
    """Sync documents in the trial: Omni marks them as imported and posts their entries."""
    for row in answer.rows.among("ref", list(refs)).table().to_pylist():
        _values(context)[row["_dataset"], row["_ref_key"], "status"] = IMPORTED
    _turn()


def draw_files() -> list[UploadedFile]:
    """Draw the field for exports that were corrected already, which are read into the trial only."""
    with st.expander("Or try a corrected export, such as one with another cost", icon=":material/upload_file:"):
        st.caption("It takes the place of the export of the same month, in this trial only.")
        return list(st.file_uploader("Corrected exports", accept_multiple_files=True, key="what-if-files") or ())


def draw_changes(context: PageContext, answer: Answer) -> None:
    """Draw the changes by screen of Omni, and their downloads."""
    items = ask(context, "worklist").rows.among("status", [OPEN]).table().to_pylist()
    changes = change_list.list_changes(answer.table.to_pylist(), list_corrections(context), items)
    if not changes.num_rows:
        st.caption("The changes that you set are listed here, by the screen of Omni to open.")
        return
    labels = {name: label for name, label in change_list.LABELS.items() if name != "done"}
    draw([{**row, "doc_type": say(row["doc_type"])} for row in changes.to_pylist()], "what-if-changes", **labels)
    offer_files(
        say_count(changes.num_rows, "change"),
        {suffix: change_list.write_changes(changes, suffix) for suffix in change_list.FORMATS},
        lambda suffix: f"changes in Omni {context.period}.{suffix}",
        "what-if",
    )


def _choose(answer: Answer) -> Rows:
    """Return the documents that the user chose, or that a link asks for."""
    known, wanted = sorted(count(answer.rows, "ref")), st.query_params.get(REFERENCES)
    if wanted and not {*wanted.split(",")} & {*known}:
        st.info(f"{plain(wanted)} has no field to correct for this month.")
    take_choice(REFERENCES, known, many=True)
    facts = {row["ref"]: row for row in answer.rows.table().to_pylist()}
    refs = st.multiselect(
        "Documents",
        known,
        key=REFERENCES,
        placeholder="All documents, or search a reference, an amount or a cause",
        format_func=lambda ref: say_document(facts[ref], answer.period),
    )
    _draw_elsewhere([facts[ref] for ref in refs], answer.period)
    rows = answer.rows.among("ref", refs) if refs else answer.rows
    return rows if refs else by_column(rows, "missing_fields", "Blank fields", "what-if-fields")


def say_document(row: Row, period: str) -> str:
    """Return a document with its amount and its cause, to choose it by any of the three."""
    title = cause(row["cause_id"], period).name if row["cause_id"] else row["missing_fields"] or ""
    amount = say_money(row["amount"]) if row["amount"] is not None else ""
    return " · ".join(part for part in (row["ref"], amount, title) if part)


def _draw_elsewhere(rows: Sequence[Row], period: str) -> None:
    """Say what has to be corrected in Omni or the ledger where the correction is none of the fields below."""
    found = {code: [row["ref"] for row in rows if row["cause_id"] == code] for code in (r["cause_id"] for r in rows)}
    for code, refs in found.items():
        if code and code not in BY_FIELDS:
            action = find_action(code, next(row["doc_type"] for row in rows if row["cause_id"] == code), period)
            st.info(
                f"**{plain(', '.join(refs))}**: {plain(cause(code, period).name)} is corrected by none of the fields "
                f"below. {plain(action.remedy)} To see the effect, try an export that was taken after the correction, "
                "further down.",
                icon=":material/build:",
            )


def _label(context: PageContext, documents: list[Row]) -> pa.Table:
    """Return the documents as a table, with the corrections that are already set."""
    values, rows = _values(context), []
    for row in documents:
        own = {name: values.get(_find_field(row, name), row[name]) for name in EDITED}
        title = cause(row["cause_id"], context.period).name if row["cause_id"] else None
        rows.append({**row, **own, "doc_type": say(row["doc_type"]), "cause": title})
    kinds = {name: pa.date32() if name in OTHER_DATE else pa.string() for name in EDITED}
    fields = {EDITED[name]: pa.array([row[name] for row in rows], kind) for name, kind in kinds.items()}
    first, last = to_table(rows, FIRST), to_table(rows, LAST)
    columns = {**dict(first.to_pydict()), **fields, **{name: last[name] for name in last.column_names}}
    return pa.table(columns)


def _set_fields() -> dict[str, Any]:
    """Return the settings of the columns that can be edited."""
    dates = {
        EDITED[name]: st.column_config.DateColumn(min_value=EARLIEST, max_value=LATEST, format=DATES[DAY][0], help=tip)
        for name, tip in (
            ("move_date", "Fully dispatched, fully received or completed"),
            ("acct_date", "The date of the invoice, the credit note or the adjustment"),
        )
    }
    choices = {
        EDITED[name]: st.column_config.SelectboxColumn(options=CHOICES[column], format_func=lambda code: str(say(code)))
        for name, column in (("status", "status"), ("stage", "po_status"))
    }
    tip = "The supplier's number of a purchase, or the Sales Reference of a credit note"
    return {**dates, EDITED["number"]: st.column_config.TextColumn(help=tip), **choices}


def _values(context: PageContext) -> dict[Field, Any]:
    key = f"trial-{context.warehouse.organisation}-{context.period}"
    values: dict[Field, Any] = st.session_state.setdefault(key, {})
    return values


def _find_field(row: Row, name: str) -> Field:
    column = {"number": NUMBERS.get(row["doc_type"], "number"), "stage": "po_status"}.get(name, name)
    return row["_dataset"], row["_ref_key"], column


def _keep(context: PageContext, documents: list[Row], edits: Mapping[int, Mapping[str, Any]]) -> None:
    """Keep the values entered. A value that the export already states does not count."""
    names = {label: name for name, label in EDITED.items()}
    for position, cells in edits.items():
        for label, value in cells.items():
            name = names[label]
            typed = date.fromisoformat(value) if value and name in OTHER_DATE else value
            _set(context, documents[int(position)], name, typed or None)


def _set(context: PageContext, row: Row, name: str, value: Any) -> None:
    field = _find_field(row, name)
    if value == row[name]:
        _values(context).pop(field, None)
    else:
        _values(context)[field] = value


def _fill(context: PageContext, documents: list[Row]) -> None:
    """Set every blank date of the documents shown to the other date of the same document."""
    for row in documents:
        for name, other in OTHER_DATE.items():
            if row[name] is None and row[other] is not None:
                _set(context, row, name, row[other])
    _turn()


def _clear(context: PageContext) -> None:
    _values(context).clear()
    _turn()


def _turn() -> None:
    """Draw the table again, with the values that were set outside it."""
    st.session_state["what-if-turn"] = st.session_state.get("what-if-turn", 0) + 1
