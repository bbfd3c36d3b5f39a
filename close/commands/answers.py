"""Commands that only read: a month's reports, the settings proposed from its files, the checklist and the fix plan."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from close.archive import database
from close.archive.pack import bundle
from close.archive.pack.month import PackedMonth
from close.archive.prints import checklist, fix_plan, workbook
from close.commands.groups import Group
from close.commands.options import Format, Output, Period, PrintFormat, warn, write_answer, write_content
from close.months import LAST
from close.rules.queries import in_force, library
from close.signing.answers import answer
from close.store.settings import ACCRUAL_ROLES, Settings
from close.store.settings_toml import write_toml
from close.store.warehouse import Warehouse
from close.texts import say_count
from close.work import proposals

PDF, XLSX = "pdf", "xlsx"
READING = Group("Read reports")


def complete_report() -> list[str]:
    """Return the names of the reports for shell completion."""
    return sorted(library("reports"))


ReportName = Annotated[
    str,
    typer.Argument(metavar="NAME", help="A report, as listed by the command reports.", autocompletion=complete_report),
]
Reference = Annotated[
    str | None, typer.Option(metavar="SO-1234", help="Only this document, if the report accepts a reference.")
]
Audience = Annotated[
    Literal["new", "experienced"], typer.Option(help="For pdf and xlsx: explained for beginners, or one line per step.")
]
Blank = Annotated[bool, typer.Option("--blank", help="For pdf: boxes and lines to fill in by hand.")]
Month = Annotated[str, typer.Option("--month", "--period", metavar="2026-03", help="The month.")]
Database = Annotated[Path, typer.Option("--output", "-o", metavar="FILE.duckdb", help="The file to write.")]
Pack = Annotated[Path, typer.Option("--output", "-o", metavar="FOLDER", help="A folder, or a file ending in .zip.")]
Accounts = Annotated[
    list[str] | None,
    typer.Option(metavar="ROLE=ACCOUNT", help="An account of the journal, such as payable=2105. Repeatable."),
]
ReportsPeriod = Annotated[
    str, typer.Option(metavar="2026-03", help="The month they apply to.", show_default="the newest versions")
]


def split_account(text: str) -> tuple[str, str]:
    """Return the role and the account in a text such as payable=2105. Raises BadParameter."""
    role, sign, account = text.partition("=")
    if not sign or role not in ACCRUAL_ROLES:
        roles = ", ".join(ACCRUAL_ROLES)
        raise typer.BadParameter(f'Write "{text}" as payable=2105, with one of these roles: {roles}.')
    return role, account


@READING.add("report", "bridge --period 2026-03 --format xlsx -o bridge.xlsx")
def print_report(
    warehouse: Warehouse,
    name: ReportName,
    period: Period,
    reference: Reference = None,
    format: Format = "csv",  # noqa: A002 - the name of the option
    output: Output = None,
) -> None:
    """Print a report."""
    write_answer(answer(warehouse, name, period, reference=reference), format, output)


@READING.add("checklist", "--period 2026-03 --format pdf -o checklist.pdf")
def print_checklist(
    warehouse: Warehouse,
    period: Period,
    audience: Audience = "new",
    blank: Blank = False,
    format: PrintFormat = "csv",  # noqa: A002 - the name of the option
    output: Output = None,
) -> None:
    """Print the checklist."""
    if format == PDF:
        write_content(checklist.pdf(warehouse, period, audience, blank), output)
    elif format == XLSX:
        write_content(workbook.xlsx(warehouse, period, audience), output)
    else:
        write_answer(answer(warehouse, "checklist", period), format, output)


@READING.add("fix_plan", "--period 2026-03 --format pdf -o fix-plan.pdf")
def print_fix_plan(
    warehouse: Warehouse,
    period: Period,
    format: PrintFormat = "csv",  # noqa: A002 - the name of the option
    output: Output = None,
) -> None:
    """Print the documents to correct, grouped by Omni screen."""
    if format == PDF:
        write_content(fix_plan.pdf(warehouse, period), output)
    else:
        write_answer(answer(warehouse, "fix_plan", period), format, output)


@READING.add("pack", "--period 2026-03 -o month-pack.zip")
def write_pack(warehouse: Warehouse, period: Period, output: Pack, account: Accounts = None) -> None:
    """Write a month's workbook, its PDF and the accruals to import, to a folder or a zip file."""
    month, accounts = PackedMonth(warehouse, period), dict(map(split_account, account or ()))
    warn(bundle.find_caution(month))
    if output.suffix == ".zip":
        write_content(bundle.write(month, accounts), output)
        print(f"{output}: the month pack of {period}.")
        return
    for name, content in bundle.list_files(month, accounts).items():
        write_content(content, output / name)
        print(output / name)


@READING.add("open", "--month 2026-03 -o 2026-03.duckdb")
def write_database(warehouse: Warehouse, month: Month, output: Database) -> None:
    """Write a DuckDB file with every export and report of a month, for a notebook, the DuckDB UI or Excel."""
    count = database.write(warehouse, month, output)
    warn(answer(warehouse, "checklist", month).caution)
    print(
        f"{output}: {say_count(count, 'report')} of {month}. "
        f"Open it read-only: it reads the warehouse at {warehouse.folder}."
    )


@READING.add("propose_settings", "--period 2026-03 -o organisation.toml")
def propose_settings(warehouse: Warehouse, period: Period, output: Output = None) -> None:
    """Print an organisation.toml with the settings that the files suggest. Upload it to apply them."""
    found = proposals.list_open(answer(warehouse, proposals.REPORT, period).table)
    settings = warehouse.settings(period) or Settings(name=warehouse.organisation, period=period)
    values = proposals.accept(settings, [each for each in found if each.state == proposals.PROPOSED])
    write_content(write_toml(values, proposals.explain(found)).encode(), output)


@READING.add("reports", "")
def list_reports(period: ReportsPeriod = LAST) -> None:
    """List the reports with the versions that are in force."""
    for name in complete_report():
        report = in_force(name, period)
        print(f"{name:<24} v{report.version}  since {report.since}  {report.title}")
