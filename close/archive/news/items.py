"""Items of the worklist that appeared, cleared, left it or changed their amount since a moment."""

from collections.abc import Iterator, Sequence

from close.archive.news.entries import Entry, join_words, say_amount
from close.archive.news.moments import Row
from close.rules.catalogue import name_cause
from close.store.settings import Settings

OPEN, FIXED, CANNOT_TELL = "open", "fixed", "cannot_tell"
APPEARED, CLEARED, CHANGED = "appeared", "cleared", "changed"


def list_item_changes(
    before: Sequence[Row], after: Sequence[Row], can_tell: bool, settings: Settings
) -> Iterator[Entry]:
    """Yield the items that came to the worklist or left it, and those whose amount changed, largest first.

    If exports are missing (not `can_tell`), nobody knows whether an item that is no longer open has cleared.
    """
    cleared = CLEARED if can_tell else CANNOT_TELL
    former, current = ({row["item"]: row for row in rows} for rows in (before, after))
    for item, row in current.items():
        was_open = item in former and former[item]["status"] == OPEN
        if row["status"] == OPEN and not was_open:
            yield _say_item(row, APPEARED, None, settings)
        elif row["status"] == OPEN and former[item]["amount"] != row["amount"]:
            yield _say_item(row, CHANGED, former[item], settings)
        elif row["status"] != OPEN and was_open:
            yield _say_item(row, cleared if row["status"] == FIXED else row["status"], former[item], settings)
    for item, row in former.items():
        if row["status"] == OPEN and item not in current:
            yield _say_item(row, cleared, row, settings)


def _say_item(row: Row, change: str, former: Row | None, settings: Settings) -> Entry:
    now = row["amount"] if change in (APPEARED, CHANGED) else None
    was = former["amount"] if former else None
    facts = {"item": row["item"], "change": change, "amount": now, "amount_before": was, "contact": row["contact"]}
    amount = say_amount(now if change in (APPEARED, CHANGED) else was, settings.currency)
    former_amount = f", before {say_amount(was, settings.currency)}" if change == CHANGED else ""
    by = row["exit_who"] if change not in (APPEARED, CHANGED, CLEARED, CANNOT_TELL) else None
    what = "cannot tell whether it has cleared, because exports are missing" if change == CANNOT_TELL else change
    words = f"{row['item']}: {what}, {amount}{former_amount} ({_name(row)}{f', by {by}' if by else ''})"
    return Entry(words, {**facts, "cause": row["cause_id"], "assigned_to": row["assignee"], "by": by})


def _name(row: Row) -> str:
    return join_words([name_cause(row["cause_id"]) if row["cause_id"] else "", row["contact"]])
