"""Roles and signing rules that a settings file states. They count only once an administrator adopts them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq

from close.store.audit_log import AuditLog, Event
from close.store.authority.admission import ROLE_PART
from close.store.authority.in_force import ROLES, RULE, RULES, People
from close.store.datasets import SETTINGS_PROPOSED
from close.store.manifests import LandingRecord
from close.store.settings import DEFINITION, Settings
from close.store.warehouse import Warehouse

KEPT = "kept_authority"  # the event by which an administrator declines a proposal


@dataclass(frozen=True)
class Proposal:
    """Changes that the newest settings file with roles or rules proposes. `people` is None if it changes no role."""

    record: LandingRecord
    people: People | None
    rules: Mapping[str, Any]


def find_proposal(warehouse: Warehouse) -> Proposal | None:
    """Return the open proposal, or None. An act on the same roles or rule after the upload settles it."""
    stating = [r for r in warehouse.head().of("settings") if (f := r.dataset(SETTINGS_PROPOSED.name)) and f.rows]
    if not stating:
        return None
    record = max(stating, key=lambda each: each.sequence)
    later = [event for event in AuditLog(warehouse).events() if event.manifest >= record.sequence]
    return _compare(record, _read_rows(warehouse, record), later, warehouse.governing() or Settings())


def _read_rows(warehouse: Warehouse, record: LandingRecord) -> list[dict[str, str]]:
    file = record.dataset(SETTINGS_PROPOSED.name)
    return pq.ParquetFile(warehouse.folder / file.path).read().to_pylist() if file else []


def _compare(
    record: LandingRecord, rows: Sequence[Mapping[str, str]], later: Sequence[Event], governing: Settings
) -> Proposal | None:
    settled = {event.kind if event.kind == ROLES else event.subject for event in later if event.kind in (ROLES, RULE)}
    if any(event.kind == KEPT for event in later):
        return None
    people = tuple((row["name"], row["value"]) for row in rows if row["part"] == ROLE_PART)
    stated = {row["name"]: _read_value(row) for row in rows if row["name"] in RULES}
    rules = {name: value for name, value in stated.items() if value != getattr(governing, name) and name not in settled}
    is_new = bool(people) and set(people) != set(governing.people) and ROLES not in settled
    return Proposal(record, people if is_new else None, rules) if is_new or rules else None


def _read_value(row: Mapping[str, str]) -> Any:
    return Decimal(row["value"]) if DEFINITION[row["name"]].kind is Decimal else row["value"] == "true"
