"""The list of a page: its rows, what they sum up to, the files they can be had as, and the picked one opened."""

from collections.abc import Callable, Sequence
from typing import Any

import pyarrow as pa

from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets import detail, downloads
from pages.parts.widgets.tables import pick

Aside = Callable[[dict[str, Any]], None]


def draw_list(
    context: PageContext,
    answer: Answer,
    shown: pa.Table,
    columns: Sequence[str],
    sums: Sequence[str] = (),
    aside: Aside | None = None,
) -> None:
    """Draw the rows that the filters left. `sums` are the columns to total; `aside` adds to the picked row's detail."""
    row = pick(answer, shown, columns)
    downloads.offer(answer, shown, sums)
    detail.show(context, answer, row, (lambda: aside(row)) if aside and row else None)
