"""Answers as people see them: in words, with the signatures as they stand now or what moved since the newest."""

from functools import partial

import pyarrow as pa

from close.rules.reasons import render
from close.rules.report import Answer, compile_report, run
from close.signing import drift
from close.signing.signoff import table
from close.store.warehouse import Warehouse


def answer(
    warehouse: Warehouse, name: str, period: str, manifest: int | None = None, reference: str | None = None
) -> Answer:
    """The answer of a report for a period, or of one document where the report takes a reference.

    Raises UnknownReport, BadPeriod, UnknownManifest.
    """
    if name == drift.MOVED and (signed := drift.moments(warehouse, period)):
        return drift.moved_documents(warehouse, signed[0].number, manifest)
    ask = partial(run, warehouse, name, period, manifest, reference=reference)
    if "signatures" in compile_report(name, period).tables:
        return render(ask(given={"signatures": table(warehouse, period)}))
    return render(ask())


def visible(answer: Answer) -> pa.Table:
    """The answer without its lineage columns."""
    return answer.table.select([column.name for column in answer.report.columns if not column.is_lineage])
