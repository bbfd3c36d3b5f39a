"""The file to map: chosen from the last upload or here, with its sheet, its header row and what it contains."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from close.store.warehouse import Warehouse
from loaders import DroppedFile
from loaders.files.sheets import Sheet
from loaders.intake.periods import read_name, read_period_line
from loaders.layouts.description import Loader
from loaders.mapping.file_columns import FileColumn, find_header_row, is_row_of_values, list_columns
from loaders.mapping.guesses import propose, rank_datasets
from loaders.mapping.headers import HEADER_WITHIN, find_headers, read_headers
from loaders.mapping.mapping import Mapping
from loaders.mapping.saved import list_mappings
from loaders.uploads.previews import find_loader, open_short
from pages.parts.widgets.tables import BLANK
from pages.parts.words import title

FILE = "file-to-map"
_WIDEST = 80
NO_HEADERS = (
    "Line {line} contains values, not headers. Choose the line with the headers. If the file has none, add a first "
    "line that names its columns, save the file, and choose it again."
)


@dataclass(frozen=True)
class UnknownFile:
    """A file while it is mapped.

    `start` is the saved or proposed mapping that fills the form, and `unsure` gives the reason for each guess in it.
    `known` is the loader that recognises the file, if any. `scope` is part of the keys of all widgets about it.
    """

    file: DroppedFile
    sheet: Sheet
    row: int
    columns: Sequence[FileColumn]
    start: Mapping
    unsure: dict[str, str]
    known: Loader | None
    scope: str

    @property
    def states_month(self) -> bool:
        """True if a line above the headers or the name of the file gives its month."""
        lines = [" ".join(filter(None, self.sheet.row(row))) for row in range(self.row)]
        return bool(read_period_line(lines, None) or read_name(self.file.name))

    def key(self, name: str) -> str:
        """Return the key of a widget."""
        return f"map-{self.scope}-{name}"


def keep_file(file: DroppedFile) -> None:
    """Remember the file to map for this session."""
    st.session_state[FILE] = file


def last_file() -> DroppedFile | None:
    """Return the file to map, if one was chosen in this session."""
    return st.session_state.get(FILE)


def drop_file() -> None:
    """Forget the file to map."""
    st.session_state.pop(FILE, None)


def open_file(file: DroppedFile, warehouse: Warehouse) -> UnknownFile | None:
    """Draw the choices of sheet, header row and dataset, and return the file as chosen. Raises Refused.

    Returns None while nobody has said what the file contains, and its columns do not show it.
    """
    sheets = [sheet for sheet in open_short(file.content) if sheet.rows]
    saved = [(sheet, mapping) for mapping in list_mappings(warehouse) for sheet in sheets if _fits(sheet, mapping)]
    left, right = st.columns([2, 1])
    with left:
        sheet = _ask_sheet(file, sheets)
        found = next((mapping for one, mapping in saved if one is sheet), None)
        row = _ask_row(file, sheet, find_headers(sheet, found) if found else None)
    with right:
        dataset = _ask_dataset(file, sheet, row, found)
    columns = list_columns(sheet, row)
    if is_row_of_values(sheet, row):
        st.warning(NO_HEADERS.format(line=sheet.line(row)), icon=":material/table_rows:")
    _draw_columns(columns, f"map-columns-{file.name}-{sheet.name}-{row}")
    if dataset is None:
        return None
    is_saved = found is not None and found.dataset == dataset and find_headers(sheet, found) == row
    proposal = propose(sheet, row, dataset)
    start = found if found and is_saved else proposal.mapping
    unsure = {} if is_saved else dict(proposal.unsure)
    scope = f"{file.name}-{sheet.name}-{row}-{dataset}"
    return UnknownFile(file, sheet, row, columns, start, unsure, find_loader(sheets), scope)


def _draw_columns(columns: Sequence[FileColumn], key: str) -> None:
    """Draw the columns of the file with their kind and first values."""
    rows = [
        {"Column": column.label, "Looks like": column.kind}
        | {f"Value {number}": sample for number, sample in enumerate(column.samples, 1)}
        for column in columns
    ]
    st.dataframe(rows, hide_index=True, lazy=False, key=key, height="content", placeholder=BLANK)


def _fits(sheet: Sheet, mapping: Mapping) -> bool:
    return find_headers(sheet, mapping) is not None


def _ask_sheet(file: DroppedFile, sheets: Sequence[Sheet]) -> Sheet:
    largest = max(sheets, key=lambda sheet: sheet.rows)
    if len(sheets) == 1:
        return largest
    return st.selectbox(
        "Sheet", sheets, sheets.index(largest), format_func=lambda sheet: sheet.name, key=f"map-sheet-{file.name}"
    )


def _ask_row(file: DroppedFile, sheet: Sheet, saved: int | None) -> int:
    rows = range(min(sheet.rows, HEADER_WITHIN))
    guess = find_header_row(sheet) if saved is None else saved
    return st.selectbox(
        "Line with the headers",
        rows,
        guess,
        format_func=lambda row: f"{sheet.line(row)}: {' · '.join(filter(None, read_headers(sheet, row)))}"[:_WIDEST],
        key=f"map-row-{file.name}-{sheet.name}",
    )


def _ask_dataset(file: DroppedFile, sheet: Sheet, row: int, saved: Mapping | None) -> str | None:
    ranked = rank_datasets(sheet, row)
    likely = ranked[0] if propose(sheet, row, ranked[0]).is_likely else None
    first = saved.dataset if saved else likely
    return st.selectbox(
        "What the file contains",
        ranked,
        None if first is None else ranked.index(first),
        format_func=title,
        placeholder="Choose what it contains",
        key=f"map-dataset-{file.name}-{sheet.name}-{row}",
    )
