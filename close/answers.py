"""Answers as people see them: a report, and where it shows signatures, the signatures as they stand now."""

from functools import partial

from close.report import Answer, compile_report, run
from close.signoff import table
from close.warehouse import Warehouse


def answer(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> Answer:
    """The answer of a report for a period. Raises UnknownReport, BadPeriod, UnknownManifest."""
    ask = partial(run, warehouse, name, period, manifest)
    if "signatures" in compile_report(name, period).tables:
        return ask(given={"signatures": table(warehouse, period)})
    return ask()
