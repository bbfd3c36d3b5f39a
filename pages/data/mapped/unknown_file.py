"""The file to map: chosen from the last upload or here, with its sheet, its header row and what it contains."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import streamlit as st

from close.store.warehouse import Warehouse
from loaders import DroppedFile
from loaders.files.sheets import HEADER_WITHIN, Sheet
from loaders.intake.periods import read_name, read_period_line
from loaders.mapping.choice import find_saved, list_fitting
from loaders.mapping.file_columns import FileColumn, find_header_row, is_row_of_values, list_columns
from loaders.mapping.guesses import propose, rank_datasets
from loaders.mapping.headers import check_separated, find_headers, read_headers
from loaders.mapping.mapping import Mapping
from loaders.mapping.numbered.columns import (
    HEADER_LINE,
    find_first_line,
    may_lack_headers,
    number_columns,
    seems_without_headers,
)
from loaders.mapping.saved import list_mappings
from loaders.uploads.previews import Known, open_short
from loaders.uploads.reader import read_apart
from pages.parts.widgets.tables import BLANK
from pages.parts.words import plain, title

NOT_NEEDED = (
    "Choose what the file contains. If it is none of these, such as a list of suppliers, products or prices, Tieout "
    "does not need it: it reads the documents, entries and balances of a month."
)
FILE = "file-to-map"
_WIDEST = 80
_NONE = -1  # the option for a file without headers
VALUES = "Line {line} contains values, not headers. Choose the line with the headers, or say that the file has none."
SEEMS_NUMBERED = (
    "This file seems to have no headers: line {line} has values like the lines below it. Its columns are numbered, and "
    "line {line} is read as data. If a line does contain headers, choose it."
)


@dataclass(frozen=True)
class UnknownFile:
    """A file while it is mapped.

    The sheet of a file without headers has numbered ones. `start` is the saved or proposed mapping that fills the form,
    and `unsure` gives the reason for each guess in it. `known` is the export that the file is known as, if any. `scope`
    is part of the keys of all widgets about it.
    """

    file: DroppedFile
    sheet: Sheet
    row: int
    columns: Sequence[FileColumn]
    start: Mapping
    unsure: dict[str, str]
    known: Known | None
    scope: str

    @property
    def is_numbered(self) -> bool:
        """True if the file has no headers."""
        return self.sheet.line(self.row) == HEADER_LINE

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
    opened = read_apart(open_short, file.content)
    sheets, known = opened.sheets, opened.known
    left, right = st.columns([2, 1])
    with left:
        original = _ask_sheet(file, sheets)
        check_separated(original)
        may_lack = known is None and may_lack_headers(original)
        found = find_saved(original, [one for one in list_mappings(warehouse) if may_lack or one.has_headers])
        header = _ask_row(file, original, found, may_lack=may_lack)
    sheet, row = (number_columns(original), 0) if header is None else (original, header)
    with right:
        dataset = _ask_dataset(file, sheet, row, found)
    columns = list_columns(sheet, row)
    _draw_doubts(original, header, found)
    _draw_columns(columns, f"map-columns-{file.name}-{sheet.name}-{header}")
    if dataset is None:
        st.info(NOT_NEEDED, icon=":material/info:")
        return None
    is_saved = found is not None and found.dataset == dataset and find_headers(original, found) == header
    proposal = propose(sheet, row, dataset)
    proposed = proposal.mapping if header is not None else replace(proposal.mapping, name=PurePath(file.name).stem)
    start = found if found and is_saved else proposed
    unsure = {} if is_saved else dict(proposal.unsure)
    return UnknownFile(file, sheet, row, columns, start, unsure, known, f"{file.name}-{sheet.name}-{header}-{dataset}")


def _draw_doubts(sheet: Sheet, header: int | None, found: Mapping | None) -> None:
    """Draw a warning if the headers seem to be values, the file seems to lack headers, or a saved mapping misfits."""
    if header is not None and is_row_of_values(sheet, header):
        st.warning(VALUES.format(line=sheet.line(header)), icon=":material/table_rows:")
    if header is None and (reasons := list_fitting([sheet], [found])[1] if found else ()):
        st.warning(f"{plain(str(reasons[0]))} The fields below start from it.", icon=":material/table_rows:")
    elif header is None and found is None:
        st.warning(SEEMS_NUMBERED.format(line=find_first_line(sheet)), icon=":material/table_rows:")


def _draw_columns(columns: Sequence[FileColumn], key: str) -> None:
    """Draw the columns of the file with their kind and first values."""
    rows = [
        {"Column": column.label, "Looks like": column.kind}
        | {f"Value {number}": sample for number, sample in enumerate(column.samples, 1)}
        for column in columns
    ]
    st.dataframe(rows, hide_index=True, lazy=False, key=key, height="content", placeholder=BLANK)


def _ask_sheet(file: DroppedFile, sheets: Sequence[Sheet]) -> Sheet:
    largest = max(sheets, key=lambda sheet: sheet.rows)
    if len(sheets) == 1:
        return largest
    return st.selectbox(
        "Sheet", sheets, sheets.index(largest), format_func=lambda sheet: sheet.name, key=f"map-sheet-{file.name}"
    )


def _ask_row(file: DroppedFile, sheet: Sheet, saved: Mapping | None, *, may_lack: bool) -> int | None:
    """Draw the choice of the row with the headers, and return it, or None for a file without headers."""
    options = [*([_NONE] if may_lack else []), *range(min(sheet.rows, HEADER_WITHIN))]
    guess = None if may_lack and seems_without_headers(sheet) else find_header_row(sheet)
    first = find_headers(sheet, saved) if saved else guess
    row = st.selectbox(
        "Line with the headers",
        options,
        options.index(_NONE if first is None else first),
        format_func=lambda row: _say_row(sheet, row),
        key=f"map-row-{file.name}-{sheet.name}",
    )
    return None if row == _NONE else row


def _say_row(sheet: Sheet, row: int) -> str:
    if row == _NONE:
        return "The file has no headers"
    return f"{sheet.line(row)}: {' · '.join(filter(None, read_headers(sheet, row)))}"[:_WIDEST]


def _ask_dataset(file: DroppedFile, sheet: Sheet, row: int, saved: Mapping | None) -> str | None:
    ranked = rank_datasets(sheet, row)
    has_headers = sheet.line(row) != HEADER_LINE  # numbers of columns show nothing
    likely = ranked[0] if has_headers and propose(sheet, row, ranked[0]).is_likely else None
    first = saved.dataset if saved else likely
    return st.selectbox(
        "What the file contains",
        ranked,
        None if first is None else ranked.index(first),
        format_func=title,
        placeholder="Choose what it contains",
        key=f"map-dataset-{file.name}-{sheet.name}-{row}",
    )
