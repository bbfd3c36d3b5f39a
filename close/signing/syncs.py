"""The sync in a trial: the corrected documents that Omni would post, and what is left of the month once it has."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from close.signing.answers import answer
from close.signing.effects import COUNT, MONEY, State
from close.store.warehouse import Warehouse
from close.work.corrections import Correction

IMPORTED, RESET = "IMPORTED", "NOT_IMPORTED"
BEYOND = "S14"  # the cause of documents older than the months that Omni is set to sync
LEGS = {
    "hsv_to_sohr": "leg1_amount",
    "sohr_to_gl": "leg2_amount",
    "hsv_to_gl": "leg2_amount",
    "revenue": "revenue_amount",
}
GAP = ("leg1_amount", "leg2_amount")
NONE = Decimal("0.00")

Row = dict[str, Any]


@dataclass(frozen=True)
class Sync:
    """The corrected documents that are ready to sync, those that this trial syncs, and those that it cannot sync.

    `ready_amount` and `posted_amount` are what leaves the gap with them, with the sign of the bridge.
    """

    ready: tuple[str, ...] = ()
    posted: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    older: tuple[str, ...] = ()
    ready_amount: Decimal = NONE
    posted_amount: Decimal = NONE


def is_sync(correction: Correction) -> bool:
    """Return whether a correction sets the status that only a sync sets."""
    return correction.column == "status" and correction.value == IMPORTED


def hold_back(corrections: Iterable[Correction]) -> list[Correction]:
    """Return the corrections with documents reset for the sync instead of marked as imported.

    A document marked as imported, without the entries that the sync posts, would look like an error that nobody made.
    """
    return [replace(each, value=RESET) if is_sync(each) else each for each in corrections]


def sync(trial: Warehouse, period: str, state: State, corrections: Sequence[Correction]) -> tuple[State, Sync]:
    """Return a trial's month once its synced documents are posted, and the documents that are ready, posted or not."""
    corrected = {each.ref_key for each in corrections}
    wanted = {each.ref_key for each in corrections if is_sync(each)}
    ready = {row["ref"] for row in _ask(trial, "unsynced", period) if row["ref"].upper() in corrected}
    posted = {ref for ref in ready if ref.upper() in wanted}
    found = [row for row in _ask(trial, "findings", period) if row["ref"] in ready]
    after = [row for row in found if row["ref"] in posted]
    items = [row for row in _ask(trial, "worklist", period) if row["ref"] in posted and row["status"] == "open"]
    outcome = Sync(
        tuple(sorted(ready - posted)),
        tuple(sorted(posted)),
        tuple(sorted(wanted - {ref.upper() for ref in posted})),
        tuple(sorted({row["ref"] for row in found if row["cause_id"] == BEYOND})),
        _sum_gap(row for row in found if row["ref"] not in posted),
        _sum_gap(after),
    )
    return _post(state, after, items), outcome


def _post(state: State, findings: Sequence[Row], items: Sequence[Row]) -> State:
    """Return the month without the differences of documents that are posted."""
    causes = {key: dict(row) for key, row in state.causes.items()}
    for row in findings:
        for leg, name in LEGS.items():
            if row[name] and (leg, row["cause_id"]) in causes:
                _take(causes[leg, row["cause_id"]], row[name])
    figures = dict(state.figures)
    figures["worklist", COUNT] = (figures["worklist", COUNT] or 0) - len(items)
    figures["worklist", MONEY] = (figures["worklist", MONEY] or NONE) - sum(
        (row["amount"] or NONE for row in items), NONE
    )
    return replace(state, figures=figures, causes=causes)


def _take(cause: Row, amount: Decimal) -> None:
    cause["amount"] = None if cause["amount"] is None else cause["amount"] - amount
    cause["documents"] = max((cause["documents"] or 0) - 1, 0)


def _sum_gap(findings: Iterable[Mapping[str, Any]]) -> Decimal:
    return sum((row[name] or NONE for row in findings for name in GAP), NONE)


def _ask(trial: Warehouse, name: str, period: str) -> list[Row]:
    return answer(trial, name, period).table.to_pylist()
