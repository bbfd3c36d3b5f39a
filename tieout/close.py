"""The close without a screen: `python -m close report NAME --period 2026-03`, `checklist`, `sign`, `seal`, `rerun`."""

import argparse
import sys
from pathlib import Path

from close.archive import export
from close.engine.connection import ENGINE, EngineError
from close.errors import Refused
from close.rules.queries import in_force, library
from close.signing.answers import answer as ask
from close.signing.answers import visible
from close.store.warehouse import UnknownOrganisation, Warehouse, organisations
from tieout import month as people
from tieout import prints

LAST = "9999-12"


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Exit status 0 only when all went well; what went wrong is said on standard error."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    except EngineError as error:
        print(
            "The engine could not answer; nothing has changed. Ask again; if it happens again, run `python -m close "
            f"verify`, and pass this on: {ENGINE}, {str(error).splitlines()[0]}",
            file=sys.stderr,
        )
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m close", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--warehouse", type=Path, default=Path("warehouse"), metavar="DIR")
    where.add_argument("--organisation", metavar="NAME", help="default: the only one of the warehouse")
    what = argparse.ArgumentParser(add_help=False)
    what.add_argument("--period", required=True, metavar="2026-03")
    what.add_argument("--format", choices=export.FORMATS, default="csv")
    what.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")

    report = commands.add_parser("report", parents=[where, what], help="print a report")
    report.add_argument("name", metavar="NAME")
    report.add_argument("--reference", metavar="SO-1234", help="of one document, where the report takes one")
    report.set_defaults(command=_report)
    prints.add(commands, where, _warehouse, _report)
    reports = commands.add_parser("reports", help="list the reports and their versions in force")
    reports.add_argument("--period", default=LAST, metavar="2026-03", help="default: the newest versions")
    reports.set_defaults(command=_reports)
    people.add(commands, where, _warehouse)
    return parser


def _report(options: argparse.Namespace) -> None:
    answer = ask(_warehouse(options), options.name, options.period, reference=options.reference)
    labels = {column.name: column.label for column in answer.report.columns}
    _emit(export.write(visible(answer), options.format, labels), options.output)


def _reports(options: argparse.Namespace) -> None:
    period = "2999-12" if options.period == LAST else options.period
    for name in sorted(library("reports")):
        report = in_force(name, period)
        print(f"{name:<24} v{report.version}  since {report.since}  {report.title}")


def _warehouse(options: argparse.Namespace) -> Warehouse:
    known = organisations(options.warehouse)
    name = options.organisation or (known[0] if len(known) == 1 else None)
    if name is None:
        listed = ", ".join(known) or "none has landed anything yet"
        raise UnknownOrganisation(f"Say which organisation with --organisation; in {options.warehouse}: {listed}.")
    warehouse = Warehouse(options.warehouse, name)
    if warehouse.organisation not in known:
        listed = ", ".join(known) or "none"
        raise UnknownOrganisation(f'"{name}" has landed nothing in {options.warehouse}; organisations there: {listed}.')
    return warehouse


def _emit(content: bytes, output: Path | None) -> None:
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


if __name__ == "__main__":
    sys.exit(main())
