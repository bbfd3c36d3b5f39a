"""An answer as the list on a page: its rows, their files and the selected row in full."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.detail import draw_detail
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.tables import pick

Aside = Callable[[dict[str, Any]], None]


def draw_list(
    context: PageContext,
    answer: Answer,
    rows: pa.Table,
    columns: Sequence[str] = (),
    sums: Sequence[str] = (),
    aside: Aside | None = None,
) -> None:
    """Draw the filtered rows, with the given columns or all of them. `sums` are the columns to total.

    `aside` adds to the detail of the selected row.
    """
    row = pick(answer, rows, columns)
    offer_rows(answer, rows, sums)
    draw_detail(context, answer, row, (lambda: aside(row)) if aside and row else None)
