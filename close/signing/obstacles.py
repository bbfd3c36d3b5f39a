"""What stands in the way of a signature, in sentences: missing or stale exports, open steps, a gap too large."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from close.signing import pins
from close.store.datasets import DATASETS
from close.store.seals import MONTH
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.steps import STEPS, in_words

BALANCED = ("bridge", "revenue_bridge")
OPEN = ("open", "exceptions")


def obstacles(warehouse: Warehouse, period: str, subject: str) -> list[str]:
    """Why a subject cannot be signed, none where it can."""
    if subject == MONTH:
        return [*_missing(warehouse, period, "bridge"), *_steps(warehouse, period), *_gaps(warehouse, period, BALANCED)]
    if subject in STEPS:
        return list(_steps(warehouse, period, subject))
    return [*_missing(warehouse, period, subject), *_gaps(warehouse, period, [subject])]


def materiality_of(settings: Settings | None) -> Decimal:
    """How far a month may be out of balance and still be signed; 0.00 where the settings say nothing."""
    return (settings.materiality if settings else None) or Decimal("0.00")


def _missing(warehouse: Warehouse, period: str, report: str) -> Iterator[str]:
    if absent := pins.answer(warehouse, period, report).unlanded:
        yield f"not landed for {period}: {_titles(absent)}."


def _steps(warehouse: Warehouse, period: str, only: str = "") -> Iterator[str]:
    for row in pins.answer(warehouse, period, "step_proof").table.to_pylist():
        if row["proof"] in OPEN and only in ("", row["step"]):
            yield f"{row['step']} {row['title']} {_why(row)}"
        if only == row["step"] and row["proof"] == "n/a":
            yield f"{only} does not apply to this company."


def _why(row: Mapping[str, Any]) -> str:
    """What keeps a step from being done: documents, exports that have not landed, exports that are too old."""
    count, stale = row["exception_count"], row["stale_evidence"]
    too_old = f"{in_words(stale)}: export it again" if stale else ""
    if count:
        also = f" Its evidence is too old as well: {too_old}." if stale else ""
        return f"has {count} exception{'s' if count != 1 else ''} to clear or to waive.{also}"
    if absent := row["missing_evidence"]:
        return f"is open: {_titles(absent.split(', '))} not landed. Land what is missing, attest or waive it."
    return f"is open: {too_old}, attest or waive it."


def _titles(datasets: Iterable[str]) -> str:
    return ", ".join(DATASETS[name].title for name in datasets)


def _gaps(warehouse: Warehouse, period: str, reports: tuple[str, ...] | list[str]) -> Iterator[str]:
    materiality = materiality_of(warehouse.settings(period))
    for report in reports:
        residual = pins.pin(warehouse, period, report).residual
        if residual and Decimal(residual) > materiality:
            yield f"the {report.replace('_', ' ')} leaves {residual} unexplained, materiality is {materiality:.2f}."
