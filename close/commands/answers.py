"""What a month says: its reports, and the checklist and the fix plan, also to print."""

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

PDF, XLSX = "pdf", "xlsx"
_LAST, _NEWEST = "9999-12", "2999-12"


def add(commands: Commands) -> None:
    """Add report, checklist, fix_plan and reports."""
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


def _reports(options: Options) -> None:
    period = _NEWEST if options.period == _LAST else options.period
    for name in sorted(library("reports")):
        report = in_force(name, period)
        print(f"{name:<24} v{report.version}  since {report.since}  {report.title}")
