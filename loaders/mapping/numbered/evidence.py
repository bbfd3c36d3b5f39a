"""The evidence that a file without headers has the columns of a mapping, in every row."""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.texts import say_count
from loaders.cells.columns import Day
from loaders.layouts.description import Check, Contents, Export
from loaders.layouts.grids import list_grids
from loaders.layouts.recognition import read_labels
from loaders.mapping.file_columns import AMOUNTS, BLANK, DATES, NUMBERS, TEXTS
from loaders.mapping.mapping import Mapping
from loaders.mapping.numbered.kinds import find_kinds, find_odd_cell, list_data, say_kind, strip_sides
from loaders.mapping.numbered.relations import find_broken
from loaders.mapping.row_kinds import OTHER, mark_kinds
from loaders.mapping.sums import list_lines
from loaders.mapping.templates import list_fields, list_headers, name_field

_FEWEST = 2  # words that are headers elsewhere make a row of headers


class OtherColumns(Refused):
    """A file without headers whose columns are not those of the mapping."""

    def __init__(self, name: str, misfit: str) -> None:
        super().__init__(
            f'The mapping "{name}" is for files without headers, and does not fit this one: {misfit}. '
            "Map the columns again if they have changed, or if the first line has the headers."
        )


class UnevenRow(Refused):
    """A row with more or fewer cells than most rows of a file without headers."""

    def __init__(self, line: int, cells: int, usual: int) -> None:
        super().__init__(
            f"Line {line} has {say_count(cells, 'cell')} where most lines have {usual}: a separator is in the wrong "
            "place, or the file is cut off. Export it again."
        )


class RowNotRead(Refused):
    """A row of a file without headers that is neither data, nor a total, nor a heading."""

    def __init__(self, line: int, label: str) -> None:
        self.label = label
        super().__init__(
            f'Line {line} ("{label}") is not read with this mapping, and is not a total or heading that Tieout knows. '
            f'Say what rows that begin with "{label}" are. If the line has the headers, choose it.'
        )


def check_columns(export: Export, mapping: Mapping) -> None:
    """Check that the rows have the columns of the mapping. Raises UnevenRow, OtherColumns."""
    _check_widths(export)
    if misfit := find_misfit(export, mapping):
        raise OtherColumns(mapping.name, misfit)


def find_misfit(export: Export, mapping: Mapping) -> str:
    """Return where the file contradicts the mapping, in words, or an empty string.

    A column that was blank in the file that was mapped, or is blank in this one, contradicts nothing.
    """
    if headers := _find_headers(export):
        return f"line {export.sheet.line(1)} seems to have headers ({headers})"
    wanted = _list_wanted(export, mapping)
    for grid in list_data(export):
        for position, kind in enumerate(wanted):
            cells = strip_sides(grid.columns[position])
            if (row := find_odd_cell(cells, kind)) >= 0:
                line, cell = grid.lines[row].as_py(), cells[row].as_py()
                return f'line {line}, Column {position + 1}: "{cell}" is not {say_kind(kind)}'
    for position, (kind, found) in enumerate(zip(wanted, find_kinds(export), strict=True)):
        if kind == TEXTS and found not in {TEXTS, BLANK}:
            return f"Column {position + 1} contains only {found} instead of text"
    return find_broken(export, mapping.relations)


def check_every_row(export: Export, contents: Contents) -> None:
    """Check that every row was read, or has a kind that is not read. Raises RowNotRead."""
    landed = list_lines(contents.tables[export.loader.dataset.name])
    for grid in list_data(export):
        row = pc.index(mark_kinds(export, grid, landed), value=OTHER).as_py()
        if row >= 0:
            raise RowNotRead(grid.lines[row].as_py(), grid.label[row].as_py() or "")


def describe_places(export: Export) -> Check:
    """Return the meaning of the first row of data for the card: only a person can tell that it is right."""
    fields = list_fields(export.loader)
    first = next((grid for grid in list_data(export) if len(grid)), None)
    if first is None:
        return Check("Columns by position", "not proven", "the file has no rows")
    cells = [
        f"{name_field(name, fields[name])} {cell}"
        for name, position in export.positions.items()
        if (cell := first.columns[position][0].as_py())
    ]
    detail = f"the file has no headers. Make sure of line {first.lines[0].as_py()}: {', '.join(cells)}"
    return Check("Columns by position", "not proven", detail)


def _list_wanted(export: Export, mapping: Mapping) -> Sequence[str]:
    """Return the kind that each column has to have: that of the mapping, or of the dataset's column."""
    wanted = list(mapping.kinds)
    for name, position in export.positions.items():
        column = export.loader.columns[name]
        if isinstance(column, Day):
            wanted[position] = DATES
        elif column.numeric and wanted[position] in {NUMBERS, TEXTS, BLANK}:
            wanted[position] = AMOUNTS
    return wanted


def _find_headers(export: Export) -> str:
    """Return the cells of the first row that are headers in other exports of the dataset, if there are several."""
    dataset, row = export.loader.dataset.name, [cell or "" for cell in export.sheet.row(1)]
    known = {label for name in list_fields(export.loader) for label in read_labels(list_headers(dataset, name))}
    found = [cell for cell, label in zip(row, read_labels(row), strict=True) if label and label in known]
    return ", ".join(f'"{cell}"' for cell in found) if len(found) >= _FEWEST else ""


def _check_widths(export: Export) -> None:
    """Check that every row with several cells has as many as most. Raises UnevenRow."""
    rows = [
        (grid.lines, grid.widths) for grid in (each.filter(pc.greater(each.filled, 1)) for each in list_grids(export))
    ]
    lines, widths = (pa.concat_arrays(arrays) for arrays in zip(*rows, strict=True))
    if not len(widths):
        return
    usual = pc.mode(widths)[0]["mode"].as_py()
    row = pc.index(pc.not_equal(widths, usual), value=True).as_py()
    if row >= 0:
        raise UnevenRow(lines[row].as_py(), widths[row].as_py(), usual)
