"""The news of a month in numbers: how many items appeared and cleared since the last working day, and the gap then."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from close.archive.news.digest import WORKLIST, can_tell
from close.archive.news.items import APPEARED, CLEARED, list_item_changes
from close.archive.news.moments import answer_then, find_moment, read_since
from close.rules.answers import is_ready
from close.signing.answers import answer
from close.store.settings import Settings
from close.store.warehouse import Warehouse


@dataclass(frozen=True)
class Counts:
    """The items that appeared and cleared since a moment in the organisation's time zone, and the gap at that moment.

    The gap is None if it was unknown.
    """

    since: datetime
    appeared: int
    cleared: int
    gap: Decimal | None


def count_changes(warehouse: Warehouse, period: str, since: str | None = None) -> Counts | None:
    """Return the changes of a month since a moment, by default since the beginning of the last working day.

    Returns None if there were no uploads since, if the month had none before, if the exports do not tell, or if the
    answers of then would have to be computed. Raises BadPeriod, BadSince.
    """
    settings = warehouse.settings(period) or Settings()
    moment = find_moment(warehouse, read_since(since, settings, datetime.now(UTC)))
    if moment.manifest in {0, warehouse.head().number} or not is_ready(warehouse, "findings", period, moment.manifest):
        return None
    worklist = answer(warehouse, WORKLIST, period)
    if not can_tell(warehouse, worklist, moment):
        return None
    before, after = answer_then(warehouse, WORKLIST, period, moment), worklist.table.to_pylist()
    changes = Counter(entry.facts["change"] for entry in list_item_changes(before, after, True, settings))
    gap = answer_then(warehouse, "gap_by_month", period, moment)[-1]["gap"]
    there = moment.at.astimezone(ZoneInfo(settings.time_zone or "UTC"))
    return Counts(there, changes[APPEARED], changes[CLEARED], gap)
