"""Reason codes in words. SQL returns codes and values. `sql/reasons/` contains the sentences, remedies and screens.

A cell in a code column contains one or more codes, separated by `;`. A code may be followed by values after `|`, as in
`older_than|cogs_entries|2026-04-02`. A sentence contains placeholders: `{1}` is the first value of the code, `{ref}` is
the column `ref` of the row, and `{1:month}` is the value in one of the FORMATS. A remedy may contain `{other:remedy}`,
the remedy of another code.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any

import pyarrow as pa

from close.engine.connection import constant
from close.months import PERIOD, month
from close.rules.answers import Answer
from close.rules.catalogue import name_cause
from close.rules.compile import compile_model
from close.rules.queries import Wording
from close.store.datasets import DATASETS
from close.store.settings import ROLES
from close.texts import say_date, say_money, say_quantity

MODEL = "reasons"
PLACEHOLDER = re.compile(r"\{(\w+)(?::(\w+))?\}")
SHARED = re.compile(r"\{(\w+):remedy\}")
SEVERAL, VALUE = ";", "|"
PURCHASES = ("PO", "SCN")
DOCUMENTS = {
    "SO": "sales orders",
    "CN": "credit notes",
    "PO": "purchase orders",
    "SCN": "supplier credit notes",
    "ADJ": "adjustments",
    "BATCH": "payment batches",
    "BT": "branch transfers",
    "JOB": "production jobs",
}


@dataclass(frozen=True)
class Reason:
    """The words for a code. `screen` to `for_whom` state where to click, what to set there and who should do it."""

    code: str
    sentence: str
    remedy: str
    screen: str | None
    status_filter: str | None
    field: str | None
    how: str | None
    for_whom: str | None
    article: str | None


@lru_cache(maxsize=16)
def reasons(period: str) -> Mapping[str, Reason]:
    """Return every reason in force for a period, by code."""
    rows = [Reason(**row) for row in constant(compile_model(MODEL, period).sql).to_pylist()]
    remedies = {reason.code: reason.remedy for reason in rows}
    return {reason.code: replace(reason, remedy=_share(reason.remedy, remedies)) for reason in rows}


def find_reason(code: str, period: str) -> Reason:
    """Find the words for one code. A code without words, which a test rules out, is used as the sentence."""
    return reasons(period).get(code) or Reason(code, code, "", None, None, None, None, None, None)


def find_action(code: str, doc_type: str, period: str) -> Reason:
    """Find the words for a cause of a document, with the screen on which that kind of document is corrected."""
    own = reasons(period).get(f"{code}.purchases") if doc_type in PURCHASES else None
    return own or find_reason(code, period)


def say(codes: str, row: Mapping[str, Any], period: str) -> str:
    """Return the distinct sentences for a cell, joined. Whole sentences are joined as in a paragraph."""
    sentences = _unique(_fill(reason.sentence, values, row) for reason, values in _read(codes, period))
    return (" " if all(sentence.endswith(".") for sentence in sentences) else "; ").join(sentences)


def advise(codes: str, row: Mapping[str, Any], period: str) -> str:
    """Return the distinct remedies for a cell, joined."""
    return " ".join(_unique(_fill(reason.remedy, values, row) for reason, values in _read(codes, period)))


def render(answer: Answer) -> Answer:
    """Return the answer with a column of sentences, and one of remedies if declared, after every column of codes.

    The words are found for those rows only that are read.
    """
    wordings = answer.report.wordings
    if not wordings:
        return answer
    return replace(answer, words=partial(add_words, wordings=wordings, period=answer.period))


def add_words(table: pa.Table, wordings: Iterable[Wording], period: str) -> pa.Table:
    """Add sentences and remedies to the rows, unless they have them. Codes missing from an older text are skipped."""
    for wording in wordings:
        if wording.code in table.column_names and wording.sentence not in table.column_names:
            table = _add(table, wording, period)
    return table


def _add(table: pa.Table, wording: Wording, period: str) -> pa.Table:
    index = table.column_names.index(wording.code)
    table = table.add_column(index + 1, wording.sentence, _column(table, wording.code, period, say))
    if wording.remedy:
        table = table.add_column(index + 2, wording.remedy, _column(table, wording.code, period, advise))
    return table


def _share(remedy: str, remedies: Mapping[str, str]) -> str:
    """Insert the remedies of other codes. Raises KeyError for a code without words."""
    return SHARED.sub(lambda match: remedies[match[1]], remedy)


def _column(table: pa.Table, code: str, period: str, words: Callable[[str, Mapping[str, Any], str], str]) -> pa.Array:
    """Return the words for each row.

    Rows with equal codes and equal values in the columns that their words use share one text.
    """
    names = [
        code,
        *(name for name in _list_columns(table[code].unique().to_pylist(), period) if name in table.column_names),
    ]
    texts_by_cells: dict[tuple[Any, ...], str | None] = {}
    texts = []
    for cells in zip(*(table[name].to_pylist() for name in names), strict=True):
        if cells not in texts_by_cells:
            texts_by_cells[cells] = (
                words(cells[0], dict(zip(names, cells, strict=True)), period) or None if cells[0] else None
            )
        texts.append(texts_by_cells[cells])
    return pa.array(texts, pa.string())


def _list_columns(cells: Iterable[str | None], period: str) -> list[str]:
    """Return the columns of a row that the words for these codes use."""
    used = (reason for cell in cells if cell for reason, _ in _read(cell, period))
    texts = dict.fromkeys(text for reason in used for text in (reason.sentence, reason.remedy))
    return _unique(name for text in texts for name, _ in PLACEHOLDER.findall(text) if not name.isdigit())


def _read(codes: str, period: str) -> list[tuple[Reason, list[str]]]:
    """Return the reasons in a cell with their values."""
    parts = (part.split(VALUE) for part in codes.split(SEVERAL))
    return [(find_reason(code, period), values) for code, *values in parts]


def _fill(text: str, values: list[str], row: Mapping[str, Any]) -> str:
    values = [
        *values,
        *[""] * text.count("{"),
    ]  # a value that contains a separator leaves some placeholders without a value

    def value(match: re.Match[str]) -> str:
        name, kind = match.groups()
        content = values[int(name) - 1] if name.isdigit() else row.get(name)
        return _text(content) if content is None or not kind else FORMATS[kind](str(content))

    return PLACEHOLDER.sub(value, text)


def _name_datasets(names: str) -> str:
    return ", ".join(DATASETS[name].title for name in names.split(", "))


def _name_column(column: str) -> str:
    return column.replace("_", " ")


def _name_fields(names: str) -> str:
    *first, last = names.split(", ")
    return f"{', '.join(first)} and {last}" if first else last


def _name_role(role: str) -> str:
    return ROLES[role].lower()


def _name_documents(doc_type: str) -> str:
    return DOCUMENTS.get(doc_type, doc_type)


def _name_month(period: str) -> str:
    return f"{month(period).start:%B %Y}" if PERIOD.match(period) else period


def _name_day(day: str) -> str:
    return say_date(date.fromisoformat(day))


def _write_count(number: str) -> str:
    return f"{int(number):,}"


FORMATS: Mapping[str, Callable[[str], str]] = {
    "dataset": _name_datasets,
    "fields": _name_fields,
    "column": _name_column,
    "role": _name_role,
    "documents": _name_documents,
    "month": _name_month,
    "day": _name_day,
    "cause": name_cause,
    "count": _write_count,
    "money": say_money,
    "quantity": say_quantity,
}


def _text(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _unique(texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if text]
