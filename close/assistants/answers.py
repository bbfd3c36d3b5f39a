"""Answers for an assistant: one page of a report's rows, with what it is based on and what it is incomplete for."""

from collections.abc import Sequence

from close.assistants.rows import Facts, list_rows
from close.engine.slices import Among, Rows
from close.errors import Refused
from close.rules import reasons
from close.rules.answers import Answer
from close.rules.catalogue import name_cause
from close.store.settings import Settings
from close.store.warehouse import Warehouse

REFERENCE, CAUSE = "reference", "cause_id"
REFS = ("ref", "order_ref", "reference")  # the columns of references: the first that a report has
MOST_ROWS = 100  # on one page, so that an answer fits into what an assistant can read


class BadPage(Refused):
    """A page or a number of rows that cannot be shown."""


class NoDocuments(Refused):
    """A reference for a report that has no column of references."""

    def __init__(self, report: str) -> None:
        super().__init__(f'The report "{report}" is not about single documents. Leave the reference out.')


def page_answer(warehouse: Warehouse, answer: Answer, limit: int, page: int, reference: str = "") -> Facts:
    """Return one page of an answer's rows, and how many there are. Pages count from 1.

    `reference` narrows the rows to one document, unless the report has taken it. Raises BadPage, NoDocuments.
    """
    if not (1 <= limit <= MOST_ROWS and page >= 1):
        raise BadPage(
            f"Page {page} of {limit} rows cannot be shown. Choose a limit from 1 to {MOST_ROWS}, and a page from 1 on."
        )
    rows = _narrow(answer, reference)
    total, shown = rows.count(), list_rows(warehouse, answer, rows.page((page - 1) * limit, limit))
    return {
        **describe(warehouse, answer.period, answer),
        "report": answer.report.name,
        "title": answer.report.title,
        "columns": {column.name: column.label for column in answer.report.columns if not column.is_lineage},
        "total_rows": total,
        "page": page,
        "pages": -(-total // limit),
        "causes": {code: name_cause(code) for code in dict.fromkeys(row.get(CAUSE) for row in shown) if code},
        "rows": shown,
    }


def describe(warehouse: Warehouse, period: str, *answers: Answer) -> Facts:
    """Return what answers to one question are based on: organisation, month, snapshot, and what they lack."""
    settings = warehouse.settings(period) or Settings()
    return {
        "organisation": warehouse.organisation,
        "name": settings.name or warehouse.organisation,
        "month": period,
        "currency": settings.currency or None,
        "snapshot": min(answer.manifest for answer in answers),
        "incomplete_for": list_lacks(answers),
    }


def list_lacks(answers: Sequence[Answer]) -> list[str]:
    """Return a sentence for everything that answers lack: the caution of each, and exports that are not uploaded."""
    codes = {f"exports_missing|{each.period}|{', '.join(each.unlanded)}": each for each in answers if each.unlanded}
    missing = [_begin(reasons.say(code, {}, each.period)) for code, each in codes.items()]
    return list(dict.fromkeys([*(each.caution for each in answers if each.caution), *missing]))


def _begin(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _narrow(answer: Answer, reference: str) -> Rows:
    if not reference or REFERENCE in answer.report.takes:
        return answer.rows
    column = next((name for name in REFS if name in answer.rows.schema.names), None)
    if column is None:
        raise NoDocuments(answer.report.name)
    return answer.rows.where(Among(column, (reference.strip(), reference.strip().upper())))
