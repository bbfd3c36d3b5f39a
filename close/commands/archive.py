"""Archive commands: binder, backup, restore, and the check that records are unchanged."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from close.archive import backup, binder
from close.archive.verify import accept, list_notes, verify
from close.commands.groups import Group
from close.commands.options import Folder, Note, Period, Who, write_content
from close.errors import Refused
from close.places import WAREHOUSE
from close.store.warehouse import Warehouse
from close.texts import say_count

KEEPING = Group("Archive and verify")
Zip = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.zip", help="The file to write.")]
Tar = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.tar", help="The file to write.")]
Backup = Annotated[Path, typer.Argument(metavar="FILE.tar", help="A file written by the command backup.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Only check that it can be restored.")]


class Touched(Refused):
    """A record that was changed, replaced or removed after it was written."""


@KEEPING.add("binder", "--period 2026-03 --who ann -o 2026-03.zip")
def write_binder(warehouse: Warehouse, period: Period, who: Who, output: Zip) -> None:
    """Write a signed month to one file that can be verified without Tieout."""
    content = binder.write(warehouse, period, who)
    write_content(content, output)
    print(f"{output}: {len(content):,} bytes. Its README explains how to run every signed number again.")


@KEEPING.add("backup", "-o my-company.tar")
def write_backup(warehouse: Warehouse, output: Tar) -> None:
    """Write an organisation to one file, then restore it to a temporary folder to prove that it is complete."""
    count = backup.backup(warehouse, output)
    label = backup.rehearse(output)
    print(
        f"{output}: {say_count(count, 'file')} of {warehouse.organisation}, restored once to check it. "
        f"{_say_head(label)}"
    )


@KEEPING.add("restore", "my-company.tar --warehouse warehouse")
def restore(file: Backup, warehouse: Folder = WAREHOUSE, dry_run: DryRun = False) -> None:
    """Restore a backup after checking that it is complete."""
    if dry_run:
        print(f"{file} can be restored. {_say_head(backup.rehearse(file))}")
        return
    restored = backup.restore(file, warehouse)
    print(f"{restored.organisation} restored to {restored.folder}. No file has changed since it was written.")
    for fault in verify(restored):
        print(f"{fault.path}: {fault.why}", file=sys.stderr)


def _say_head(label: backup.Label) -> str:
    """Return the newest event of a backup in words. Backups of before do not state it."""
    newest = label.get("event", {})
    return f"Its newest event is {newest['number']}, sha256 {newest['sha256']}." if newest.get("number") else ""


@KEEPING.add("verify", "")
def verify_records(warehouse: Warehouse) -> None:
    """Check that no record was changed."""
    if faults := verify(warehouse):
        raise Touched("\n".join(f"{fault.path}: {fault.why}" for fault in faults))
    print(f"No record of {warehouse.organisation} has changed since it was written.")
    for note in list_notes(warehouse):
        print(note)


@KEEPING.add("accept", '--who ann --note "the disk failed, this is the backup of Friday"')
def accept_records(warehouse: Warehouse, who: Who, note: Note) -> None:
    """Continue with records that were restored or moved here from another machine."""
    event = accept(warehouse, who, note)
    print(f"The records of {warehouse.organisation} were accepted by {event.who} in event {event.number}.")
