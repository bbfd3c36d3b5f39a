"""A month as a database: a view for each dataset and each report, for programs that read DuckDB, such as a notebook."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from close.engine.connection import Bench
from close.engine.database import write_database
from close.months import Month, month
from close.rules.build import reports_in_force
from close.rules.compile import Compiled, compile_report
from close.rules.given import AUDIT_LOG, GIVEN
from close.rules.views import REFERENCE, list_macros, write_view
from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse


def write(warehouse: Warehouse, period: str, path: Path) -> int:
    """Write the database of a month end over the newest snapshot, and return its number of reports.

    A report is computed when its view is read, with the month that macros such as `period()` return. A report for one
    document is a function of its reference.
    """
    reports = [compile_report(name, period) for name in reports_in_force(period)]
    datasets = sorted({dataset for report in reports for dataset in report.datasets})
    tables = {name: schema.empty_table() for name, schema in GIVEN.items()}
    tables[AUDIT_LOG] = AuditLog(warehouse).table()
    with closing(Bench(warehouse, warehouse.head())) as bench:
        write_database(path, bench, datasets, tables, _statements(month(period), reports))
    return len(reports)


def _statements(period: Month, reports: list[Compiled]) -> Iterator[str]:
    for name, value in list_macros(period).items():
        yield f"create macro {name}() as {value}"
    for report in reports:
        name = report.query.name
        head = f"create macro {name}({REFERENCE}) as table" if report.query.takes else f"create view {name} as"
        yield f"{head}\n{write_view(report)}"
