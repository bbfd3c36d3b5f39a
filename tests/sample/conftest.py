"""Both companies with every fault, written once."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from sample import COMPANIES, Books, Faults, simulate, write


@dataclass(frozen=True)
class Written:
    books: Books
    folder: Path

    def exports(self, month: object) -> Path:
        return self.folder / "exports" / str(month)


@pytest.fixture(scope="session", params=list(COMPANIES))
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Written:
    books = simulate(COMPANIES[request.param], seed=7, months=3, faults=Faults.all())
    folder = tmp_path_factory.mktemp(request.param)
    write(books, folder)
    return Written(books, folder)
