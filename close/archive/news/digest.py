"""The digest of a month: what changed since a moment, what is overdue and what is due next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from close.archive.news.changes import list_comments, list_signing, list_step_changes, list_upload_changes
from close.archive.news.dues import Dues
from close.archive.news.entries import Entry, Section
from close.archive.news.items import list_item_changes
from close.archive.news.moments import Moment, answer_then, find_moment, read_since
from close.months import month
from close.rules.answers import Answer
from close.signing.answers import answer
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.progress import DoneSteps

CHECKLIST, WORKLIST = "checklist", "worklist"


@dataclass(frozen=True)
class Digest:
    """The news of one month. `snapshot` is the newest, and `snapshot_then` that of the moment `since` (UTC).

    `open_items` is None if an export is missing that could add to them.
    """

    organisation: str
    period: str
    settings: Settings
    since: datetime
    snapshot: int
    snapshot_then: int
    caution: str
    open_items: int | None
    steps_to_do: int
    steps_done: DoneSteps
    sections: tuple[Section, ...]


def compose(warehouse: Warehouse, period: str, since: str | None = None, now: datetime | None = None) -> Digest:
    """Return the digest of a month since a moment, by default since the beginning of the last working day.

    Raises BadPeriod, BadSince.
    """
    month(period)
    settings, now = warehouse.settings(period) or Settings(), now or datetime.now(UTC)
    moment = find_moment(warehouse, read_since(since, settings, now))
    steps_then, items_then = (answer_then(warehouse, name, period, moment) for name in (CHECKLIST, WORKLIST))
    checklist, worklist = (answer(warehouse, name, period) for name in (CHECKLIST, WORKLIST))
    steps, items = checklist.table.to_pylist(), worklist.table.to_pylist()
    assignees = {row["item"]: row["assignee"] for row in items}
    dues = Dues(steps, items, settings, warehouse.governing() or Settings(), now.date())
    sections = (
        _list("uploads", "Uploads", "No uploads.", list_upload_changes(warehouse, period, moment)),
        _list("steps", "Steps that changed", "No step changed.", list_step_changes(steps_then, steps)),
        _list(
            *("items", "Items that appeared, cleared or changed", "No item changed."),
            list_item_changes(items_then, items, can_tell(warehouse, worklist, moment), settings),
        ),
        _list("signatures", "Signatures", "Nothing was signed.", list_signing(warehouse, period, moment)),
        _list("comments", "Comments", "No comments.", list_comments(warehouse, period, moment, assignees)),
        _list("overdue", "Overdue", "Nothing is overdue.", dues.overdue),
        _list("due", "Due within a week", "Nothing is due within a week.", dues.upcoming),
    )
    (counts,) = answer(warehouse, "month_summary", period).table.to_pylist()
    return Digest(
        *(warehouse.organisation, period, settings, moment.at, worklist.manifest, moment.manifest, worklist.caution),
        *(counts["open_items"], counts["steps_to_do"], DoneSteps.of_summary(counts), sections),
    )


def can_tell(warehouse: Warehouse, worklist: Answer, moment: Moment) -> bool:
    """Return True if the worklist lacks no rows, and no export that it had at the moment."""
    then = warehouse.manifests.open(moment.manifest)
    is_lost = any(then.of(dataset, worklist.period) for dataset in worklist.unlanded)
    return not (is_lost or worklist.incomplete or worklist.stood_in)


def _list(key: str, title: str, otherwise: str, entries: Iterable[Entry]) -> Section:
    return Section(key, title, otherwise, tuple(entries))
