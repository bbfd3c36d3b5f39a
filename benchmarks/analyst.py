"""Reports by hand: a SQL script that DuckDB runs over the landed Parquet files, or a module for pandas or polars.

The scripts read the files of every month, so they fit only a company without replaced exports.
"""

import importlib
import re
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.measure import report, timed
from close.months import month

SCRIPTS = Path(__file__).parent / "by_hand"
TOOLS = ("duckdb", "polars", "pandas")
INSTALLED = [tool for tool in TOOLS if find_spec(tool)]  # polars is optional: `pip install --group bench`
Rows = list[tuple[Any, ...]]


def list_tools(name: str) -> list[str]:
    """Return the tools that can answer a report by hand."""
    return [tool for tool in INSTALLED if _script(name, tool).exists()]


def list_reports() -> list[str]:
    return sorted(path.stem for path in SCRIPTS.glob("*.sql"))


def answer_by_hand(tool: str, name: str, data: Path, period: str) -> Callable[[], Rows]:
    """Return a function that answers a report from the folder `data` of an organisation."""
    if tool == "duckdb":
        return lambda: _run_script(_script(name, tool), data, period)
    module = importlib.import_module(f"benchmarks.by_hand.{name}_{tool}")
    return lambda: getattr(module, name)(data, period)


def _script(name: str, tool: str) -> Path:
    return SCRIPTS / (f"{name}.sql" if tool == "duckdb" else f"{name}_{tool}.py")


def _run_script(script: Path, data: Path, period: str) -> Rows:
    """Run the statements of a script. Every dataset is a view, with the ID of its landing in `_landing`."""
    values = month(period).parameters() | {"data": str(data)}
    rows: Rows = []
    with duckdb.connect() as connection:
        for folder in data.iterdir():
            files = connection.read_parquet(f"{folder}/*/*.parquet", hive_partitioning=False, filename=True)
            files.project("*, parse_filename(filename, true) as _landing").create_view(folder.name)
        for statement in script.read_text(encoding="utf-8").split(";\n"):
            asked = {name: values[name] for name in re.findall(r"\$(\w+)", statement)}
            rows = connection.execute(statement, asked).fetchall()
    return rows


def work(figures: dict[str, float]) -> None:
    tool, name, root, period = sys.argv[1:5]
    answer = answer_by_hand(tool, name, Path(root) / "bench" / "data", period)
    with timed(figures, name):
        rows = answer()
    figures["rows"] = len(rows)
    if name == "bridge":
        figures |= {f"={leg} {cause}": float(amount) for leg, cause, amount, _ in rows}


if __name__ == "__main__":
    report(work)
