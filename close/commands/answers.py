"""What a month says: its reports, the settings it proposes, and the checklist and the fix plan, also to print."""

from pathlib import Path

from close.archive.prints import checklist, fix_plan, workbook
from close.commands.options import (
    Commands,
    Options,
    choose_output,
    name_month,
    open_warehouse,
    write_answer,
    write_content,
)
from close.rules.queries import in_force, library
from close.signing.answers import answer
from close.store.settings import Settings
from close.store.settings_toml import write_toml
from close.work import proposals

PDF, XLSX = "pdf", "xlsx"
_LAST, _NEWEST = "9999-12", "2999-12"


def add(commands: Commands) -> None:
    """Add report, checklist, fix_plan, propose_settings and reports."""
    commands.begin_group("Read reports")
    report = commands.add("report", "print a report", _report, name_month(), choose_output())
    report.add_argument("name", metavar="NAME")
    report.add_argument("--reference", metavar="SO-1234", help="of one document, where the report takes one")
    steps = commands.add("checklist", "print the checklist", _checklist, name_month(), choose_output(PDF))
    audience = "pdf and xlsx: with the words that a beginner needs, or one line a step"
    steps.add_argument("--audience", choices=checklist.AUDIENCES, default=checklist.NEW, help=audience)
    steps.add_argument("--blank", action="store_true", help="pdf: boxes and lines to fill in by hand")
    steps.set_defaults(name="checklist", reference=None)
    plan = commands.add(
        "fix_plan", "print what to correct, screen by screen", _fix_plan, name_month(), choose_output(PDF)
    )
    plan.set_defaults(name="fix_plan", reference=None)
    proposal = commands.add(
        "propose_settings", "print an organisation.toml with the settings that the files show", _propose, name_month()
    )
    proposal.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    reports = commands.add("reports", "list the reports and their versions in force", _reports)
    reports.add_argument("--period", default=_LAST, metavar="2026-03", help="default: the newest versions")


def _report(options: Options) -> None:
    found = answer(open_warehouse(options), options.name, options.period, reference=options.reference)
    write_answer(found, options)


def _checklist(options: Options) -> None:
    if options.format == PDF:
        content = checklist.pdf(open_warehouse(options), options.period, options.audience, options.blank)
    elif options.format == XLSX:
        content = workbook.xlsx(open_warehouse(options), options.period, options.audience)
    else:
        return _report(options)
    return write_content(content, options)


def _fix_plan(options: Options) -> None:
    if options.format == PDF:
        write_content(fix_plan.pdf(open_warehouse(options), options.period), options)
    else:
        _report(options)


def _propose(options: Options) -> None:
    """Print the settings in force with what is proposed and its evidence. They hold once somebody uploads them."""
    warehouse = open_warehouse(options)
    found = proposals.list_open(answer(warehouse, proposals.REPORT, options.period).table)
    settings = warehouse.settings(options.period) or Settings(name=warehouse.organisation, period=options.period)
    values = proposals.accept(settings, [each for each in found if each.state == proposals.PROPOSED])
    write_content(write_toml(values, proposals.explain(found)).encode(), options)


def _reports(options: Options) -> None:
    period = _NEWEST if options.period == _LAST else options.period
    for name in sorted(library("reports")):
        report = in_force(name, period)
        print(f"{name:<24} v{report.version}  since {report.since}  {report.title}")
