"""The form of a mapping: which column is which, and how amounts, dates and rows are written."""

import streamlit as st

from close.store.datasets.meanings import MEANINGS
from loaders.cells.columns import Column
from loaders.layouts.description import Loader
from loaders.mapping.file_columns import BLANK
from loaders.mapping.headers import find_positions, make_place, read_headers
from loaders.mapping.mapping import AMOUNT, CONTRA, SIDE, SIDES, Mapping
from loaders.mapping.templates import find_template, has_sides, list_fields, may_be_constant, name_field
from pages.data.mapped.unknown_file import UnknownFile
from pages.parts.words import plain

_SAME = -1  # the option for a text that is the same in every row
_IN_ROW = 4
_SAMPLE = 28
TWO, ONE = "Debit and credit columns", "One amount column"


class MappingForm:
    """The form for one file. Its values are those of the mapping that it starts from until somebody changes them."""

    def __init__(self, file: UnknownFile) -> None:
        self._file = file
        self._loader: Loader = find_template(file.start.dataset)
        self._headers = read_headers(file.sheet, file.row)
        self._positions = find_positions(file.sheet, file.row, file.start)
        self._constants: dict[str, str] = {}

    def ask(self) -> Mapping:
        """Draw the fields, and return the mapping without its formats and rules."""
        start, key = self._file.start, self._file.key
        is_signed = has_sides(self._loader) and self._ask_kind_of_amounts()
        hidden = set(SIDES) if is_signed else {AMOUNT, SIDE, *CONTRA}
        fields = {name: column for name, column in list_fields(self._loader).items() if name not in hidden}
        required = {n: c for n, c in fields.items() if not c.optional}
        optional = {n: c for n, c in fields.items() if c.optional}
        found = self._ask_columns(required)
        st.caption("The other columns are optional.")
        found |= self._ask_columns(optional)
        name = st.text_input(
            "Name of the mapping", start.name, key=key("name"), help="You will see it on later uploads."
        )
        known = self._file.known
        return Mapping(
            name=name.strip() or start.name,
            dataset=start.dataset,
            headers=self._headers,
            columns={name: make_place(self._headers, position) for name, position in found.items()},
            constants=self._constants,
            rows=start.rows,
            kinds=(BLANK,) * len(self._headers) if self._file.is_numbered else (),
            instead_of=known.name if known else start.instead_of,
        )

    def _ask_kind_of_amounts(self) -> bool:
        kind = st.segmented_control(
            "Amounts are in",
            [TWO, ONE],
            default=ONE if AMOUNT in self._positions else TWO,
            required=True,
            key=self._file.key("amounts"),
        )
        return kind == ONE

    def _ask_columns(self, fields: dict[str, Column]) -> dict[str, int]:
        """Draw a list of the file's columns for each field, and return the positions chosen."""
        found: dict[str, int] = {}
        names = list(fields)
        for start in range(0, len(names), _IN_ROW):
            for name, container in zip(names[start : start + _IN_ROW], st.columns(_IN_ROW), strict=False):
                with container:
                    position = self._ask_column(name, fields[name])
                if position is not None:
                    found[name] = position
        return found

    def _ask_column(self, name: str, column: Column) -> int | None:
        can_be_same = name in self._loader.columns and may_be_constant(self._loader, name)
        options = [None, *([_SAME] if can_be_same else []), *range(len(self._file.columns))]
        now = _SAME if name in self._file.start.constants else self._positions.get(name)
        position = st.selectbox(
            name_field(name, column),
            options,
            options.index(now),
            format_func=self._say_column,
            key=self._file.key(f"column-{name}"),
            help=MEANINGS.get(name),
        )
        if position == _SAME:
            self._ask_constant(name)
            return None
        if name in self._file.unsure and position == now:
            st.caption(f":orange[Guess: {plain(self._file.unsure[name])}]")
        return position

    def _ask_constant(self, name: str) -> None:
        text = st.text_input(
            "Text in every row",
            self._file.start.constants.get(name, ""),
            key=self._file.key(f"constant-{name}"),
            label_visibility="collapsed",
            placeholder="Text for every row",
        )
        if text.strip():
            self._constants[name] = text.strip()

    def _say_column(self, position: int | None) -> str:
        if position is None:
            return "Not in this file"
        if position == _SAME:
            return "The same in every row"
        column = self._file.columns[position]
        sample = f" ({column.samples[0][:_SAMPLE]})" if column.samples else ""
        return f"{column.label}{sample}"
