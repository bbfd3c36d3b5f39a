"""Three organisations with different people."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st

from close.store.authority.people import ADMINISTRATORS
from close.store.warehouse import Warehouse
from pages.parts.frame import page_context
from tests.given.landings import landing, sale, settings
from tests.given.named import appoint

from .opened import ADA, HERS, NOBODYS, OTHERS, ROOT_USER


@pytest.fixture(scope="session")
def landed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Land three organisations: one gives Ada a role, one gives somebody else a role, and one has no roles."""
    root = tmp_path_factory.mktemp("landed")
    for name, who in ((HERS, ADA), (OTHERS, "ben@ash.example"), (NOBODYS, "")):
        sales = landing("sales_documents", [sale(f"{name.upper()}-1", acct_date=None)])
        warehouse = Warehouse(root, name)
        warehouse.land([sales, settings(name=name)], "tests")
        if who:
            appoint(warehouse, ("preparer", who), ("administrator", ROOT_USER))
    return root


@pytest.fixture(autouse=True)
def root(landed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the three organisations, for one test alone."""
    root = Path(shutil.copytree(landed, tmp_path, dirs_exist_ok=True))
    monkeypatch.setattr(page_context, "ROOT", root)
    monkeypatch.setenv(ADMINISTRATORS, "")
    st.cache_data.clear()
    yield root
    st.cache_data.clear()
