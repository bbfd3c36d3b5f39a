"""The figures of the month that the search finds: balances, the pieces of the gap, causes and tie-outs."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from close.work.legs import LEG_NAMES
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause
from pages.parts.widgets.answers import ask
from pages.parts.words import name_tie_out, say

# The page that shows each balance of the month, with its parameters.
PAGES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "hsv": ("stock_valuation", {}),
    "sohr_opening": ("stock_on_hand", {}),
    "sohr_closing": ("stock_on_hand", {}),
    "gl_inventory_opening": ("stock_account", {}),
    "gl_inventory": ("stock_account", {}),
    "hsv_minus_sohr": ("bridge", {}),
    "sohr_minus_gl": ("bridge", {}),
    "cin7_cogs": ("cogs_proof", {}),
    "gl_cogs": ("cogs_proof", {}),
    "cin7_sales": ("bridge", {"view": "Revenue"}),
    "gl_revenue": ("bridge", {"view": "Revenue"}),
    "gl_ar": ("stock_account", {"account": "receivable"}),
    "gl_ap": ("stock_account", {"account": "payable"}),
}


class Figure(NamedTuple):
    """An amount of the month, what it is, and the page that shows it with its parameters."""

    name: str
    amount: Decimal | None
    page: str
    parameters: Mapping[str, str]


def find_figures(context: PageContext, amount: Decimal) -> Iterator[Figure]:
    """Yield the figures with an amount, whatever its sign. What one place shows twice is found once."""
    seen = set[tuple[str, str]]()
    for figure in _list_figures(context):
        place = figure.name, f"{figure.page} {figure.parameters}"
        if figure.amount is not None and abs(figure.amount) == amount and place not in seen:
            seen.add(place)
            yield figure


def _list_figures(context: PageContext) -> Iterator[Figure]:
    balances = ask(context, "balances")
    labels = {column.name: column.label for column in balances.report.columns}
    for row in balances.table.to_pylist():
        yield from (Figure(labels[name], row[name], *PAGES[name]) for name in PAGES)
    for row in _read(context, "gap_by_month"):
        if row["period"] == context.period:
            yield Figure("Gap", row["gap"], "overview", {})
    for row in _read(context, "gap_split"):
        yield Figure(f"Piece of the gap: {str(say(row['piece'])).lower()}", row["amount"], "overview", {})
    for row in _read(context, "bridge") + _read(context, "revenue_bridge"):
        name = f"{cause(row['cause_id'], context.period).name}, {LEG_NAMES[row.get('leg', 'revenue')].lower()}"
        view = {} if "leg" in row else {"view": "Revenue"}
        yield Figure(name, row["amount"], "bridge", {**view, "cause": row["cause_id"]})
    for row in _read(context, "control_accounts"):
        yield Figure(
            f"{say(row['account'])}: {row['line']}", row["amount"], "stock_account", {"account": row["account"]}
        )
    for row in _read(context, "tie_outs"):
        for side in ("left_side", "right_side", "difference"):
            yield Figure(name_tie_out(row), row[side], "tie_outs", {})


def list_tie_outs(context: PageContext) -> list[dict[str, Any]]:
    """Return the tie-outs of the month."""
    return _read(context, "tie_outs")


def _read(context: PageContext, report: str) -> list[dict[str, Any]]:
    return ask(context, report).table.to_pylist()
