"""A fixture for tests of binders."""

from pathlib import Path

import duckdb
import pytest


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an import folder with DuckDB and no other package."""
    folder, package = tmp_path_factory.mktemp("alone"), Path(duckdb.__file__).parent
    for name in (package.name, "_duckdb"):
        for path in package.parent.glob(f"{name}*"):
            (folder / path.name).symlink_to(path)
    return folder
