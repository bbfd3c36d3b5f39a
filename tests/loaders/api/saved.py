"""Lists of the Omni API that tests save, and what becomes of them: rows, checks on the card, or a refusal."""

import json
from typing import Any

import pytest

from close.errors import Refused
from close.store.settings import Settings
from loaders import PendingLanding, read
from tests.loaders.exports import folder

AUCKLAND = Settings(name="Kelp", time_zone="Pacific/Auckland", stated=frozenset({"time_zone"}))


def open_list(*documents: dict[str, Any], settings: Settings | None = AUCKLAND) -> PendingLanding:
    return read("list", json.dumps(documents).encode(), folder=folder(settings))


def rows(*documents: dict[str, Any]) -> list[dict[str, Any]]:
    (table,) = open_list(*documents).landing.tables.values()
    return table.to_pylist()


def checks(*documents: dict[str, Any]) -> dict[str, str]:
    return {check.label: check.detail for check in open_list(*documents).card.checks}


def refuse(error: type[Refused], *documents: dict[str, Any], settings: Settings | None = AUCKLAND) -> str:
    with pytest.raises(error) as refused:
        open_list(*documents, settings=settings)
    return str(refused.value)
