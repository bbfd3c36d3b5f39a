"""A mapping as a loader: the description that the layouts and proofs of the known exports use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from close.errors import Refused
from close.store.datasets import TEXT
from close.store.settings import Settings
from close.texts import say_count
from loaders.cells.columns import Column
from loaders.files.sheets import Sheet, check_formulas
from loaders.layouts.description import Contents, Expectations, Export, Loader
from loaders.layouts.recognition import SeveralReports
from loaders.layouts.totals import STATED, CutOff
from loaders.ledger.columns import CreditPositive, Debit
from loaders.mapping import written
from loaders.mapping.headers import find_headers, find_positions
from loaders.mapping.mapping import AMOUNT, CONTRA, DECIMAL_MARKS, SIDE, Mapping, RowRule
from loaders.mapping.numbered.columns import number_columns
from loaders.mapping.numbered.evidence import check_columns, check_every_row, describe_places
from loaders.mapping.openings import check_openings
from loaders.mapping.row_rules import apply_rules
from loaders.mapping.sides.contra_accounts import check_once, write_both
from loaders.mapping.sides.roles import check_sides
from loaders.mapping.sides.words import check_every_side, write_sides
from loaders.mapping.stray_rows import check_above, check_headers, check_rows, explain_cut
from loaders.mapping.sums import check_sums
from loaders.mapping.templates import find_template, has_sides, list_fields, list_required, may_be_constant, name_field


class HeadersDiffer(Refused):
    """A file without the headers of a mapping."""

    def __init__(self, mapping: Mapping) -> None:
        listed = ", ".join(f'"{header}"' for header in mapping.headers if header)
        super().__init__(
            f'No row of this file has exactly the headers of the mapping "{mapping.name}": {listed}. Map its columns.'
        )


class WidthDiffers(Refused):
    """A file without as many columns as a mapping for files without headers."""

    def __init__(self, mapping: Mapping, widths: Sequence[int]) -> None:
        super().__init__(
            f'This file has {" and ".join(map(str, widths))} columns, and the mapping "{mapping.name}" is for files '
            f"without headers with {say_count(len(mapping.kinds), 'column')}. Map its columns."
        )


class NotMapped(Refused):
    """A mapping that lacks a column or a constant that its dataset needs."""

    def __init__(self, headers: Sequence[str]) -> None:
        listed = ", ".join(f'"{header}"' for header in headers)
        super().__init__(
            f"The mapping lacks {listed}. Choose a column of the file for each. If the file has no such column, add it "
            "to the export: without it, this kind of file cannot be read."
        )


class BadAssignment(Refused):
    """A column, constant or sign that the dataset does not accept."""


@dataclass(frozen=True)
class MappedLayout:
    """The layout of a mapped file: that of its dataset, with checks of what the mapping says."""

    mapping: Mapping
    read: Callable[[Export, Expectations], Contents]

    def __call__(self, export: Export, expected: Expectations) -> Contents:
        """Read and prove the file. Raises Refused where the file and the mapping do not decide its values."""
        mapping = self.mapping
        if mapping.has_headers:
            check_headers(export)
        else:
            check_columns(export, mapping)
        written.check_marks(export, mapping)
        written.check_order(export, mapping)
        settings = replace(expected.settings or Settings(), date_order=mapping.date_order or None)
        try:
            contents = self.read(export, Expectations(settings, leaves_out=expected.leaves_out, is_mapped=True))
        except CutOff as error:
            raise explain_cut(export, error) from error
        written.check_read_order(contents, mapping)
        check_above(export, contents)
        check_rows(export, contents)
        if mapping.has_contra:
            contents = check_once(contents)
        else:
            check_every_side(export, mapping, contents)
        if not mapping.has_headers:
            check_every_row(export, contents)
        checks = (
            *(() if mapping.has_headers else (describe_places(export),)),
            *check_sums(export, mapping, contents),
            *check_openings(export, contents),
            *check_sides(mapping.dataset, contents, expected.settings),
        )
        reading = {**contents.reading, "mapping": mapping.title, "mapping_version": str(mapping.version)}
        return replace(contents, reading=reading, checks=(*contents.checks, *checks))


def open_mapped(sheets: Sequence[Sheet], mapping: Mapping) -> Export:
    """Return the export that a mapping describes on exactly one sheet.

    Raises HeadersDiffer, WidthDiffers, SeveralReports and the errors of `build_loader`, `check_formulas` and
    `find_positions`.
    """
    loader = build_loader(mapping)
    found = list(_find_pages(sheets, mapping))
    if not found and not mapping.has_headers:
        raise WidthDiffers(mapping, [sheet.width for sheet in sheets])
    if not found:
        raise HeadersDiffer(mapping)
    if len(found) > 1:
        raise SeveralReports([sheet.name for sheet, _ in found])
    sheet, row = found[0]
    check_formulas(sheet, row, STATED)
    positions = find_positions(sheet, row, mapping)
    if mapping.has_contra:
        sheet, positions = write_both(sheet, row, positions, mapping)
    elif SIDE in positions:
        sheet = write_sides(sheet, row, positions[AMOUNT], positions[SIDE], mapping.sides)
    named = {_name_in_loader(name): at for name, at in positions.items() if name not in {SIDE, *CONTRA}}
    return Export(loader, *apply_rules(sheet, _fit_rules(mapping), row), named)


def _find_pages(sheets: Sequence[Sheet], mapping: Mapping) -> Iterator[tuple[Sheet, int]]:
    """Return the sheets with the headers of a mapping, or with its number of columns, and the row of the headers."""
    for sheet in sheets:
        if not mapping.has_headers and sheet.rows and sheet.width == len(mapping.kinds):
            yield number_columns(sheet), 0
        elif (row := find_headers(sheet, mapping)) is not None:
            yield sheet, row


def build_loader(mapping: Mapping) -> Loader:
    """Return the loader of the dataset with the columns of the mapping. Raises NotMapped, BadAssignment."""
    template = find_template(mapping.dataset)
    _check_assigned(template, mapping)
    columns = {name: _describe(template, mapping, name) for name in template.columns}
    return replace(
        template,
        columns=columns,
        yields_to=(),
        report_title="",
        decimal_mark=DECIMAL_MARKS.get(mapping.decimal_mark, ""),
        layout=MappedLayout(mapping, template.layout),
    )


def _fit_rules(mapping: Mapping) -> list[RowRule]:
    """Return the rules of a mapping. A heading names an account only in a ledger, and is not needed elsewhere."""
    if has_sides(find_template(mapping.dataset)):
        return list(mapping.rows)
    return [replace(rule, kind="ignored") if rule.kind == "heading" else rule for rule in mapping.rows]


def _check_assigned(template: Loader, mapping: Mapping) -> None:
    fields = list_fields(template)
    for name in (*mapping.columns, *mapping.constants):
        if name not in fields:
            raise BadAssignment(f'"{name}" is not a column of {mapping.dataset}. Choose {", ".join(fields)}.')
    for name in mapping.constants:
        if name in mapping.columns or not may_be_constant(template, name):
            raise BadAssignment(f"{name} cannot be the same text in every row. Choose its column.")
    both = [name for name in ("debit", "credit") if AMOUNT in mapping.columns and name in mapping.columns]
    if both:
        raise BadAssignment(f"The mapping has one amount column and also {both[0]}. Leave out one of them.")
    _check_contra(mapping)
    _check_twice(template, mapping)
    assigned = {**mapping.columns, **mapping.constants}
    lacking = [name_field(name, fields[name]) for name in list_required(template, assigned) if name not in assigned]
    if lacking:
        raise NotMapped(lacking)
    if SIDE in mapping.columns and AMOUNT not in mapping.columns:
        raise BadAssignment("A column with debit or credit needs one amount column next to it. Choose it.")
    if AMOUNT in mapping.columns and SIDE not in mapping.columns and not mapping.positive:
        raise BadAssignment(
            f'All amounts are in the column "{mapping.columns[AMOUNT]}". State whether a positive amount is a debit or '
            'a credit: on the screen in the field "A positive amount is a", in a mapping file as positive = "debit" or '
            'positive = "credit".'
        )


def _check_contra(mapping: Mapping) -> None:
    """Check that a contra account comes with the account itself, one amount and headers. Raises BadAssignment."""
    for contra, own in CONTRA.items():
        if contra in mapping.columns and not (mapping.has_headers and {own, AMOUNT} <= mapping.columns.keys()):
            raise BadAssignment(
                f"A contra account needs headers, the {own} of the account that it belongs to, and one amount column. "
                f"Choose them, or leave out {contra}."
            )


def _check_twice(template: Loader, mapping: Mapping) -> None:
    """Check that no column of texts has two meanings. Days and amounts may. Raises BadAssignment."""
    seen: dict[str | int, str] = {}
    for name, place in mapping.columns.items():
        if name in template.columns and template.columns[name].kind != TEXT:
            continue
        if place in seen:
            raise BadAssignment(f'"{place}" is chosen for {seen[place]} and for {name}. Choose another column for one.')
        seen[place] = name


def _describe(template: Loader, mapping: Mapping, name: str) -> Column:
    column = replace(template.columns[name], aliases=(), constant=mapping.constants.get(name, ""))
    if column.constant and written.is_unreadable(column):
        raise BadAssignment(f'{name}: "{column.constant}" is not {column.noun}. Write it as the export does.')
    if name == "debit" and AMOUNT in mapping.columns and not mapping.has_contra:
        kind = CreditPositive if mapping.positive == "credit" and SIDE not in mapping.columns else Debit
        return kind(column.header)
    return column


def _name_in_loader(name: str) -> str:
    """Return the loader's column for a column of the mapping: one signed amount is read as a debit."""
    return "debit" if name == AMOUNT else name
