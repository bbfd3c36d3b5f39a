"""References that Excel seems to have changed when somebody opened the file and saved it: 1.23457E+12, 01-Mar, #N/A."""

from collections.abc import Collection

import pyarrow as pa
import pyarrow.compute as pc

from loaders.cells.columns import FAILED, SHORTENED
from loaders.layouts.description import Check, Values

# MAR-1 as Excel shows it, and as a workbook contains it.
_DATED = r"^\d{1,2}-(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)$|^\d{4}-\d\d-\d\d 00:00:00$"
_SHOWN = 3


class ChangedReferences:
    """The distinct references in some columns that Excel seems to have changed, found part by part."""

    def __init__(self, columns: Collection[str]) -> None:
        self._columns = columns
        self._first: dict[str, int] = {}

    def look(self, values: Values, lines: pa.Array) -> None:
        """Add the rows of a part."""
        for name in self._columns:
            if name in values:
                changed = pc.fill_null(pc.match_substring_regex(values[name], f"{SHORTENED}|{FAILED}|{_DATED}"), False)
                found = (column.filter(changed).to_pylist() for column in (values[name], lines))
                for text, line in zip(*found, strict=True):
                    self._first.setdefault(text, line)

    def check(self) -> Check | None:
        """Return a remark for the card, because documents cannot be found by such references."""
        if not self._first:
            return None
        shown = [f'"{text}" (line {line})' for text, line in list(self._first.items())[:_SHOWN]]
        more = f" and {len(self._first) - _SHOWN} more" if len(self._first) > _SHOWN else ""
        detail = f"Excel seems to have changed {', '.join(shown)}{more}: upload the export without opening it in Excel"
        return Check("References", "not proven", detail)
