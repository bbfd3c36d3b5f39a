"""Days by which steps and items are due, and who has them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from close.archive.news.entries import Entry, join_words, say_amount
from close.archive.news.items import OPEN
from close.archive.news.moments import Row
from close.archive.news.owners import Owner, find_item_owner, find_step_owner
from close.months import say_day
from close.store.settings import Settings
from close.work.checklist import LATE, ON_TRACK, pace
from close.work.progress import say_step_state

AHEAD = timedelta(days=7)


@dataclass(frozen=True)
class Dues:
    """The open steps of the checklist and items of the worklist, on a day.

    `governing` are the settings with the roles in force.
    """

    checklist: Sequence[Row]
    worklist: Sequence[Row]
    settings: Settings
    governing: Settings
    today: date

    @property
    def overdue(self) -> tuple[Entry, ...]:
        """The steps and items whose day has passed, the oldest first."""
        return self._list(date.min, self.today - timedelta(days=1))

    @property
    def upcoming(self) -> tuple[Entry, ...]:
        """The steps and items that are due today or within a week, the next first."""
        return self._list(self.today, self.today + AHEAD)

    def _list(self, first: date, last: date) -> tuple[Entry, ...]:
        steps = [row for row in self.checklist if pace(row, self.today) in (LATE, ON_TRACK) and row["due_date"]]
        items = [row for row in self.worklist if row["due"] and row["status"] == OPEN]
        dated = [(row["due_date"], self._say_step(row)) for row in steps]
        dated += [(row["due"], self._say_item(row)) for row in items]
        return tuple(entry for day, entry in sorted(dated, key=lambda pair: pair[0]) if first <= day <= last)

    def _say_step(self, row: Row) -> Entry:
        owner, state = find_step_owner(row, self.governing), say_step_state(row)
        facts = {"step": row["step"], "title": row["title"], "due": row["due_date"], "state": state}
        words = f"{say_day(row['due_date'])}: {row['title']} ({row['step']}), {state}, {owner.say()}"
        return Entry(words, {**facts, **_list_facts(owner)})

    def _say_item(self, row: Row) -> Entry:
        owner = find_item_owner(row, self.governing)
        facts = {"item": row["item"], "amount": row["amount"], "due": row["due"], **_list_facts(owner)}
        amount = say_amount(row["amount"], self.settings.currency)
        return Entry(f"{say_day(row['due'])}: {row['item']}, {amount}, {owner.say()}", facts)


def _list_facts(owner: Owner) -> dict[str, str | None]:
    return {"who": join_words(owner.names) or None, "by_role": owner.role}
