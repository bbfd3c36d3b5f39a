"""Excel workbooks, read sheet by sheet in a child process with limited memory and time."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from loaders.files.archives import DAMAGED, check_size
from loaders.files.sheets import Sheet, drop_blank_rows, tidy

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


def read_workbook(content: bytes) -> tuple[Sheet, ...]:
    """Return every sheet that is not empty. Raises UnreadableWorkbook, and the errors of `archives.check_size`.

    Cells with a failed formula (#DIV/0!) would be read as blanks, so `Sheet.lost` lists their addresses.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as workbook:
            check_size(workbook)
    except DAMAGED as error:
        raise UnreadableWorkbook from error
    return tuple(sheet for sheet in _parse(_run_child(content)) if sheet.rows)


def _run_child(content: bytes) -> bytes:
    command = [sys.executable, "-I", str(_CHILD)]
    # A single thread, because every thread's stack counts towards the limit on address space.
    quiet = {**os.environ, "RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own file, read by our own interpreter
            command, input=content, capture_output=True, timeout=_SECONDS, env=quiet, check=True
        )
    except (subprocess.SubprocessError, OSError) as error:
        raise UnreadableWorkbook from error
    return done.stdout


def _parse(stream: bytes) -> list[Sheet]:
    source, sheets = pa.BufferReader(stream), []
    while source.tell() < source.size():
        table = pa.ipc.open_stream(source).read_all()
        sheets.append(_sheet(table))
    return sheets


def _sheet(table: pa.Table) -> Sheet:
    metadata = {key.decode(): value.decode() for key, value in (table.schema.metadata or {}).items()}
    columns = tuple(_clean(column.combine_chunks()) for column in table.columns)
    lines = pa.array(range(1, table.num_rows + 1), pa.int32())
    widths = pa.repeat(pa.scalar(table.num_columns, pa.int32()), table.num_rows)
    reading = {"format": "xlsx", "sheet": metadata.get("name", "")}
    lost = tuple(filter(None, metadata.get("lost", "").split(" ")))
    return drop_blank_rows(Sheet(columns, lines, widths, reading, True, lost, metadata.get("name", "")))


def _clean(cells: pa.Array) -> pa.Array:
    spaced = pc.replace_substring_regex(cells.cast(pa.string()), _SPACES, " ")
    return tidy(pc.replace_substring_regex(spaced, _INVISIBLE, ""))
