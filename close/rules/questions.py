"""Questions: what an answer is asked of."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from close.months import Month
from close.rules.results import Result
from close.store.audit_log import SCHEMA, AuditLog, Event
from close.store.datasets import UNREADABLE_ROWS
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse


@dataclass(frozen=True)
class Question:
    """A question: the snapshot, the month end, and the other arguments of `run`.

    `event` is the newest audit-log event to take into account. If `must_be_own` is True, no step may be read from disk,
    because the answer is about to be signed.
    """

    warehouse: Warehouse
    snapshot: Manifest
    month: Month
    last_month: str = ""
    reference: str | None = None
    given: Mapping[str, Result] = field(default_factory=dict)
    event: int = 0
    must_be_own: bool = False

    @property
    def until(self) -> str:
        """The last month whose exports and events are included."""
        return self.last_month or self.month.period

    @property
    def incomplete(self) -> set[str]:
        """The datasets of exports up to the last month that end too early, or whose unreadable rows were left out."""
        records = (record for record in self.snapshot.of(UNREADABLE_ROWS.name) if record.period <= self.until)
        short = (dataset for dataset, _ in self.snapshot.list_short(self.until))
        return {*(record.files[0].dataset for record in records), *short}

    @property
    def stood_in(self) -> set[str]:
        """The datasets of which a list stands in for the report of a month up to the last."""
        records = (record for record in self.snapshot.landings if record.stands_in and record.period <= self.until)
        return {file.dataset for record in records for file in record.files}

    @property
    def month_before(self) -> "Question":
        """The same question for the previous month end, with only the exports and events up to then."""
        return replace(self, month=self.month.previous, last_month="")

    def parameters(self, asked: frozenset[str]) -> dict[str, object]:
        """Return the values of the parameters that a text uses."""
        return {name: value for name, value in self._parameters.items() if name in asked}

    @cached_property
    def _parameters(self) -> dict[str, object]:
        return self.month.parameters() | {"period": self.until, "reference": self.reference}

    def find_events(self, kinds: frozenset[str]) -> list[Event]:
        """Return the events of some kinds that an answer may use. Events for a later month do not count."""
        events = AuditLog(self.warehouse).events(self.event)
        return [event for event in events if event.kind in kinds and event.period <= self.until]


def identify_events(events: Iterable[Event]) -> str:
    """Return a value that identifies events, also among those of other audit logs.

    The number of the newest is not enough: a log that was restored from a backup counts on from an older one.
    """
    rows = ([getattr(event, name) for name in SCHEMA.names] for event in events)
    return hashlib.sha256("\n".join(map(repr, rows)).encode()).hexdigest()
