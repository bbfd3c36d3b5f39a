"""Building a month: every report is computed ahead, step by step, so that whoever asks later only reads."""

from collections.abc import Mapping, Sequence
from contextlib import closing

from close.rules.answers import NO_TABLES, ask_of, basis_in
from close.rules.compile import Compiled, compile_model, compile_report, list_lookups, order_steps
from close.rules.evaluation import Evaluation, Progress
from close.rules.queries import library
from close.rules.results import Result
from close.store.warehouse import Warehouse

FIRST = (
    "month_summary",
    "balances",
    "bridge",
    "gap_split",
    "gap_by_month",
    "checklist",
    "correct_first",
    "open_items",
    "step_exceptions",
    "worklist",
)


def build(
    warehouse: Warehouse,
    period: str,
    names: Sequence[str] = (),
    given: Mapping[str, Result] = NO_TABLES,
    progress: Progress | None = None,
) -> None:
    """Compute every step of some or all reports for a month that is not cached yet. Nothing is kept in memory.

    Reports about one reference are not computed for all references. What they look it up in is.

    `progress` is called before each step with its title, its number and the number of steps. If it raises, the build
    ends, and the steps computed so far stay cached. Each answer can be read as soon as its last step is computed.
    `given` is as in `run`.
    """
    question = ask_of(warehouse, period, given=given)
    asked = _list_asked(names or _order_reports(period), period)
    with closing(Evaluation(question, asked)) as evaluation:
        keys = (basis_in(question, compiled).key for compiled in asked)
        evaluation.resolve(progress, dict(zip(evaluation.asked, keys, strict=True)))


def reports_in_force(period: str) -> list[str]:
    """Return the names of all reports that apply to a month, in alphabetical order."""
    return sorted(name for name, versions in library("reports").items() if versions[-1].since <= period)


def _list_asked(names: Sequence[str], period: str) -> list[Compiled]:
    reports = {name: compile_report(name, period) for name in names}
    lookups = sorted(list_lookups(order_steps(reports)))
    whole = [report for report in reports.values() if not report.query.takes]
    return whole + [compile_model(name, period) for name in lookups]


def _order_reports(period: str) -> list[str]:
    """Return the reports in the order in which users look for them: those of the overview come first."""
    return sorted(reports_in_force(period), key=lambda name: name not in FIRST)
