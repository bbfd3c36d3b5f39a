"""Companies with all their exports, for the tests of rules that hold for every company."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land
from sample import COMPANIES, Faults, simulate, write
from tests.given.variants import spread

SHARED = Path(__file__).parents[4] / "shared"
LANDED = [company for company in ("practice", "mixed") if (SHARED / company / "exports").exists()]


@dataclass(frozen=True)
class Landed:
    """A company with all its exports in a warehouse."""

    warehouse: Warehouse
    months: list[str]


@pytest.fixture(scope="session", params=spread([*COMPANIES, *LANDED], 2))
def company(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Landed:
    folder = tmp_path_factory.mktemp(request.param)
    exports = SHARED / request.param / "exports"
    if request.param in COMPANIES:
        write(simulate(COMPANIES[request.param], seed=7, months=3, faults=Faults.all()), folder)
        exports = folder / "exports"
    warehouse = Warehouse(folder, "Company")
    for export in sorted(exports.iterdir()):
        land([("", path.name, path.read_bytes()) for path in sorted(export.iterdir())], warehouse)
    return Landed(warehouse, sorted({landing.period for landing in warehouse.head().landings}))
