"""`tieout map`: propose how to read a file that no loader recognises, preview it, and keep the mapping."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from close.errors import Refused
from close.places import WAREHOUSE
from close.store.warehouse import Warehouse, organisations
from loaders.command import Folder, NoOrganisation, NoSuchPath, Organisation, Period, name_user
from loaders.files.formats import open_sheets
from loaders.files.sheets import Sheet
from loaders.files.texts import CutText, NotText, read_text
from loaders.layouts.faults import say_lines
from loaders.mapping.choice import check_alone
from loaders.mapping.file_columns import FileColumn, find_header_row, list_columns
from loaders.mapping.guesses import Proposal, propose, rank_datasets
from loaders.mapping.headers import check_separated
from loaders.mapping.mapping import Mapping
from loaders.mapping.mapping_file import BadMapping, read_mapping, write_mapping
from loaders.mapping.numbered.columns import find_first_line, number_columns, seems_without_headers
from loaders.mapping.row_kinds import ABOVE, ROW
from loaders.mapping.saved import forget_mapping, list_mappings, save_mapping
from loaders.mapping.templates import find_template, list_fields, list_templates
from loaders.uploads.previews import Preview, preview
from loaders.uploads.reader import read_apart

_SEEMS_NUMBERED = "Line {line} seems to be data, so the columns have numbers. If not, propose with --headers."
_UNKNOWN = "The columns do not show what the file contains. Choose one, and propose again with --dataset NAME."


class NoSuchMapping(Refused):
    """A mapping that is not saved."""

    def __init__(self, name: str, saved: Sequence[str]) -> None:
        listed = ", ".join(f'"{one}"' for one in saved) or "none"
        super().__init__(f'No mapping "{name}" is saved. The saved mappings: {listed}.')


def map_file(  # noqa: PLR0913, PLR0917 - each is an option of the command
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to map.")],
    mapping: Annotated[
        Path | None, typer.Option(metavar="TOML", help="A mapping to try. Without it, one is proposed.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep the mapping for the organisation.")] = False,
    dataset: Annotated[str, typer.Option(metavar="NAME", help="What the file contains.", show_default="a guess")] = "",
    has_headers: Annotated[
        bool | None,
        typer.Option("--headers/--no-headers", help="Whether a line names the columns.", show_default="a guess"),
    ] = None,
    warehouse: Folder = WAREHOUSE,
    organisation: Organisation = None,
    period: Period = None,
) -> None:
    """Map a file that no loader recognises: propose a mapping as TOML, or preview and save one.

    Afterwards `tieout upload` reads every file with these headers, or with these columns if it has none.
    """
    if not file.is_file():
        raise NoSuchPath(file)
    if mapping is None:
        sheet = _choose_sheet(read_apart(open_sheets, file))
        is_numbered = seems_without_headers(sheet) if has_headers is None else not has_headers
        _print_proposal(file, sheet, dataset, is_numbered=is_numbered, is_guess=has_headers is None)
        return
    known = Warehouse(warehouse, organisation) if organisation else _find_warehouse(warehouse, is_needed=save)
    shown = read_apart(preview, file.name, file, _read_mapping(mapping), known, period)
    _print_preview(shown)
    if shown.problem:
        raise shown.problem
    if save and known and shown.card:
        check_alone(read_apart(open_sheets, file), shown.mapping, list_mappings(known))
        kept = save_mapping(known, shown.mapping, shown.card.period, name_user())
        typer.echo(f'Saved as version {kept.version} of "{kept.name}". Upload the file to land it.')


def forget(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name of the mapping.")],
    warehouse: Folder = WAREHOUSE,
    organisation: Organisation = None,
) -> None:
    """Forget a saved mapping, so that it reads no more files. The files that it has read stay as they are."""
    known = Warehouse(warehouse, organisation) if organisation else _find_warehouse(warehouse)
    saved = list_mappings(known) if known else []
    found = [mapping for mapping in saved if mapping.name == name]
    if not known or not found:
        raise NoSuchMapping(name, [mapping.name for mapping in saved])
    for mapping in found:
        forget_mapping(known, mapping, name_user())
    typer.echo(f'Forgot "{name}".')


def _find_warehouse(root: Path, *, is_needed: bool = True) -> Warehouse | None:
    """Return the only organisation's warehouse. Raises NoOrganisation if one is needed."""
    known = organisations(root)
    if len(known) != 1 and is_needed:
        raise NoOrganisation(known)
    return Warehouse(root, known[0]) if len(known) == 1 else None


def _read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises BadMapping."""
    try:
        with path.open("rb") as source:
            return read_mapping(read_text(source))
    except (NotText, CutText) as error:
        raise BadMapping(
            f"{path} is not a text file. State a mapping as TOML, such as the one that `tieout map FILE` proposes."
        ) from error


def _choose_sheet(sheets: tuple[Sheet, ...]) -> Sheet:
    return max(sheets, key=lambda sheet: sheet.rows)


def _print_proposal(file: Path, original: Sheet, dataset: str, *, is_numbered: bool, is_guess: bool) -> None:
    check_separated(original)
    sheet, row = (number_columns(original), 0) if is_numbered else (original, find_header_row(original))
    proposal = propose(sheet, row, dataset or rank_datasets(sheet, row)[0])
    mapping, key, notes = proposal.mapping, "headers", [f"The headers are in line {sheet.line(row)}."]
    if is_numbered:
        columns = list_columns(sheet, row)
        mapping = replace(mapping, name=file.stem, kinds=tuple(column.kind for column in columns))
        guess = [_SEEMS_NUMBERED.format(line=find_first_line(original))] if is_guess else []
        key, notes = "kinds", [*guess, *map(_describe_column, columns)]
    is_known = bool(dataset) or (proposal.is_likely and not is_numbered)
    comments = {**_list_notes(proposal), key: notes}
    comments["dataset"] += [] if is_known else [_UNKNOWN]
    typer.echo(write_mapping(mapping, comments), nl=False)


def _describe_column(column: FileColumn) -> str:
    return f"{column.label}: {column.kind}, such as {', '.join(column.samples)}" if column.samples else column.label


def _list_notes(proposal: Proposal) -> dict[str, list[str]]:
    """Return comments for a proposal: what is a guess, and what is missing."""
    fields = list_fields(find_template(proposal.mapping.dataset))
    guesses = [f"Make sure of {name}: {reason}." for name, reason in proposal.unsure.items()]
    lacking = [f'Add {name} ("{fields[name].header}") to [columns]. No column was found.' for name in proposal.lacking]
    rest = [name for name in fields if name not in proposal.mapping.columns and name not in proposal.lacking]
    return {
        "name": ["Give the mapping a name by which you will recognise it."],
        "dataset": [f"One of: {', '.join(list_templates())}."],
        "columns": [*guesses, *lacking, f"Not assigned: {', '.join(rest)}."] if rest else [*guesses, *lacking],
    }


def _print_preview(shown: Preview) -> None:
    for kind in (shown.kinds or {}).values():
        words = "above the headers" if kind.kind == ABOVE else kind.kind
        note = "" if kind.kind == ROW else f"  not read: {say_lines(kind.lines)}"
        typer.echo(f"{len(kind.lines):>8,} {words}{note}")
    for check in shown.checks:
        typer.echo(f"{check.label}: {check.state}. {check.detail}")
    for row in shown.first:
        cells = {name: str(value) for name, value in row.items() if value is not None and name != "period"}
        typer.echo(", ".join(f"{name}={value}" for name, value in cells.items()))
