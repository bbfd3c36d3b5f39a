"""Opening balances among the entries of a mapped ledger, in words that the layouts do not know."""

from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import LEDGER_ENTRIES
from loaders.layouts.description import Check, Contents, Export
from loaders.layouts.grids import list_grids
from loaders.ledger.layouts.row_labels import OPENING_PHRASES
from loaders.mapping.sums import list_lines

_WORDS = rf"(?i)\b(opening|er(ö|oe)ffnung\w*|apertura|{OPENING_PHRASES})\b"
_SHOWN = 3


def check_openings(export: Export, contents: Contents) -> tuple[Check, ...]:
    """Return a remark if entries with an amount may be opening balances, which are not movements of the month."""
    if export.loader.dataset != LEDGER_ENTRIES:
        return ()
    landed = list_lines(contents.tables[LEDGER_ENTRIES.name])
    lines: list[int] = []
    for grid in list_grids(export):
        amounts = pc.coalesce(*(grid.cells[name] for name in ("debit", "credit") if name in grid.cells))
        worded = (pc.fill_null(pc.match_substring_regex(text, _WORDS), False) for text in grid.texts)
        found = reduce(pc.or_, worded, pa.repeat(False, len(grid)))
        entries = pc.and_(pc.is_in(grid.lines, value_set=landed), amounts.is_valid())
        lines += grid.lines.filter(pc.and_(entries, found)).to_pylist()
    if not lines:
        return ()
    listed = ", ".join(map(str, lines[:_SHOWN])) + (f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else "")
    detail = f"lines {listed} may be opening balances, which are not entries of the month. If so, give them that kind"
    return (Check("Opening balances", "not proven", detail),)
