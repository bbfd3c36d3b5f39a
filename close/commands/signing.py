"""What people vouch for: sign, certify, seal, re-open; run a signature again; list what moved since."""

from datetime import date

from close.commands.options import (
    Commands,
    Options,
    ask_note,
    choose_output,
    name_month,
    name_person,
    name_warehouse,
    open_warehouse,
    write_answer,
)
from close.errors import Refused
from close.signing import signoff
from close.signing.answers import moved_documents
from close.signing.conditions import obstacles, say
from close.signing.rerun import Rerun, rerun
from close.signing.standing import PREPARER, REVIEWER, moment, signatures
from close.store import seals
from close.store.seals import MONTH


class NotReproduced(Refused):
    """A signature does not give the digest that it carries."""


def add(commands: Commands) -> None:
    """Add sign, obstacles, certify, retract, seal, reopen, signatures, rerun and moved."""
    commands.begin_group("Sign and seal a month")
    signing = commands.add("sign", "sign a step, a report or the month", _sign, name_month(), name_person())
    signing.add_argument("subject", metavar="STEP|REPORT|month")
    signing.add_argument("--role", choices=(PREPARER, REVIEWER), default=PREPARER)
    signing.add_argument("--note", default="")
    blocking = commands.add("obstacles", "list what stands in the way of a signature", _obstacles, name_month())
    blocking.add_argument("subject", nargs="?", default=MONTH, metavar="STEP|REPORT|month")
    commands.add("certify", "sign all that a written rule covers", _certify, name_month(), name_person())
    retracting = commands.add(
        "retract", "take one's own signature back", _retract, name_month(), name_person(), ask_note()
    )
    retracting.add_argument("number", type=int, metavar="SIGNATURE")
    sealing = commands.add("seal", "seal a month that is signed and reviewed", _seal, name_month(), name_person())
    sealing.add_argument("--note", default="")
    opening = commands.add(
        "reopen", "re-open a sealed month up to a day", _reopen, name_month(), name_person(), ask_note()
    )
    opening.add_argument("--until", type=date.fromisoformat, required=True, metavar="2026-04-30")
    commands.add("signatures", "list the signatures of a month and whether they stand", _signatures, name_month())
    again = commands.add("rerun", "run a signature again from its record alone", _rerun, name_warehouse())
    again.add_argument("number", type=int, metavar="SIGNATURE")
    again.add_argument("--who", default="", metavar="NAME")
    moved = commands.add("moved", "list what moved since a month was signed", _moved, name_month(), choose_output())
    moved.add_argument("--signature", type=int, metavar="NUMBER", help="default: the newest of the month")


def _sign(options: Options) -> None:
    event = signoff.sign(
        open_warehouse(options), options.period, options.subject, options.who, options.role, options.note
    )
    print(f"signature {event.number}: {event.subject} for {event.period} by {event.who} as {event.value}")


def _obstacles(options: Options) -> None:
    if found := obstacles(open_warehouse(options), options.period, options.subject):
        raise signoff.Blocked("\n".join(map(say, found)))
    print(f"Nothing stands in the way of signing {options.subject} for {options.period}.")


def _certify(options: Options) -> None:
    for event in signoff.certify(open_warehouse(options), options.period, options.who):
        print(f"signature {event.number}: {event.subject} for {event.period}. {event.note}")


def _retract(options: Options) -> None:
    event = signoff.retract(open_warehouse(options), options.number, options.who, options.note)
    print(f"signature {event.about} of {event.subject} taken back by {event.who}")


def _seal(options: Options) -> None:
    event = signoff.seal(open_warehouse(options), options.period, options.who, options.note)
    print(f"{event.period} sealed by {event.who}")


def _reopen(options: Options) -> None:
    event = seals.reopen(open_warehouse(options), options.period, options.who, options.note, options.until)
    print(f"{event.period} re-opened by {event.who} until {event.value}")


def _signatures(options: Options) -> None:
    for row in signatures(open_warehouse(options), options.period).to_pylist():
        state = "stands" if row["stands"] else "suspended"
        moment = f"{row['recorded_at']:%Y-%m-%d %H:%M}"
        print(f"{row['number']:>6}  {state:<10} {row['subject']:<24} {row['role']:<9} {moment} UTC  {row['who']}")


def _rerun(options: Options) -> None:
    found = rerun(open_warehouse(options), options.number, options.who)
    for again in found:
        print(f"{'same' if again.is_same else 'DIFFERENT':<10} {again.pin.title:<28} {again.pin.digest}")
    if differing := [again for again in found if not again.is_same]:
        raise NotReproduced("\n".join(_explain(again) for again in differing))


def _explain(again: Rerun) -> str:
    return f"{again.pin.title}: {again.digest or 'not run'}; {'; '.join(again.reasons)}"


def _moved(options: Options) -> None:
    warehouse = open_warehouse(options)
    signed = moment(warehouse, options.period, options.signature)
    write_answer(moved_documents(warehouse, signed.number), options)
