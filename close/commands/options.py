"""Options shared by several commands: the warehouse to open and the file to write."""

import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

import typer

from close.archive import export
from close.archive.outputs import write_output
from close.places import WAREHOUSE
from close.rules.answers import Answer
from close.signing.answers import visible
from close.store.warehouse import UnknownOrganisation, Warehouse, organisations


def read_day(text: str) -> date:
    """Return the date in a text such as 2026-04-30. Raises BadParameter."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f'"{text}" is not a date. Write it as 2026-04-30.') from error


def complete_organisation(context: typer.Context) -> list[str]:
    """Return the organisations for shell completion."""
    return organisations(Path(context.params.get("warehouse") or WAREHOUSE))


Folder = Annotated[
    Path, typer.Option("--warehouse", metavar="DIR", envvar="TIEOUT_WAREHOUSE", help="The warehouse folder.")
]
Organisation = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        metavar="NAME",
        envvar="TIEOUT_ORGANISATION",
        help="Required if the warehouse contains several.",
        autocompletion=complete_organisation,
    ),
]
Period = Annotated[str, typer.Option(metavar="2026-03", help="The month.")]
Who = Annotated[str, typer.Option(metavar="NAME", help="The person who takes the action.")]
Note = Annotated[str, typer.Option(help="The reason, or the evidence that was checked.")]
Signature = Annotated[int, typer.Argument(metavar="SIGNATURE", help="Its number, as listed by the command signatures.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to this file instead of standard output.")
]
Format = Annotated[Literal["csv", "json", "parquet", "xlsx"], typer.Option(help="The file format.")]
PrintFormat = Annotated[Literal["csv", "json", "parquet", "xlsx", "pdf"], typer.Option(help="The file format.")]


def open_warehouse(folder: Path, organisation: str | None) -> Warehouse:
    """Open an organisation in a warehouse, by default the only one. Raises UnknownOrganisation."""
    known = organisations(folder)
    if not known:
        raise UnknownOrganisation(
            f"No exports have been uploaded to the warehouse {folder}. Check the option --warehouse."
        )
    name = organisation or (known[0] if len(known) == 1 else None)
    if name is None:
        raise UnknownOrganisation(f"Choose one with --organisation: the warehouse {folder} has {', '.join(known)}.")
    warehouse = Warehouse(folder, name)
    if warehouse.organisation not in known:
        listed = ", ".join(known)
        raise UnknownOrganisation(
            f'There is no organisation "{name}" in the warehouse {folder}. Choose one that it contains: {listed}.'
        )
    return warehouse


def write_answer(answer: Answer, file_format: str, output: Path | None) -> None:
    """Write an answer in a format to a file, or to standard output."""
    labels = {column.name: column.label for column in answer.report.columns}
    warn(answer.caution)
    write_content(export.write(visible(answer), file_format, labels, answer.caution), output)


def warn(caution: str) -> None:
    """Print a caution, if there is one, to standard error."""
    if caution:
        print(caution, file=sys.stderr)


def write_content(content: bytes, output: Path | None) -> None:
    """Write bytes to a file, which keeps its former content if that fails, or to standard output."""
    if not output:
        sys.stdout.buffer.write(content)
    elif output.exists() and not output.is_file():
        output.write_bytes(content)  # a device cannot be replaced
    else:
        write_output(output, lambda aside: aside.write_bytes(content))
