"""An audit log whose keys and heads are watched: what its tests record and read."""

import json
from pathlib import Path

import pytest

from close.store.audit_log import AuditLog, Draft
from close.store.manifests import publish_record as append
from close.store.warehouse import Warehouse
from close.store.witness import keys


def say(warehouse: Warehouse, *notes: str) -> None:
    for note in notes or ("a note",):
        AuditLog(warehouse).record(Draft("ada", "commented", "2026-03", "month", note))


def list_numbers(warehouse: Warehouse, folder: str = "heads") -> list[int]:
    return sorted(int(path.stem) for path in (warehouse.folder / folder).glob("*.json"))


def list_anchored(path: Path) -> list[int]:
    return [json.loads(line)["event"] for line in path.read_bytes().splitlines()]


def move_to_another_machine(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv(keys.ENVIRONMENT, str(folder / "other machine" / "key.pem"))


def write_unsigned(warehouse: Warehouse, count: int) -> None:
    """Record events as before events were signed."""
    for number in range(1, count + 1):
        record = {"number": number, "recorded_at": f"2026-03-0{number}T00:00:00+00:00", "manifest": 1, "who": "ada"}
        record |= {"kind": "commented", "period": "2026-03", "subject": "month", "note": "", "value": ""}
        append(warehouse.folder / "journal", number, record)
