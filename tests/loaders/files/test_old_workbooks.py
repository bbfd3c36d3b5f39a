"""Binary workbooks (.xls) are read like the same workbook saved as .xlsx.

The samples were saved with LibreOffice. `ledger.xls` has merged titles, a hidden row and sheet, days with different
formats, a reference and an amount stored as text, and a formula. `failed.xls` has failed formulas in D4 and D6.
"""

import struct
from pathlib import Path

import pytest

from loaders import read
from loaders.files.formats import open_sheets
from loaders.files.sheets import LostValues
from loaders.files.workbooks import ProtectedWorkbook, UnreadableWorkbook
from tests.loaders.exports import folder
from tests.loaders.ledger.golden import land

SAMPLES = Path(__file__).parent / "samples"
LEDGER = (SAMPLES / "ledger.xls").read_bytes()


def find_directory(name: str) -> int:
    """Return the place of a stream's name in the sample."""
    return LEDGER.index(name.encode("utf-16-le"))


def test_an_old_ledger_lands() -> None:
    landing = land(LEDGER)
    entries, balances = (landing.tables[f"ledger_{name}"].to_pylist() for name in ("entries", "balances"))
    assert landing.reading["sheet"] == "Account Transactions"
    assert [(str(row["entry_date"]), row["reference"], row["_line"]) for row in entries] == [
        ("2027-05-03", "00771", 8),
        ("2027-05-31", "4471", 9),
    ]
    assert [(str(row["debit"]), str(row["credit"])) for row in entries] == [
        ("1250.4000", "0.0000"),
        ("0.0000", "6100.7500"),
    ]
    (stock,) = balances
    assert (stock["account_code"], str(stock["opening"]), str(stock["closing"])) == ("630", "12500.0000", "7649.6500")


def test_hidden_sheets_are_marked() -> None:
    assert [(sheet.name, sheet.is_hidden) for sheet in open_sheets(LEDGER)] == [
        ("Cover", False),
        ("Account Transactions", False),
        ("Old", True),
    ]


def test_failed_formulas_are_refused() -> None:
    with pytest.raises(LostValues, match="D4, D6"):
        read("stock.xls", (SAMPLES / "failed.xls").read_bytes(), folder=folder())


@pytest.mark.parametrize("name", ["WordDocument", "Book", "EncryptedPackage"])
def test_another_document_in_the_same_format_is_refused(name: str) -> None:
    at, text = find_directory("Workbook"), name[:15].encode("utf-16-le")
    size = struct.pack("<H", len(text) + 2)
    content = LEDGER[:at] + text.ljust(64, b"\0") + size + LEDGER[at + 66 :]
    with pytest.raises(ProtectedWorkbook, match="has a password or is older than Excel 97"):
        open_sheets(content)


def test_a_password_is_refused() -> None:
    start = LEDGER.index(struct.pack("<HHH", 0x0809, 16, 0x0600))
    first = start + 20
    kind = struct.unpack_from("<H", LEDGER, first)[0]
    with pytest.raises(ProtectedWorkbook):
        open_sheets(LEDGER[:first] + struct.pack("<H", 0x002F) + LEDGER[first + 2 :])
    assert kind != 0x002F


@pytest.mark.parametrize("size", [9, 600, 3000])
def test_a_cut_workbook_is_refused(size: int) -> None:
    with pytest.raises((ProtectedWorkbook, UnreadableWorkbook)):
        open_sheets(LEDGER[:size])
