"""What people do to a month, without a screen: attest, waive, sign, seal, run again, verify."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from close.archive.verify import verify
from close.errors import Refused
from close.signing import signoff
from close.signing.conditions import obstacles, say
from close.signing.rerun import Rerun, rerun
from close.signing.standing import PREPARER, REVIEWER, signatures
from close.store import seals
from close.store.audit_log import Event
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from close.work import checklist
from tieout import archive, worklist

Open = Callable[[argparse.Namespace], Warehouse]


class NotReproduced(Refused):
    """A signature does not give the digest that it carries."""


class Touched(Refused):
    """Something recorded is not as it was written."""


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", where: argparse.ArgumentParser, open_: Open
) -> None:
    """Put the commands beside those that print reports; `where` holds the options that name a warehouse."""
    month = argparse.ArgumentParser(add_help=False, parents=[where])
    month.add_argument("--period", required=True, metavar="2026-03")
    person = argparse.ArgumentParser(add_help=False, parents=[month])
    person.add_argument("--who", required=True, metavar="NAME")
    said = argparse.ArgumentParser(add_help=False)
    said.add_argument("--note", required=True, help="why, or what was looked at")

    def command(
        name: str, words: str, run: Callable[[argparse.Namespace], None], *parents: argparse.ArgumentParser
    ) -> argparse.ArgumentParser:
        parser = commands.add_parser(name, parents=list(parents), help=words)
        parser.set_defaults(command=run, open=open_)
        return parser

    for act, words in (
        (checklist.attest, "attest a step that data cannot prove"),
        (checklist.waive, "let a month close although a step is open"),
        (checklist.withdraw, "take an attestation or a waiver back"),
    ):
        command(act.__name__, words, _say(act), person, said).add_argument("step", metavar="STEP")
    attaching = command("attach", "keep a file as evidence of a step", _attach, person)
    attaching.add_argument("step", metavar="STEP")
    attaching.add_argument("file", type=Path, metavar="FILE")
    signing = command("sign", "sign a step, a report or the month", _sign, person)
    signing.add_argument("subject", metavar="STEP|REPORT|month")
    signing.add_argument("--role", choices=(PREPARER, REVIEWER), default=PREPARER)
    signing.add_argument("--note", default="")
    looking = command("obstacles", "list what stands in the way of a signature", _obstacles, month)
    looking.add_argument("subject", nargs="?", default=MONTH, metavar="STEP|REPORT|month")
    command("certify", "sign all that a written rule covers", _certify, person)
    retracting = command("retract", "take one's own signature back", _retract, person, said)
    retracting.add_argument("number", type=int, metavar="SIGNATURE")
    command("seal", "seal a month that is signed and reviewed", _seal, person).add_argument("--note", default="")
    opening = command("reopen", "re-open a sealed month up to a day", _reopen, person, said)
    opening.add_argument("--until", type=date.fromisoformat, required=True, metavar="2026-04-30")
    command("signatures", "list the signatures of a month and whether they stand", _signatures, month)
    again = command("rerun", "run a signature again from its record alone", _rerun, where)
    again.add_argument("number", type=int, metavar="SIGNATURE")
    again.add_argument("--who", default="", metavar="NAME")
    command("verify", "prove that nothing recorded was touched", _verify, where)
    worklist.add(commands, where, month, open_)
    archive.add(commands, where, open_)


def _say(act: Callable[..., Event]) -> Callable[[argparse.Namespace], None]:
    def say(options: argparse.Namespace) -> None:
        event = act(options.open(options), options.period, options.step, options.who, options.note)
        print(f"{options.step} {event.kind} for {event.period} by {event.who}")

    return say


def _attach(options: argparse.Namespace) -> None:
    content = options.file.read_bytes()
    event = checklist.attach(
        options.open(options), options.period, options.step, options.who, options.file.name, content
    )
    print(f"{options.file.name} attached to {options.step} for {options.period}, sha256 {event.value}")


def _sign(options: argparse.Namespace) -> None:
    event = signoff.sign(
        options.open(options), options.period, options.subject, options.who, options.role, options.note
    )
    print(f"signature {event.number}: {event.subject} for {event.period} by {event.who} as {event.value}")


def _obstacles(options: argparse.Namespace) -> None:
    if found := obstacles(options.open(options), options.period, options.subject):
        raise signoff.Blocked("\n".join(map(say, found)))
    print(f"Nothing stands in the way of signing {options.subject} for {options.period}.")


def _certify(options: argparse.Namespace) -> None:
    for event in signoff.certify(options.open(options), options.period, options.who):
        print(f"signature {event.number}: {event.subject} for {event.period}. {event.note}")


def _retract(options: argparse.Namespace) -> None:
    event = signoff.retract(options.open(options), options.number, options.who, options.note)
    print(f"signature {event.about} of {event.subject} taken back by {event.who}")


def _seal(options: argparse.Namespace) -> None:
    event = signoff.seal(options.open(options), options.period, options.who, options.note)
    print(f"{event.period} sealed by {event.who}")


def _reopen(options: argparse.Namespace) -> None:
    event = seals.reopen(options.open(options), options.period, options.who, options.note, options.until)
    print(f"{event.period} re-opened by {event.who} until {event.value}")


def _signatures(options: argparse.Namespace) -> None:
    for row in signatures(options.open(options), options.period).to_pylist():
        state = "stands" if row["stands"] else "suspended"
        moment = f"{row['recorded_at']:%Y-%m-%d %H:%M}"
        print(f"{row['number']:>6}  {state:<10} {row['subject']:<24} {row['role']:<9} {moment} UTC  {row['who']}")


def _rerun(options: argparse.Namespace) -> None:
    found = rerun(options.open(options), options.number, options.who)
    for again in found:
        print(f"{'same' if again.is_same else 'DIFFERENT':<10} {again.pin.title:<28} {again.pin.digest}")
    if differing := [again for again in found if not again.is_same]:
        raise NotReproduced("\n".join(_explain(again) for again in differing))


def _explain(again: Rerun) -> str:
    return f"{again.pin.title}: {again.digest or 'not run'}; {'; '.join(again.reasons)}"


def _verify(options: argparse.Namespace) -> None:
    warehouse = options.open(options)
    if faults := verify(warehouse):
        raise Touched("\n".join(f"{fault.path}: {fault.why}" for fault in faults))
    print(f"All of {warehouse.organisation} is as it was written.")
