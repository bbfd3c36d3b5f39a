"""The prints without a screen: the checklist and the fix plan, also as PDF."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from close.archive import export
from close.archive.prints import checklist, fix_plan, workbook
from close.store.warehouse import Warehouse

PDF, XLSX = "pdf", "xlsx"
Open = Callable[[argparse.Namespace], Warehouse]
Print = Callable[[argparse.Namespace], None]


def add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    where: argparse.ArgumentParser,
    open_: Open,
    report: Print,
) -> None:
    """Put the commands beside the others. `report` prints an answer in the formats that every report has."""
    month = argparse.ArgumentParser(add_help=False, parents=[where])
    month.add_argument("--period", required=True, metavar="2026-03")
    month.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    for name, words in (("checklist", "print the checklist"), ("fix_plan", "print what to mend, screen by screen")):
        parser = commands.add_parser(name, parents=[month], help=words)
        parser.add_argument("--format", choices=(*export.FORMATS, PDF), default="csv")
        parser.set_defaults(command=_print, open=open_, report=report, name=name, reference=None)
        if name == "checklist":
            audience = "pdf and xlsx: with the words that a beginner needs, or one line a step"
            parser.add_argument("--audience", choices=checklist.AUDIENCES, default=checklist.NEW, help=audience)
            parser.add_argument("--blank", action="store_true", help="pdf: boxes and lines to fill in by hand")


def _print(options: argparse.Namespace) -> None:
    if options.format == PDF and options.name == "checklist":
        _emit(checklist.pdf(options.open(options), options.period, options.audience, options.blank), options.output)
    elif options.format == XLSX and options.name == "checklist":
        _emit(workbook.xlsx(options.open(options), options.period, options.audience), options.output)
    elif options.format == PDF:
        _emit(fix_plan.pdf(options.open(options), options.period), options.output)
    else:
        options.report(options)


def _emit(content: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)
