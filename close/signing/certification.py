"""Signatures by written, numbered rules: what ties by itself needs no preparer, only a reviewer (features.md 58)."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from close.signing import pins
from close.signing.obstacles import materiality_of
from close.signing.signoff import CERTIFIED, PREPARER, NotInTurn, record
from close.store.audit_log import AuditLog, Draft, Event
from close.store.people import Action, permit
from close.store.warehouse import Warehouse
from close.work.steps import STEPS

LISTS = ("timing_differences", "missing_fields", "blank_cogs", "ledger_only", "findings", "unsynced", "stranded_cogs")
BRIDGES = ("bridge", "revenue_bridge")
ADJUSTED = ("attested", "waived", "explained", "accrued", "accepted")


@dataclass(frozen=True)
class Rule:
    """When a subject is signed without anybody looking: number, text as printed, and what it covers in a month."""

    number: int
    text: str
    covers: Callable[[Warehouse, str], list[str]]


def _empty(warehouse: Warehouse, period: str) -> list[str]:
    found = {name: pins.answer(warehouse, period, name) for name in LISTS}
    return [name for name, answer in found.items() if not answer.unlanded and answer.table.num_rows == 0]


def _proven(warehouse: Warehouse, period: str) -> list[str]:
    rows = pins.answer(warehouse, period, "step_proof").table.to_pylist()
    return [row["step"] for row in rows if row["proof"] == "proven"]


def _tied(warehouse: Warehouse, period: str) -> list[str]:
    limit = materiality_of(warehouse.settings(period))
    found = {name: pins.answer(warehouse, period, name).unlanded for name in BRIDGES}
    landed = [name for name, unlanded in found.items() if not unlanded]
    return [name for name in landed if Decimal(pins.pin(warehouse, period, name).residual or 0) <= limit]


RULES = (
    Rule(1, "All exports that the list needs have landed, and it is empty.", _empty),
    Rule(2, "Exports prove the step: no exceptions.", _proven),
    Rule(3, "What the bridge leaves unexplained is within materiality.", _tied),
)
NEVER = "Never where a person attested, waived, explained, accrued or accepted anything of it."


def certify(warehouse: Warehouse, period: str, who: str) -> list[Event]:
    """Sign, by rule, all that a rule covers and that is not signed as it is. Raises NotAllowed, Sealed."""
    permit(warehouse.governing(), who, Action.PREPARE)
    found = (_certify(warehouse, period, who, rule, subject) for rule, subject in covered(warehouse, period))
    return [event for event in found if event]


def covered(warehouse: Warehouse, period: str) -> list[tuple[Rule, str]]:
    """Every subject that a rule covers now, with the rule."""
    said = {e.subject for e in AuditLog(warehouse).events() if e.period == period and e.kind in ADJUSTED}
    untouched = RULES if said <= STEPS.keys() else [rule for rule in RULES if rule.covers is not _tied]
    found = [(rule, subject) for rule in untouched for subject in rule.covers(warehouse, period)]
    return [(rule, subject) for rule, subject in found if subject not in said]


def _certify(warehouse: Warehouse, period: str, who: str, rule: Rule, subject: str) -> Event | None:
    note = f"Rule {rule.number}: {rule.text}"
    try:
        return record(warehouse, Draft(who, CERTIFIED, period, subject, note, PREPARER))
    except NotInTurn:
        return None
