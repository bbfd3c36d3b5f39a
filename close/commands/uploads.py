"""Upload commands: list the uploads of a month, take one back, or make a former one current again."""

import shlex
from typing import Annotated

import typer

from close.commands.groups import Group
from close.commands.options import Note, Period, Who
from close.store.audit_log import Event
from close.store.manifests import LandingRecord
from close.store.seals import list_at_stake, say_suspended
from close.store.warehouse import Warehouse
from close.texts import say_count
from close.work import current_exports

UPLOADS = Group("Correct uploads")
Upload = Annotated[
    str, typer.Argument(metavar="ID", help="Its ID, or the beginning, as listed by the command uploads.")
]
_SHOWN = 12


@UPLOADS.add("uploads", "--period 2026-03")
def list_uploads(warehouse: Warehouse, period: Period) -> None:
    """List every upload of a month, newest first: its ID, whether it is current, and its file."""
    head = warehouse.head()
    for record in current_exports.list_uploads(warehouse, period):
        state, moment = current_exports.say_state(head, record), record.landed_at[:16].replace("T", " ")
        rows = say_count(record.rows, "row")
        print(f"{record.landing[:_SHOWN]}  {state:<10} {moment} UTC  {rows:>14}  {record.file_name}")


@UPLOADS.add("take-back", '3fa1c07b91de --who ann --note "export of another branch"')
def take_back(warehouse: Warehouse, upload: Upload, who: Who, note: Note) -> None:
    """Take an upload back. Its file is kept, and it can be made current again.

    What it had replaced is not current again by itself. The command that makes it so is printed.
    """
    record = current_exports.find_landing(warehouse, upload)
    _print(warehouse, record, current_exports.take_back(warehouse, upload, who, note), "taken back")
    for former in current_exports.list_replaced(warehouse, record):
        print(f"{former.file_name}, which it had replaced, is not current again. To make it current:")
        print(f'  tieout make-current {former.landing[:_SHOWN]} --who {shlex.quote(who)} --note "…"')


@UPLOADS.add("make-current", '3fa1c07b91de --who ann --note "the newer export was filtered"')
def make_current(warehouse: Warehouse, upload: Upload, who: Who, note: Note) -> None:
    """Make a former upload current again, in place of those that share documents with it."""
    record = current_exports.find_landing(warehouse, upload)
    _print(warehouse, record, current_exports.make_current(warehouse, upload, who, note), "made current")


def _print(warehouse: Warehouse, record: LandingRecord, event: Event, done: str) -> None:
    """Print what was done, and the signatures that are suspended if their figures have changed."""
    print(f"{event.subject} for {event.period} {done} by {event.who}")
    for signed in list_at_stake(warehouse, record.period, [file.dataset for file in record.files]):
        print(say_suspended(signed))
