"""The printed fix plan, for people who correct documents without a login: by screen, with references to tick off."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from close.archive.prints.typeset import typeset
from close.months import month
from close.signing.answers import answer
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.texts import say_money
from close.work.open_items import say_parts

MOST = 200  # references printed per line, followed by the number left out
Row = dict[str, Any]


def pdf(warehouse: Warehouse, period: str, whom: str = "") -> bytes:
    """Return the fix plan of a month as a PDF.

    `whom` restricts it to the lines for one reader. If it is blank, all lines are printed. Raises BadPeriod.
    """
    return typeset("fix_plan", facts(warehouse, period, whom))


def facts(warehouse: Warehouse, period: str, whom: str = "") -> Row:
    """Return all values that the print shows."""
    days, settings, head = month(period), warehouse.settings(period) or Settings(), warehouse.head()
    plan = answer(warehouse, "fix_plan", period)
    rows = [row for row in plan.table.to_pylist() if whom in ("", row["for_whom"])]
    return {
        "organisation": settings.name or warehouse.organisation,
        "month": f"{days.start:%B %Y}",
        "month_end": days.end,
        "dated": head.published_at[:10] or days.end,
        "drawn_from": f"snapshot {head.number}",
        "period": period,
        "whom": whom,
        "caution": plan.caution,
        "items": sum(row["items"] for row in rows),
        "amount": _money(sum((row["amount"] or Decimal(0) for row in rows), Decimal(0))),
        "parts": "" if whom else say_parts(answer(warehouse, "open_items", period).table.to_pylist()),
        "currency": settings.currency,
        "screens": [{"name": name, "lines": found} for name, found in _by_screen(rows).items()],
    }


def _by_screen(rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["screen"], []).append(_line(row))
    return found


def _line(row: Row) -> Row:
    refs = row["refs"].split(", ")
    return {
        **{name: row[name] for name in ("status_filter", "field", "how", "for_whom", "items", "oldest")},
        "amount": _money(row["amount"]),
        "effect": say_money(row["gap_amount"]),
        "refs": refs[:MOST],
        "more": len(refs) - len(refs[:MOST]),
    }


def _money(amount: Decimal | None) -> str:
    return "–" if amount is None else f"{amount:,.2f}"
