"""What people do to the steps of the checklist: attest, waive, withdraw, attach evidence."""

from collections.abc import Callable
from pathlib import Path

from close.commands.options import Commands, Options, Run, ask_note, name_month, name_person, open_warehouse
from close.store.audit_log import Event
from close.work import checklist


def add(commands: Commands) -> None:
    """Add attest, waive, withdraw and attach."""
    commands.begin_group("Work on the steps of the checklist")
    for act, words in (
        (checklist.attest, "attest a step that data cannot prove"),
        (checklist.waive, "let a month close although a step is open"),
        (checklist.withdraw, "take an attestation or a waiver back"),
    ):
        parser = commands.add(act.__name__, words, _record(act), name_month(), name_person(), ask_note())
        parser.add_argument("step", metavar="STEP")
    attach = commands.add("attach", "keep a file as evidence of a step", _attach, name_month(), name_person())
    attach.add_argument("step", metavar="STEP")
    attach.add_argument("file", type=Path, metavar="FILE")


def _record(act: Callable[..., Event]) -> Run:
    def run(options: Options) -> None:
        event = act(open_warehouse(options), options.period, options.step, options.who, options.note)
        print(f"{options.step} {event.kind} for {event.period} by {event.who}")

    return run


def _attach(options: Options) -> None:
    name, content = options.file.name, options.file.read_bytes()
    event = checklist.attach(open_warehouse(options), options.period, options.step, options.who, name, content)
    print(f"{name} attached to {options.step} for {options.period}, sha256 {event.value}")
