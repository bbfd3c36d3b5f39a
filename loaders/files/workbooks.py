"""Workbooks (xlsx, xlsm, xlsb, xls, ods), read sheet by sheet in a child process with limited memory and time."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.systems.temporary import check_room
from loaders.files.archives import DAMAGED, open_zip
from loaders.files.sheets import Sheet, SheetBuilder, tidy
from loaders.files.workbook_child import OLD_OFFICE, OVERSIZED, PROTECTED

_CHILD = Path(__file__).with_name("workbook_child.py")
_SECONDS = 120
_SPACES, _INVISIBLE = r"[\x{A0}\x{2007}\x{2009}\x{202F}]", r"[\x{200B}-\x{200D}\x{2060}\x{FEFF}]"


class UnreadableWorkbook(Refused):
    """A workbook that is damaged, or needs more memory or time than any export should."""

    def __init__(self) -> None:
        super().__init__(
            "This workbook cannot be read. It is damaged, or far larger than an export. "
            "Export it again, or open it in Excel and save it as CSV."
        )


class OversizedWorkbook(Refused):
    """A workbook with more text or columns than any export, which a small file can state by repeating a text."""

    def __init__(self) -> None:
        super().__init__(
            "This workbook has a sheet of over 500 columns, or more than 256 MB of text. No export is that large. "
            "Export the report again, for one month, and upload it unedited."
        )


class ProtectedWorkbook(Refused):
    """A workbook with a password or of Excel 95, or a document of another program in the same format."""

    def __init__(self) -> None:
        super().__init__(
            "This workbook has a password or is older than Excel 97, or it is not a workbook. "
            "Open it, and save it as .xlsx or CSV without a password."
        )


def read_workbook(file: BinaryIO) -> tuple[Sheet, ...]:
    """Return every sheet that is not empty.

    Raises UnreadableWorkbook, OversizedWorkbook, ProtectedWorkbook, the errors of `archives.open_zip`, and OSError if
    the disk is full.

    Cells with a failed formula (#DIV/0!) would be read as blanks, so `Sheet.lost` lists their addresses.
    `Sheet.uncalculated` lists those of formulas without a value.
    """
    file.seek(0)
    if file.read(len(OLD_OFFICE)) != OLD_OFFICE:
        _check_zip(file)
    file.seek(0)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        written = Path(folder) / "sheets"
        _run_child(file.read(), written)
        return tuple(sheet for sheet in _parse(written) if sheet.rows)


def _check_zip(file: BinaryIO) -> None:
    try:
        with open_zip(file):
            pass
    except DAMAGED as error:
        raise UnreadableWorkbook from error


_REFUSALS = {OVERSIZED: OversizedWorkbook, PROTECTED: ProtectedWorkbook}


def _run_child(content: bytes, written: Path) -> None:
    """Have the sheets written to a file, from which they can be read one part at a time."""
    command = [sys.executable, "-I", str(_CHILD)]
    # A single thread, because every thread's stack counts towards the limit on address space.
    quiet = {**os.environ, "RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        with written.open("wb") as output:
            subprocess.run(  # noqa: S603 - our own file, read by our own interpreter
                command,
                input=content,
                stdout=output,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                env=quiet,
                check=True,
            )
    except subprocess.CalledProcessError as error:
        if error.returncode not in _REFUSALS:
            check_room(error, written.parent)
        raise _REFUSALS.get(error.returncode, UnreadableWorkbook) from error
    except (subprocess.SubprocessError, OSError) as error:
        check_room(error, written.parent)
        raise UnreadableWorkbook from error


def _parse(written: Path) -> list[Sheet]:
    sheets = []
    with pa.OSFile(str(written)) as source:
        while source.tell() < source.size():
            sheets.append(_build_sheet(pa.ipc.open_stream(source)))
    return sheets


def _build_sheet(stream: pa.RecordBatchReader) -> Sheet:
    metadata = {key.decode(): value.decode() for key, value in (stream.schema.metadata or {}).items()}
    builder, first = SheetBuilder(), 1
    for batch in stream:
        lines = pa.array(range(first, first + batch.num_rows), pa.int32())
        widths = pa.repeat(pa.scalar(batch.num_columns, pa.int32()), batch.num_rows)
        builder.add([_clean(column) for column in batch.columns], lines, widths)
        first += batch.num_rows
    reading = {"format": "xlsx", "sheet": metadata.get("name", "")}
    lost, uncalculated = (tuple(metadata.get(cells, "").split()) for cells in ("lost", "uncalculated"))
    sheet = builder.build(reading, True, metadata.get("name", ""), lost)
    is_hidden = metadata.get("visible", "visible") != "visible"
    return replace(sheet, is_hidden=is_hidden, uncalculated=uncalculated)


def _clean(cells: pa.Array) -> pa.Array:
    spaced = pc.replace_substring_regex(cells.cast(pa.string()), _SPACES, " ")
    return tidy(pc.replace_substring_regex(spaced, _INVISIBLE, ""))
