"""Advice to enter a field is given only where the field is blank, in every text that is about one document."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from close.months import month
from close.rules.answers import Answer, run
from close.rules.compile import compile_model
from close.rules.evaluation import evaluate
from close.rules.queries import library
from close.rules.questions import Question
from close.rules.reasons import Reason, reasons, render
from tests.rules.companies.conftest import Landed

MOVED, BOOKED = "move_date", "acct_date"
# The columns of documents that hold the fields of Omni.
FIELDS = {
    "Invoice Date": BOOKED,
    "Credit Note Date": BOOKED,
    "Accounting Adjustment Date": BOOKED,
    "Completed Date": MOVED,
    "Fully Dispatched Date": MOVED,
    "Fully Received Date": MOVED,
    "Sales Reference": "sales_reference",
    "Supplier Inv No": "supplier_inv_no",
    "Supplier Credit Note No": "supplier_inv_no",
    "supplier's number": "supplier_inv_no",
}
DEMAND = re.compile(r"\b[Ee]nter (.*?)(?:, then|, sync|, upload|\.|$)")
REPORTS = [
    name for name, versions in library("reports").items() if "fix" in {each.remedy for each in versions[0].wordings}
]
FLAGGED = ("sales_and_credits", "purchases_and_credits")
FLAG = re.compile(r"^[A-Z]{1,2}\d+ ")

Row = dict[str, Any]
Advice = tuple[str, str, str]  # the type and the reference of a document, and what it is told


def list_demanded(text: str) -> set[str]:
    """Return the columns of the fields to enter. A part that says `if it is blank`, or wrong, demands none."""
    parts = [part for clause in DEMAND.findall(text) for part in clause.split(", and")]
    demands = [part for part in parts if "blank" not in part and "wrong" not in part]
    return {column for name, column in FIELDS.items() if any(name in demand for demand in demands)}


def test_a_text_demands_the_fields_that_it_names_without_a_condition() -> None:
    assert list_demanded("Enter the Invoice Date and Supplier Inv No, then sync.") == {BOOKED, "supplier_inv_no"}
    assert list_demanded("Enter the Invoice Date, and the Supplier Inv No if it is blank, then sync.") == {BOOKED}
    assert list_demanded("Enter the Completed Date, if it is blank, once the goods are back.") == set()


def test_no_document_is_told_to_enter_what_it_has(company: Landed) -> None:
    period = company.months[-1]
    known = {(row["doc_type"], row["ref"]): row for row in list_documents(company, period)}
    told = [advice for advice in list_advice(company, period) if advice[:2] in known and list_demanded(advice[2])]
    assert len({advice[:2] for advice in told}) > 5
    wrong = {
        (*advice, column, str(known[advice[:2]][column]))
        for advice in told
        for column in list_demanded(advice[2])
        if known[advice[:2]][column] is not None
    }
    assert not wrong, sorted(wrong)


def list_documents(company: Landed, period: str) -> list[Row]:
    question = Question(company.warehouse, company.warehouse.head(), month(period))
    return evaluate(question, [compile_model("documents", period)])[0].to_pylist()


def list_advice(company: Landed, period: str) -> Iterator[Advice]:
    for name in REPORTS:
        for row in render(run(company.warehouse, name, period)).table.to_pylist():
            yield row["doc_type"], row.get("ref") or row.get("order_ref"), row["fix"] or ""
    words = reasons(period)
    for name in FLAGGED:
        yield from list_flag_advice(run(company.warehouse, name, period), words)
    for row in run(company.warehouse, "worklist", period).table.to_pylist():
        for reason in (words[code] for code in row["causes"].split(", ") if row["status"] == "open"):
            yield row["doc_type"], row["ref"], reason.remedy
            yield row["doc_type"], row["ref"], f"Enter the {reason.field}"


def list_flag_advice(answer: Answer, words: Mapping[str, Reason]) -> Iterator[Advice]:
    flags = {column.name: column.label.split()[0] for column in answer.report.columns if FLAG.match(column.label)}
    for row in answer.table.to_pylist():
        for name in (name for name in flags if row[name] == "Y"):
            yield row["doc_type"], row.get("ref") or row.get("order_ref"), words[flags[name]].remedy
