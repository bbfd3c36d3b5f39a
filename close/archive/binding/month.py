"""A month to put into a binder: its signatures and the records behind them."""

from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa

from close.signing import pins
from close.signing.pins import PinnedAnswer
from close.signing.standing import NothingSigned, Standing, standings
from close.store.audit_log import AuditLog, Event
from close.store.evidence import fetch
from close.store.manifests import LandingRecord
from close.store.warehouse import Past, Warehouse
from close.texts import name_everywhere


@dataclass(frozen=True)
class BoundMonth:
    """A month in the state that a binder holds: all snapshots, and the events up to the last that concerns the month.

    Whatever the binder says is about this state, so that it cites nothing that it does not contain.
    """

    warehouse: Warehouse
    period: str
    events: tuple[Event, ...]

    @cached_property
    def signed(self) -> tuple[Event, ...]:
        """Every signature of the month, including those replaced or withdrawn."""
        return tuple(event for event in self.events if event.period == self.period and event.pins)

    @cached_property
    def standings(self) -> dict[str, Standing]:
        """The standing of everything that was ever signed in the month, by subject."""
        return standings(self.warehouse, self.period)

    @cached_property
    def manifest(self) -> int:
        """The newest snapshot."""
        return self.warehouse.head().number

    @cached_property
    def landings(self) -> tuple[LandingRecord, ...]:
        """Every landing for this month or earlier that was current in that snapshot or an earlier one."""
        manifests = self.warehouse.manifests
        ever = manifests.list_ever(manifests.open(self.manifest))
        return tuple(sorted((r for r in ever if r.period <= self.period), key=lambda r: (r.period, r.landing)))

    @cached_property
    def answers(self) -> dict[str, pa.Table]:
        """The rows of every signed answer, run again, by result name. Identical answers signed twice appear once."""
        answers: dict[str, pa.Table] = {}
        for event in self.signed:
            for pin in map(PinnedAnswer.from_record, event.pins):
                if name_result(pin) not in answers:
                    sql = fetch(self.warehouse, pin.sql).decode()
                    table = pins.run_pinned(self.warehouse, pin, sql, self.period, event.manifest)
                    shown = [column for column in table.column_names if not column.startswith("_")]
                    answers[name_result(pin)] = table.select(shown)
        return answers


def bind_month(warehouse: Warehouse, period: str) -> BoundMonth:
    """Return the state of a month to bind. Events of other months after its last one stay out. Raises NothingSigned."""
    events = AuditLog(warehouse).events()
    last = max((event.number for event in events if event.period in ("", period)), default=0)
    state = Warehouse(warehouse.root, warehouse.organisation, Past(warehouse.head().number, last))
    bound = BoundMonth(state, period, tuple(events[:last]))
    if not bound.signed:
        raise NothingSigned(
            f"Nothing is signed for {period} yet. Sign the month first: a binder contains only signed answers."
        )
    return bound


def name_result(pin: PinnedAnswer) -> str:
    """Return the path of a signed answer in the binder."""
    return f"results/{name_everywhere(pin.title, pin.report)} {pin.digest[:12]}.csv"
