"""What keeps a month for later: its binder, backup and restore, and the proof that nothing recorded was touched."""

from pathlib import Path

from close.archive import backup, binder
from close.archive.verify import verify
from close.commands.options import Commands, Options, name_month, name_person, name_warehouse, open_warehouse
from close.errors import Refused


class Touched(Refused):
    """Something recorded is not as it was written."""


def add(commands: Commands) -> None:
    """Add binder, backup, restore and verify."""
    commands.begin_group("Keep a month for later")
    binding = commands.add(
        "binder", "write a signed month as one file that proves itself", _bind, name_month(), name_person()
    )
    binding.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip")
    keeping = commands.add("backup", "write an organisation to one file", _backup, name_warehouse())
    keeping.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.tar")
    restoring = commands.add("restore", "put a backup in place, once it is proven whole", _restore)
    restoring.add_argument("file", type=Path, metavar="FILE.tar")
    restoring.add_argument("--warehouse", type=Path, default=Path("warehouse"), metavar="DIR")
    commands.add("verify", "prove that nothing recorded was touched", _verify, name_warehouse())


def _bind(options: Options) -> None:
    content = binder.write(open_warehouse(options), options.period, options.who)
    options.output.write_bytes(content)
    print(f"{options.output}: {len(content):,} bytes. Its README says how to run every signed number again.")


def _backup(options: Options) -> None:
    warehouse = open_warehouse(options)
    count = backup.backup(warehouse, options.output)
    print(f"{options.output}: {count:,} files of {warehouse.organisation}")


def _restore(options: Options) -> None:
    warehouse = backup.restore(options.file, options.warehouse)
    print(f"{warehouse.organisation} restored to {warehouse.folder}: all of it is as it was written.")


def _verify(options: Options) -> None:
    warehouse = open_warehouse(options)
    if faults := verify(warehouse):
        raise Touched("\n".join(f"{fault.path}: {fault.why}" for fault in faults))
    print(f"All of {warehouse.organisation} is as it was written.")
