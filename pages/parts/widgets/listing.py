"""An answer as the list on a page: its rows, their files, and the panel for the selected row."""

from collections.abc import Callable, Sequence
from typing import Any

from close.engine.slices import Rows
from close.rules.answers import Answer
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.detail import Aside, draw_detail
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.tables import pick

Explain = Callable[[dict[str, Any]], tuple[str, str]]


def draw_list(
    context: PageContext,
    answer: Answer,
    rows: Rows,
    columns: Sequence[str] = (),
    sums: Sequence[str] = (),
    aside: Aside | None = None,
    explain: Explain | None = None,
) -> None:
    """Draw the filtered rows, with the given columns or all of them. `sums` are the columns to total.

    `aside` adds to the detail of the selected row. `explain` returns its reason and fix, which only the detail shows.
    """
    picked = pick(answer, rows, columns)
    if picked and explain:
        picked.row.update(zip(("reason", "fix"), explain(picked.row), strict=True))
    offer_rows(answer, rows, sums)
    draw_detail(context, answer, picked, aside)
