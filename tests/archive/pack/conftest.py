"""A month of the sample company and half a month, packed."""

from decimal import Decimal

import pytest

import loaders
import sample
from close.archive.pack import workbook
from close.archive.pack.month import PackedMonth
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale, settings
from tests.given.sheets import Book, read_book

from .contents import HOSTILE, NAME


@pytest.fixture(scope="session")
def month(tmp_path_factory: pytest.TempPathFactory) -> PackedMonth:
    """Land two months of the sample company."""
    folder = tmp_path_factory.mktemp("pack")
    sample.write(sample.simulate(sample.KESTREL, 7, 2, sample.Faults.all()), folder)
    files = sorted(path for path in (folder / "exports").rglob("*") if path.is_file())
    warehouse = Warehouse(folder / "warehouse", "whole")
    loaders.land([(file.parent.name, file.name, file.read_bytes()) for file in files], warehouse, who="tests")
    return PackedMonth(warehouse, files[-1].parent.name)


@pytest.fixture(scope="session")
def half(tmp_path_factory: pytest.TempPathFactory) -> PackedMonth:
    """Land only sales, one with a reference that looks like a formula."""
    warehouse = Warehouse(tmp_path_factory.mktemp("half"), "half")
    warehouse.land([settings(name=NAME)], "ada")
    sales = [sale(HOSTILE, acct_date=None, customer="+1+1"), sale("S-2", amount=Decimal("12.50"))]
    warehouse.land([landing("sales_documents", sales)], "ada")
    return PackedMonth(warehouse, "2026-03")


@pytest.fixture(scope="session")
def half_book(half: PackedMonth) -> Book:
    return read_book(workbook.xlsx(half))


@pytest.fixture(scope="session")
def content(month: PackedMonth) -> bytes:
    return workbook.xlsx(month)


@pytest.fixture(scope="session")
def book(content: bytes) -> Book:
    return read_book(content)
