"""Signing commands: sign, certify, seal, re-open, run a signature again, and list documents changed since then."""

from datetime import date
from typing import Annotated, Literal

import typer

from close.commands.groups import Group
from close.commands.options import Format, Note, Output, Period, Signature, Who, read_day, write_answer
from close.errors import Refused
from close.signing import rerun, signoff, standing
from close.signing.answers import moved_documents
from close.signing.conditions import obstacles, say
from close.store import seals
from close.store.seals import MONTH
from close.store.warehouse import Warehouse

SIGNING = Group("Sign and seal a month")
Subject = Annotated[str, typer.Argument(metavar="STEP|REPORT|month", help="A step, a report, or the word month.")]
Role = Annotated[Literal["preparer", "reviewer"], typer.Option(help="The role in which the person signs.")]
Remark = Annotated[str, typer.Option("--note", help="A short remark.")]
Until = Annotated[date, typer.Option(parser=read_day, metavar="2026-04-30", help="The last day the month stays open.")]
Whoever = Annotated[str, typer.Option("--who", metavar="NAME", help="The person who acts, if roles are assigned.")]
Moment = Annotated[
    int | None, typer.Option(metavar="NUMBER", help="Since this signature instead of the month's newest.")
]


class NotReproduced(Refused):
    """A signature that does not reproduce its recorded digest."""


@SIGNING.add("sign", "month --period 2026-03 --who ann")
def sign(
    warehouse: Warehouse, subject: Subject, period: Period, who: Who, role: Role = "preparer", note: Remark = ""
) -> None:
    """Sign a step, a report or the month."""
    event = signoff.sign(warehouse, period, subject, who, role, note)
    print(f"signature {event.number}: {event.subject} for {event.period} by {event.who} as {event.value}")


@SIGNING.add("obstacles", "month --period 2026-03")
def list_obstacles(warehouse: Warehouse, period: Period, subject: Subject = MONTH) -> None:
    """List everything that prevents a signature."""
    if found := obstacles(warehouse, period, subject):
        raise signoff.Blocked("\n".join(map(say, found)))
    print(f"There are no obstacles to signing {subject} for {period}.")


@SIGNING.add("certify", "--period 2026-03 --who ann")
def certify(warehouse: Warehouse, period: Period, who: Who) -> None:
    """Sign every subject that a rule covers."""
    for event in signoff.certify(warehouse, period, who):
        print(f"signature {event.number}: {event.subject} for {event.period}. {event.note}")


@SIGNING.add("retract", '12 --period 2026-03 --who ann --note "signed too early"')
def retract(warehouse: Warehouse, number: Signature, period: Period, who: Who, note: Note) -> None:  # noqa: ARG001
    """Withdraw your own signature."""
    event = signoff.retract(warehouse, number, who, note)
    print(f"signature {event.about} of {event.subject} withdrawn by {event.who}")


@SIGNING.add("seal", "--period 2026-03 --who ben")
def seal(warehouse: Warehouse, period: Period, who: Who, note: Remark = "") -> None:
    """Seal a month that is signed and reviewed."""
    event = signoff.seal(warehouse, period, who, note)
    print(f"{event.period} sealed by {event.who}")


@SIGNING.add("reopen", '--period 2026-03 --who ben --until 2026-04-30 --note "late bill"')
def reopen(warehouse: Warehouse, period: Period, who: Who, note: Note, until: Until) -> None:
    """Re-open a sealed month until a given day."""
    event = seals.reopen(warehouse, period, who, note, until)
    print(f"{event.period} re-opened by {event.who} until {event.value}")


@SIGNING.add("signatures", "--period 2026-03")
def list_signatures(warehouse: Warehouse, period: Period) -> None:
    """List the signatures of a month and their states."""
    for row in standing.signatures(warehouse, period).to_pylist():
        state = "valid" if row["stands"] else "suspended"
        moment = f"{row['recorded_at']:%Y-%m-%d %H:%M}"
        print(f"{row['number']:>6}  {state:<10} {row['subject']:<24} {row['role']:<9} {moment} UTC  {row['who']}")


@SIGNING.add("rerun", "12")
def run_again(warehouse: Warehouse, number: Signature, who: Whoever = "") -> None:
    """Run a signature again using only its record."""
    found = rerun.rerun(warehouse, number, who)
    for again in found:
        print(f"{'same' if again.is_same else 'DIFFERENT':<10} {again.pin.title:<28} {again.pin.digest}")
    if differing := [again for again in found if not again.is_same]:
        raise NotReproduced("\n".join(_explain(again) for again in differing))


def _explain(again: rerun.Rerun) -> str:
    return f"{again.pin.title}: {again.digest or 'not run'}; {'; '.join(again.reasons)}"


@SIGNING.add("moved", "--period 2026-03")
def list_moved(
    warehouse: Warehouse,
    period: Period,
    signature: Moment = None,
    format: Format = "csv",  # noqa: A002 - the name of the option
    output: Output = None,
) -> None:
    """List the documents that have changed since a month was signed."""
    signed = standing.moment(warehouse, period, signature)
    write_answer(moved_documents(warehouse, signed.number), format, output)
