"""What keeps a month for later: its binder, backup and restore, and the proof that nothing recorded was touched."""

from pathlib import Path
from typing import Annotated

import typer

from close.archive import backup, binder
from close.archive.verify import verify
from close.commands.groups import Group
from close.commands.options import Folder, Period, Who
from close.errors import Refused
from close.store.warehouse import Warehouse

KEEPING = Group("Keep a month for later")
Zip = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.zip", help="The file to write.")]
Tar = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.tar", help="The file to write.")]
Backup = Annotated[Path, typer.Argument(metavar="FILE.tar", help="What the command backup wrote.")]


class Touched(Refused):
    """Something recorded is not as it was written."""


@KEEPING.add("binder", "--period 2026-03 --who ann -o 2026-03.zip")
def write_binder(warehouse: Warehouse, period: Period, who: Who, output: Zip) -> None:
    """Write a signed month as one file that proves itself."""
    content = binder.write(warehouse, period, who)
    output.write_bytes(content)
    print(f"{output}: {len(content):,} bytes. Its README says how to run every signed number again.")


@KEEPING.add("backup", "-o my-company.tar")
def write_backup(warehouse: Warehouse, output: Tar) -> None:
    """Write an organisation to one file."""
    count = backup.backup(warehouse, output)
    print(f"{output}: {count:,} files of {warehouse.organisation}")


@KEEPING.add("restore", "my-company.tar --warehouse warehouse")
def restore(file: Backup, warehouse: Folder = Path("warehouse")) -> None:
    """Put a backup in place, once it is proven whole."""
    restored = backup.restore(file, warehouse)
    print(f"{restored.organisation} restored to {restored.folder}: all of it is as it was written.")


@KEEPING.add("verify", "")
def verify_records(warehouse: Warehouse) -> None:
    """Prove that nothing recorded was touched."""
    if faults := verify(warehouse):
        raise Touched("\n".join(f"{fault.path}: {fault.why}" for fault in faults))
    print(f"All of {warehouse.organisation} is as it was written.")
