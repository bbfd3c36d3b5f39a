"""Reports as views: texts that read the month from macros of a database, because a view has no parameters."""

import re
from collections.abc import Mapping

from sqlglot import exp

from close.months import Month
from close.rules.compile import Compiled

REFERENCE = "of_reference"  # the parameter of a report for one document, under a name that no column has


def list_macros(month: Month) -> Mapping[str, str]:
    """Return the expression of each macro: the values of a month's parameters."""
    return {name: exp.convert(value).sql("duckdb") for name, value in month.parameters().items()}


def write_view(compiled: Compiled) -> str:
    """Return the text of a compiled report with a macro in place of each parameter, such as `period()`."""
    return re.sub(r"\$(\w+)", lambda match: REFERENCE if match[1] == "reference" else f"{match[1]}()", compiled.sql)
