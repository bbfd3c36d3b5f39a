"""What stands in the way of a signature, in sentences: missing exports, open steps, a gap beyond materiality."""

from collections.abc import Iterator
from decimal import Decimal

from close import pins
from close.datasets import DATASETS
from close.seals import MONTH
from close.settings import Settings
from close.steps import STEPS
from close.warehouse import Warehouse

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
    absent = [DATASETS[name].title for name in pins.answer(warehouse, period, report).unlanded]
    if absent:
        yield f"not landed for {period}: {', '.join(absent)}."


def _steps(warehouse: Warehouse, period: str, only: str = "") -> Iterator[str]:
    for row in pins.answer(warehouse, period, "step_proof").table.to_pylist():
        if row["proof"] in OPEN and only in ("", row["step"]):
            count = row["exception_count"]
            exceptions = f"{count} exception{'s' if count != 1 else ''}"
            how = f"{exceptions} to clear or to waive" if count else "open: land its exports, attest or waive it"
            yield f"{row['step']} {row['title']} has {how}." if count else f"{row['step']} {row['title']} is {how}."
        if only == row["step"] and row["proof"] == "n/a":
            yield f"{only} does not apply to this company."


def _gaps(warehouse: Warehouse, period: str, reports: tuple[str, ...] | list[str]) -> Iterator[str]:
    materiality = materiality_of(warehouse.settings(period))
    for report in reports:
        residual = pins.pin(warehouse, period, report).residual
        if residual and Decimal(residual) > materiality:
            yield f"the {report.replace('_', ' ')} leaves {residual} unexplained, materiality is {materiality:.2f}."
