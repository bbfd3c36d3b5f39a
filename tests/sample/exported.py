"""A reader of the sample's files that uses only the files."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from sample import Company


def grid(folder: Path, name: str) -> list[list[str]]:
    """Return the cells of the only file whose name starts with this text, ignoring spaces in its name."""
    found = [p for p in folder.iterdir() if p.name.replace(" ", "").lower().startswith(name.replace(" ", "").lower())]
    assert len(found) == 1, (name, found)
    with found[0].open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def table(folder: Path, name: str) -> tuple[list[dict[str, str]], dict[str, str]]:
    """Return the table and its grand total."""
    header, *rows = grid(folder, name)
    records = [dict(zip(header, row, strict=True)) for row in rows]
    assert rows[-1][0] == "Grand Total"
    return records[:-1], records[-1]


def truth(folder: Path, name: str, month: object = None) -> list[dict[str, str]]:
    with (folder / "truth" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if month is None or row["month"] == str(month)]


def amount(text: str) -> Decimal:
    negative = text.startswith("(")
    value = Decimal(text.strip("()").replace(",", "").replace("$", "") or 0)
    return -value if negative else value


def day(text: str, company: Company) -> date | None:
    order = "%m/%d/%Y" if company.date_order == "month-first" else "%d/%m/%Y"
    return datetime.strptime(text, order).date() if text else None  # noqa: DTZ007 - a date, no moment


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()
