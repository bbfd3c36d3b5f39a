"""`tieout map`: propose how to read a file that no loader recognises, preview it, and keep the mapping."""

from pathlib import Path
from typing import Annotated

import typer

from close.places import WAREHOUSE
from close.store.warehouse import Warehouse, organisations
from loaders.command import Folder, NoOrganisation, NoSuchPath, Organisation, Period, name_user
from loaders.files.formats import open_sheets
from loaders.files.sheets import Sheet
from loaders.layouts.faults import say_lines
from loaders.mapping.file_columns import find_header_row
from loaders.mapping.guesses import Proposal, propose, rank_datasets
from loaders.mapping.mapping_file import read_mapping, write_mapping
from loaders.mapping.row_kinds import ABOVE, ROW
from loaders.mapping.saved import save_mapping
from loaders.mapping.templates import find_template, list_fields, list_templates
from loaders.uploads.previews import Preview, preview

_FIRST = 5


def map_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to map.")],
    mapping: Annotated[
        Path | None, typer.Option(metavar="TOML", help="A mapping to try. Without it, one is proposed.")
    ] = None,
    save: Annotated[bool, typer.Option("--save", help="Keep the mapping for the organisation.")] = False,
    dataset: Annotated[str, typer.Option(metavar="NAME", help="What the file contains.", show_default="a guess")] = "",
    warehouse: Folder = WAREHOUSE,
    organisation: Organisation = None,
    period: Period = None,
) -> None:
    """Map a file that no loader recognises: propose a mapping as TOML, or preview and save one.

    Afterwards `tieout upload` reads every file with these headers.
    """
    if not file.is_file():
        raise NoSuchPath(file)
    if mapping is None:
        _print_proposal(_choose_sheet(open_sheets(file)), dataset)
        return
    known = Warehouse(warehouse, organisation) if organisation else _find_warehouse(warehouse, is_needed=save)
    shown = preview(file.name, file, read_mapping(mapping.read_text(encoding="utf-8")), known, period)
    _print_preview(shown)
    if shown.problem:
        raise shown.problem
    if save and known and shown.pending:
        kept = save_mapping(known, shown.mapping, shown.pending.landing.period, name_user())
        typer.echo(f'Saved as version {kept.version} of "{kept.name}". Upload the file to land it.')


def _find_warehouse(root: Path, *, is_needed: bool) -> Warehouse | None:
    """Return the only organisation's warehouse. Raises NoOrganisation if one is needed."""
    known = organisations(root)
    if len(known) != 1 and is_needed:
        raise NoOrganisation(known)
    return Warehouse(root, known[0]) if len(known) == 1 else None


def _choose_sheet(sheets: tuple[Sheet, ...]) -> Sheet:
    return max(sheets, key=lambda sheet: sheet.rows)


def _print_proposal(sheet: Sheet, dataset: str) -> None:
    row = find_header_row(sheet)
    proposal = propose(sheet, row, dataset or rank_datasets(sheet, row)[0])
    typer.echo(write_mapping(proposal.mapping, _list_notes(proposal, sheet.line(row))), nl=False)


def _list_notes(proposal: Proposal, line: int) -> dict[str, list[str]]:
    """Return comments for a proposal: what is a guess, and what is missing."""
    fields = list_fields(find_template(proposal.mapping.dataset))
    guesses = [f"Make sure of {name}: {reason}." for name, reason in proposal.unsure.items()]
    lacking = [f'Add {name} ("{fields[name].header}") to [columns]. No column was found.' for name in proposal.lacking]
    rest = [name for name in fields if name not in proposal.mapping.columns and name not in proposal.lacking]
    return {
        "name": ["Give the mapping a name by which you will recognise it."],
        "dataset": [f"One of: {', '.join(list_templates())}."],
        "headers": [f"The headers are in line {line}."],
        "columns": [*guesses, *lacking, f"Not assigned: {', '.join(rest)}."] if rest else [*guesses, *lacking],
    }


def _print_preview(shown: Preview) -> None:
    for kind in (shown.kinds or {}).values():
        words = "above the headers" if kind.kind == ABOVE else kind.kind
        note = "" if kind.kind == ROW else f"  not read: {say_lines(kind.lines)}"
        typer.echo(f"{len(kind.lines):>8,} {words}{note}")
    for check in shown.checks:
        typer.echo(f"{check.label}: {check.state}. {check.detail}")
    for row in shown.list_first(_FIRST):
        cells = {name: str(value) for name, value in row.items() if value is not None and name != "period"}
        typer.echo(", ".join(f"{name}={value}" for name, value in cells.items()))
