"""What stands in the way of a signature, in sentences: missing or stale exports, open steps, a gap too large."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from close.rules.reasons import render, say
from close.signing import pins
from close.store.datasets import DATASETS
from close.store.seals import MONTH
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.steps import STEPS

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
    for row in render(pins.answer(warehouse, period, "step_proof")).table.to_pylist():
        if row["proof"] in OPEN and only in ("", row["step"]):
            yield f"{row['step']} {row['title']} {_why(row, period)}"
        if only == row["step"] and row["proof"] == "n/a":
            yield f"{only} does not apply to this company."


def _why(row: Mapping[str, Any], period: str) -> str:
    """What keeps a step from being done: documents, exports that have not landed, exports that are too old."""
    count, stale = row["exception_count"], row["stale_code"]
    if count:
        codes = ["one_exception" if count == 1 else f"exceptions|{count}", *(["old_evidence_as_well"] if stale else [])]
    else:
        codes = ["no_evidence" if row["missing_evidence"] else "old_evidence"]
    return " ".join(say(code, row, period) for code in codes)


def _titles(datasets: Iterable[str]) -> str:
    return ", ".join(DATASETS[name].title for name in datasets)


def _gaps(warehouse: Warehouse, period: str, reports: tuple[str, ...] | list[str]) -> Iterator[str]:
    materiality = materiality_of(warehouse.settings(period))
    for report in reports:
        residual = pins.pin(warehouse, period, report).residual
        if residual and Decimal(residual) > materiality:
            yield f"the {report.replace('_', ' ')} leaves {residual} unexplained, materiality is {materiality:.2f}."
