"""Checklist commands: attest, waive, withdraw and attach evidence."""

from pathlib import Path
from typing import Annotated

import typer

from close.commands.groups import Group
from close.commands.options import Note, Period, Who
from close.store.audit_log import Event
from close.store.warehouse import Warehouse
from close.work import checklist

STEPS = Group("Work on the steps of the checklist")
Step = Annotated[str, typer.Argument(metavar="STEP", help="A step such as SY6.")]
Steps = Annotated[list[str], typer.Argument(metavar="STEP...", help="One or more steps such as SY6.")]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The file to attach.", exists=True, dir_okay=False)]


@STEPS.add("attest", 'SY6 --period 2026-03 --who ann --note "journal agrees"')
def attest(warehouse: Warehouse, step: Step, period: Period, who: Who, note: Note) -> None:
    """Attest a step that exports cannot prove."""
    _print(step, checklist.attest(warehouse, period, step, who, note))


@STEPS.add("waive", 'CH1 SY6 --period 2026-03 --who ann --note "immaterial"')
def waive(warehouse: Warehouse, steps: Steps, period: Period, who: Who, note: Note) -> None:
    """Allow a month to close although steps are open, for one reason."""
    for event in checklist.waive_all(warehouse, period, steps, who, note):
        _print(event.subject, event)


@STEPS.add("withdraw", 'SY6 --period 2026-03 --who ann --note "wrong step"')
def withdraw(warehouse: Warehouse, step: Step, period: Period, who: Who, note: Note) -> None:
    """Withdraw an attestation or a waiver."""
    _print(step, checklist.withdraw(warehouse, period, step, who, note))


def _print(step: str, event: Event) -> None:
    print(f"{step} {event.kind} for {event.period} by {event.who}")


@STEPS.add("attach", "SY6 statement.pdf --period 2026-03 --who ann")
def attach(warehouse: Warehouse, step: Step, file: File, period: Period, who: Who) -> None:
    """Attach a file to a step as evidence."""
    event = checklist.attach(warehouse, period, step, who, file.name, file.read_bytes())
    print(f"{file.name} attached to {step} for {period}, sha256 {event.value}")
