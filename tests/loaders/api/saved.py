"""Lists of the Omni API that tests save, and what becomes of them: rows, checks on the card, or a refusal."""

import json
from typing import Any

import pytest

from close.errors import Refused
from close.store.settings import Settings
from loaders import PendingLanding
from loaders.intake.exports import read_each
from tests.loaders.exports import folder

AUCKLAND = Settings(name="Kelp", time_zone="Pacific/Auckland", stated=frozenset({"time_zone"}))


def open_each(*documents: dict[str, Any], settings: Settings | None = AUCKLAND) -> tuple[PendingLanding | Refused, ...]:
    """Return each landing of a list: its lines or statuses, then its documents."""
    return tuple(one for _, one in read_each("list", json.dumps(documents).encode(), None, folder(settings)))


def open_list(*documents: dict[str, Any], settings: Settings | None = AUCKLAND) -> PendingLanding:
    first = open_each(*documents, settings=settings)[0]
    if isinstance(first, Refused):
        raise first
    return first


def rows(*documents: dict[str, Any]) -> list[dict[str, Any]]:
    (table,) = open_list(*documents).landing.tables.values()
    return table.to_pylist()


def checks(*documents: dict[str, Any]) -> dict[str, str]:
    return {check.label: check.detail for check in open_list(*documents).card.checks}


def refuse(error: type[Refused], *documents: dict[str, Any], settings: Settings | None = AUCKLAND) -> str:
    with pytest.raises(error) as refused:
        open_list(*documents, settings=settings)
    return str(refused.value)
