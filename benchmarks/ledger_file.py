"""A ledger of any length as a csv file, whose totals agree, written a row at a time."""

from collections.abc import Callable
from pathlib import Path

ACCOUNTS = ("Inventory Asset", "Sales", "Cost of Goods Sold", "Accounts Receivable", "Accounts Payable")
HEADERS = "Date,Source,Contact,Description,Reference,Debit,Credit,Running Balance,Gross,Tax"
SOURCES = ("Receivable Invoice", "Payable Invoice", "Manual Journal", "Receivable Payment")
PERIOD = "2026-01"


def write_ledger(path: Path, rows: int) -> None:
    """Write Account Transactions with that many entries."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for text in ("Account Transactions", "Bench", "For the period 1 January 2026 to 31 January 2026"):
            file.write(f"{text},,,,,,,,,\r\n")
        file.write(f"{HEADERS}\r\n")
        for number, account in enumerate(ACCOUNTS):
            _write_account(file.write, account, range(number, rows, len(ACCOUNTS)), rows)


def _write_account(write: Callable[[str], object], account: str, entries: range, rows: int) -> None:
    write(f"{account},,,,,,,,,\r\nOpening Balance,,,,,0.00,0.00,0.00,0.00,0.00\r\n")
    sums = [0, 0]
    for number in entries:
        side, cents = number // len(ACCOUNTS) % 2, 100 + number * 7919 % 900_000
        sums[side] += cents
        amounts = (_money(cents), "0.00") if side == 0 else ("0.00", _money(cents))
        document, day = 10_000 + number * 31 % (rows // 3 + 1), 1 + number * 31 // rows
        texts = f"{day:02d} Jan 2026,{SOURCES[number % 4]},Customer {document % 5000}"
        text = f'"Order SO-{document}, delivered"' if number % 2 else f"Bill for PO-{document}"
        balance = _money(sums[0] - sums[1])
        write(f"{texts},{text},INV-{document} | SO-{document},{','.join(amounts)},{balance},{amounts[side]},0.00\r\n")
    write(f"Total {account},,,,,{_money(sums[0])},{_money(sums[1])},{_money(sums[0] - sums[1])},0.00,0.00\r\n")


def _money(cents: int) -> str:
    text = f"{abs(cents) // 100:,}.{abs(cents) % 100:02d}"
    return f'"({text})"' if cents < 0 else f'"{text}"' if "," in text else text
