"""Three organisations with different people."""

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


@pytest.fixture(autouse=True)
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return three organisations: one gives Ada a role, one gives somebody else a role, and one has no roles."""
    monkeypatch.setattr(page_context, "ROOT", tmp_path)
    monkeypatch.setenv(ADMINISTRATORS, "")
    st.cache_data.clear()
    for name, who in ((HERS, ADA), (OTHERS, "ben@ash.example"), (NOBODYS, "")):
        sales = landing("sales_documents", [sale(f"{name.upper()}-1", acct_date=None)])
        warehouse = Warehouse(tmp_path, name)
        warehouse.land([sales, settings(name=name)], "tests")
        if who:
            appoint(warehouse, ("preparer", who), ("administrator", ROOT_USER))
    yield tmp_path
    st.cache_data.clear()
