"""Sheets of a workbook with rows like those of its report, but no headers. Nobody would notice that they are lost."""

from collections.abc import Sequence

import pyarrow as pa

from close.errors import Refused
from loaders.cells.amounts import parse_amounts
from loaders.cells.columns import Day
from loaders.cells.days import ORDERS, parse_day
from loaders.files.sheets import Sheet
from loaders.layouts.description import Export

_FEWEST = 3


class RowsElsewhere(Refused):
    """A workbook with the rows of a report on two sheets, of which only one has headers."""

    def __init__(self, other: str, report: str) -> None:
        super().__init__(
            f'The sheet "{other}" has rows like those of the report on the sheet "{report}", but no headers, so they '
            "would not be read. Move all rows of the report to one sheet, or remove the other sheet, and upload the "
            "workbook again."
        )


def check_other_sheets(sheets: Sequence[Sheet], exports: Sequence[Export]) -> None:
    """Check that no sheet contains rows of an export's report without headers. Raises RowsElsewhere.

    Ledgers may have one account on each sheet, which have headers of their own.
    """
    read = {export.sheet.name for export in exports}
    reports = [export for export in exports if not (export.joined or export.loader.dataset.name.startswith("ledger_"))]
    for sheet in sheets:
        for export in reports if sheet.rows and not sheet.is_hidden and sheet.name not in read else ():
            if _is_alike(sheet.row(0), export):
                raise RowsElsewhere(sheet.name, export.sheet.name)


def _is_alike(row: Sequence[str | None], export: Export) -> bool:
    """Return True if a row has the key of a report, and days and amounts, and nothing else, in their columns."""
    columns, places = export.loader.columns, export.positions
    cells = {name: row[at] for name, at in places.items() if at < len(row) and row[at]}
    days = [cell for name, cell in cells.items() if isinstance(columns[name], Day)]
    amounts = [cell for name, cell in cells.items() if columns[name].numeric]
    are_days = all(any(parse_day(cell or "", order, True) for order in ORDERS) for cell in days)
    parsed = [parse_amounts(pa.array(amounts, pa.string()), mark).null_count for mark in ".,"]
    return export.loader.key in cells and are_days and len(days) + len(amounts) >= _FEWEST and not min(parsed)
