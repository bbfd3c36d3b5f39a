"""The facts for a signer before a month is signed: waivers, changed rules, and everything that is still open.

It is read from answers and the audit log only, so the state as of a signature's event shows what its signer was shown.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from close.months import month
from close.signing.answers import answer
from close.store.audit_log import AuditLog, Event
from close.store.authority.in_force import ROLES, RULE, read_rule
from close.store.authority.values import say_value
from close.store.datasets import UNREADABLE_ROWS
from close.store.manifests import LandingRecord
from close.store.warehouse import Warehouse
from close.work.checklist import ATTESTED, WAIVED
from close.work.progress import DoneSteps

Row = Mapping[str, Any]
OPEN, ABOVE, TO_EXPLAIN, FAILS, UNKNOWN = "open", "Y", "to_explain", "fails", "side_unknown"


@dataclass(frozen=True)
class RuleChange:
    """A signing rule or the roles, changed since the month began. The values are as they can be typed, or blank."""

    event: Event
    name: str
    before: str
    after: str


@dataclass(frozen=True)
class Review:
    """A month before it is signed. `open_items` is None if exports are missing that could add to them.

    `open_amount` is the sum of the known amounts of the open items, whichever side is higher. `applicable` counts the
    steps that apply, and `by_person` are those that are attested or waived. `differing` and `unknown` are tie-outs.
    """

    done: DoneSteps
    applicable: int
    by_person: tuple[Row, ...]
    rules: tuple[RuleChange, ...]
    open_items: int | None
    open_amount: Decimal
    unexplained_changes: tuple[Row, ...]
    differing: tuple[Row, ...]
    unknown: tuple[Row, ...]
    unreadable: tuple[LandingRecord, ...]


def review(warehouse: Warehouse, period: str) -> Review:
    """Return what a signer should know of a month, in the state of the warehouse. Raises BadPeriod."""
    rows = {name: answer(warehouse, name, period).table.to_pylist() for name in ("checklist", "tie_outs", "worklist")}
    (counts,) = answer(warehouse, "month_summary", period).table.to_pylist()
    changes = answer(warehouse, "flux", period).table.to_pylist()
    differing, unknown = (tuple(r for r in rows["tie_outs"] if r["state_code"] == each) for each in (FAILS, UNKNOWN))
    return Review(
        DoneSteps.of(rows["checklist"]),
        counts["steps_applicable"],
        tuple(row for row in rows["checklist"] if row["proof"] in (ATTESTED, WAIVED)),
        tuple(list_rule_changes(AuditLog(warehouse).events(), period)),
        counts["open_items"],
        sum(
            (abs(row["amount"]) for row in rows["worklist"] if row["status"] == OPEN and row["amount"]), Decimal("0.00")
        ),
        tuple(row for row in changes if row["above"] == ABOVE and row["state"] == TO_EXPLAIN),
        differing,
        unknown,
        tuple(record for record in warehouse.head().of(UNREADABLE_ROWS.name) if record.period <= period),
    )


def list_rule_changes(events: Sequence[Event], period: str) -> Iterator[RuleChange]:
    """Yield the changes of signing rules and roles since the first day of a month, oldest first."""
    since, values = month(period).start.isoformat(), dict[str, str]()
    for event in events:
        if event.kind == RULE:
            before, values[event.subject] = values.get(event.subject, ""), say_value(read_rule(event))
            if event.recorded_at >= since:
                yield RuleChange(event, event.subject, before, values[event.subject])
        elif event.kind == ROLES and event.recorded_at >= since:
            yield RuleChange(event, ROLES, "", "")
