"""The bridge agrees with the scripts of an analyst that the benchmarks compare it with."""

from dataclasses import replace

import pytest

from benchmarks.analyst import TOOLS, answer_by_hand
from close.rules.answers import run
from close.store.warehouse import Warehouse
from sample import KESTREL, Faults, simulate, write
from tests.given.signed import land_month

CAUSES = 12


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    folder = tmp_path_factory.mktemp("company")
    write(simulate(replace(KESTREL, documents=300), 7, 2, Faults.all()), folder)
    warehouse = Warehouse(folder / "warehouse", "kestrel")
    for month in sorted((folder / "exports").iterdir()):
        land_month(warehouse, month)
    return warehouse


@pytest.mark.parametrize("tool", TOOLS)
def test_twelve_causes_are_the_same_to_the_cent(warehouse: Warehouse, tool: str) -> None:
    pytest.importorskip(tool)
    period = warehouse.head().periods()[-1]
    rows = answer_by_hand(tool, "bridge", warehouse.folder / "data", period)()
    by_hand = {(leg, cause): (round(float(amount), 2), documents) for leg, cause, amount, documents in rows}
    bridge = run(warehouse, "bridge", period).table.to_pylist()
    ours = {(row["leg"], row["cause_id"]): (float(row["amount"]), row["documents"]) for row in bridge}
    assert by_hand == {key: ours[key] for key in by_hand}
    assert len(by_hand) == CAUSES
