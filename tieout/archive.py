"""What keeps a month for later, without a screen: what moved since it was signed, its binder, backup and restore."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from close.archive import backup, binder, export
from close.signing.answers import moved_documents, visible
from close.signing.standing import moment
from close.store.warehouse import Warehouse

Open = Callable[[argparse.Namespace], Warehouse]


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", where: argparse.ArgumentParser, open_: Open
) -> None:
    """Put the commands beside the others; `where` holds the options that name a warehouse."""
    month = argparse.ArgumentParser(add_help=False, parents=[where])
    month.add_argument("--period", required=True, metavar="2026-03")

    moved = commands.add_parser("moved", parents=[month], help="list what moved since a month was signed")
    moved.add_argument("--signature", type=int, metavar="NUMBER", help="default: the newest of the month")
    moved.add_argument("--format", choices=export.FORMATS, default="csv")
    moved.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    moved.set_defaults(command=_moved, open=open_)
    bound = commands.add_parser("binder", parents=[month], help="write a signed month as one file that proves itself")
    bound.add_argument("--who", required=True, metavar="NAME")
    bound.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.zip")
    bound.set_defaults(command=_bind, open=open_)
    kept = commands.add_parser("backup", parents=[where], help="write an organisation to one file")
    kept.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.tar")
    kept.set_defaults(command=_backup, open=open_)
    restored = commands.add_parser("restore", help="put a backup in place, once it is proven whole")
    restored.add_argument("file", type=Path, metavar="FILE.tar")
    restored.add_argument("--warehouse", type=Path, default=Path("warehouse"), metavar="DIR")
    restored.set_defaults(command=_restore)


def _moved(options: argparse.Namespace) -> None:
    warehouse = options.open(options)
    signed = moment(warehouse, options.period, options.signature)
    answer = moved_documents(warehouse, signed.number)
    labels = {column.name: column.label for column in answer.report.columns}
    content = export.write(visible(answer), options.format, labels)
    if options.output:
        options.output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


def _bind(options: argparse.Namespace) -> None:
    content = binder.write(options.open(options), options.period, options.who)
    options.output.write_bytes(content)
    print(f"{options.output}: {len(content):,} bytes. Its README says how to run every signed number again.")


def _backup(options: argparse.Namespace) -> None:
    warehouse = options.open(options)
    count = backup.backup(warehouse, options.output)
    print(f"{options.output}: {count:,} files of {warehouse.organisation}")


def _restore(options: argparse.Namespace) -> None:
    warehouse = backup.restore(options.file, options.warehouse)
    print(f"{warehouse.organisation} restored to {warehouse.folder}: all of it is as it was written.")
