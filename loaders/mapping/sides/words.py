"""A column that says for each row whether its amount is a debit or a credit, such as D and C, or S and H."""

from collections.abc import Callable
from collections.abc import Mapping as Sides

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.files.sheets import Sheet, SheetBuilder
from loaders.layouts.description import Contents, Export
from loaders.layouts.grids import list_grids
from loaders.mapping.mapping import SIDE, Mapping
from loaders.mapping.sums import list_lines

_DEBIT = ("d", "dr", "db", "debit", "debits", "debet", "s", "soll")
_CREDIT = ("c", "cr", "credit", "credits", "k", "kredit", "h", "haben")
_SUFFIXES = {"debit": " Dr", "credit": " Cr"}


class SideWordUnknown(Refused):
    """A text that says neither debit nor credit."""

    def __init__(self, line: int, header: str, text: str | None) -> None:
        shown = f'"{text}"' if text else "a blank cell"
        super().__init__(
            f"Line {line}, {header}: {shown} does not show whether the amount is a debit or a credit. "
            "Say what each text in this column means."
        )


def guess_side(text: str) -> str:
    """Return the side that a text usually means, or an empty string."""
    word = text.strip(" .").casefold()
    return "debit" if word in _DEBIT else "credit" if word in _CREDIT else ""


def make_finder(sides: Sides[str, str]) -> Callable[[str], str]:
    """Return what finds the side of a text, by the mapping or, if that lists no texts, by what it usually means."""
    if not sides:
        return guess_side
    known = {text.casefold(): side for text, side in sides.items()}
    return lambda text: known.get(text.casefold(), "")


def write_sides(sheet: Sheet, header: int, amount: int, side: int, sides: Sides[str, str]) -> Sheet:
    """Return the sheet with Dr or Cr after each amount, from the column with the sides. Raises SideWordUnknown.

    A total without a side stays as it is.
    """
    builder, find_side = SheetBuilder(), make_finder(sides)
    for part in sheet.parts():
        amounts, texts = part.columns[amount].to_pylist(), part.columns[side].to_pylist()
        for row, (cell, text) in enumerate(zip(amounts, texts, strict=True)):
            if part.first + row > header and cell and text:
                if not (meaning := find_side(text)):
                    raise SideWordUnknown(part.lines[row].as_py(), sheet.row(header)[side] or "", text)
                amounts[row] = cell + _SUFFIXES[meaning]
        columns = list(part.columns)
        columns[amount] = pa.array(amounts, pa.string())
        builder.add(columns, part.lines, part.widths)
    return builder.build(sheet.reading, sheet.whole, sheet.name, sheet.lost)


def check_every_side(export: Export, mapping: Mapping, contents: Contents) -> None:
    """Check that every row that was read has a side. Raises SideWordUnknown."""
    if SIDE not in mapping.columns:
        return
    landed = list_lines(contents.tables[export.loader.dataset.name])
    for grid in list_grids(export):
        rows = grid.filter(pc.is_in(grid.lines, value_set=landed))
        plain = pc.invert(pc.match_substring_regex(rows.cells["debit"], r" [DC]r$"))
        row = pc.index(pc.fill_null(plain, False), value=True).as_py()
        if row >= 0:
            raise SideWordUnknown(rows.lines[row].as_py(), str(mapping.columns[SIDE]), None)
