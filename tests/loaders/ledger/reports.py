"""Ledger reports from Xero and QuickBooks with handwritten rows, and the resulting balances."""

import pyarrow as pa

from close.store.warehouse import Settings
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from tests.loaders.exports import write_csv
from tests.loaders.ledger.golden import FOLDER, card, land

HEAD = [["Account Transactions"], ["Teal Harbour Supplies Pty Ltd"], ["For the month ended 31 May 2027"], [""]]
COLUMNS = ["Date", "Source", "Description", "Reference", "Debit", "Credit", "Running Balance"]
QBO_HEAD = [["Teal Harbour Supplies Pty Ltd"], ["General Ledger"], ["May 2027"], [""]]
TRIAL = [["Trial Balance"], HEAD[1], ["As at 31 May 2027"]]
QBO_COLUMNS = ["", "Date", "Transaction Type", "Num", "Name", "Memo/Description", "Split", "Amount", "Balance"]


def xero(*rows: list[str], columns: list[str] = COLUMNS) -> bytes:
    return write_csv([[*row, *[""] * (len(columns) - len(row))] for row in [*HEAD, columns, *rows]])


def quickbooks(*rows: list[str], columns: list[str] = QBO_COLUMNS) -> bytes:
    return write_csv([[*row, *[""] * (len(columns) - len(row))] for row in [*QBO_HEAD, columns, *rows]])


def move(day: str, kind: str, amount: str, balance: str, num: str = "") -> list[str]:
    return ["", day, kind, num, "", "", "-Split-", amount, balance]


def total(name: str, amount: str) -> list[str]:
    return [f"Total for {name}", *[""] * 6, amount, ""]


def balances(content: bytes | str, folder: Folder = FOLDER) -> dict[str, tuple[object, ...]]:
    table = land(content, folder).tables["ledger_balances"]
    columns = ("opening", "debits", "credits", "closing")
    return {row["account"]: tuple(row[name] for name in columns) for row in table.to_pylist()}


def entries(content: bytes | str, folder: Folder = FOLDER) -> pa.Table:
    return land(content, folder).tables["ledger_entries"]


def state(content: bytes | str, label: str, folder: Folder = FOLDER) -> str:
    return next(check.state for check in card(content, folder).checks if check.label == label)


def make_folder(roles: tuple[tuple[str, str, str], ...]) -> Folder:
    """Return settings whose accounts are given as (role, code, name)."""
    settings = Settings(name="Teal Harbour Supplies Pty Ltd", date_order="month-first", accounts=roles)
    return Folder(Organisation(settings, "2027-05", {}))
