"""The steps of the close: what each is for, where to click, who attested what exports cannot prove (domain.md 3)."""

from typing import Any

from close.errors import Refused
from close.journal import Event, Journal
from close.report import run
from close.warehouse import Warehouse


class UnknownStep(Refused):
    """No step of that name."""


class NotAttestable(Refused):
    """A step that data proves or refutes, or that is not for this company: a person's word changes nothing."""


def attest(warehouse: Warehouse, period: str, step: str, who: str, note: str) -> Event:
    """Record that a person checked a step that exports cannot prove. Raises UnknownStep, NotAttestable, EmptyNote."""
    row = _row(warehouse, period, step)
    if row["state"] == "n/a":
        raise NotAttestable(f"{step} does not apply to this company: there is nothing to attest.")
    if row["exception_count"] is not None:
        count = row["exception_count"]
        said = f"{count} documents still stand in its way" if count else "its exports prove it already"
        raise NotAttestable(f"{step} is decided by data: {said}. Mend the documents and land new exports instead.")
    return Journal(warehouse).record(who, "attested", period, step, note)


def withdraw(warehouse: Warehouse, period: str, step: str, who: str, note: str) -> Event:
    """Take an attestation back. Raises UnknownStep, NotAttestable, EmptyNote."""
    if _row(warehouse, period, step)["state"] != "attested":
        raise NotAttestable(f"{step} is not attested for {period}: there is nothing to take back.")
    return Journal(warehouse).record(who, "withdrawn", period, step, note)


def _row(warehouse: Warehouse, period: str, step: str) -> dict[str, Any]:
    rows = run(warehouse, "checklist", period).table.to_pylist()
    for row in rows:
        if row["step"] == step:
            return row
    raise UnknownStep(f'There is no step "{step}"; the steps are {", ".join(row["step"] for row in rows)}.')
