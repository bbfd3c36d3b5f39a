"""COGS that reached Omni after its month had ended: why a closed month shows another amount than when it was closed."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.widgets.answers import ask
from pages.parts.words import say_count, say_money

Row = Mapping[str, Any]


def list_changed(context: PageContext) -> list[Row]:
    """Return the months whose COGS changed after their end, oldest first, with both amounts."""
    return [row for row in ask(context, "cogs_by_month").table.to_pylist() if row["documents_since"]]


def say_changed(context: PageContext, row: Row) -> str:
    """Return both amounts of a month and what is between them, in a sentence."""
    month, documents = month_name(row["cogs_month"]), say_count(row["documents_since"], "document")
    ends = (
        f"{say_money(row['at_month_end'])} at its month end, {say_money(row['omni_cogs'])} by the end of "
        f"{month_name(context.period)}"
    )
    return (
        f"{month}: {ends}. The {say_money(row['since'])} between them came later, from {documents} invoiced in that "
        "month whose COGS was completed or edited afterwards."
    )


def say_opening(rows: Iterable[Row], difference: Decimal) -> str:
    """Return how much of the change of an opening balance is COGS of closed months, or an empty string if none is.

    `difference` is this month's opening balance less the closing balance of the month before.
    """
    now = [row for row in rows if row["shown_now"]]
    if not now:
        return ""
    amount = -sum((row["shown_now"] for row in now), Decimal(0))
    part = f"{say_money(difference)} is" if amount == difference else f"{say_money(amount)} of it is"
    months = ", ".join(f"{month_name(row['cogs_month'])} {say_money(row['shown_now'])}" for row in now)
    rest = "" if amount == difference else f" {say_money(difference - amount)} is left."
    return f"{part} COGS of closed months that first appeared in this month's exports: {months}.{rest}"
