"""A process that reads a workbook from standard input and writes its sheets to standard output as Arrow streams.

A one-kilobyte file can make the parser request all available memory and abort. If so, only this process ends.
"""

import io
import re
import resource
import sys
import zipfile
from xml.etree import ElementTree as ET

_GIB = 2**30
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"<c\b[^>]*>")
_FAILED = re.compile(rb"\bt=[\"']e[\"']")
_ADDRESS = re.compile(rb"\br=[\"']([A-Z]+[0-9]+)[\"']")


def find_failed_cells(content: bytes) -> dict[str, list[str]]:
    """Return the first ten addresses of cells with an error value, by sheet name."""
    with zipfile.ZipFile(io.BytesIO(content)) as workbook:
        failed = {}
        for name, path in _sheet_paths(workbook).items():
            cells = (cell for cell in _CELL.findall(workbook.read(path)) if _FAILED.search(cell))
            failed[name] = [address[1].decode() for cell in cells if (address := _ADDRESS.search(cell))][:10]
        return failed


def _sheet_paths(workbook: zipfile.ZipFile) -> dict[str, str]:
    book = ET.fromstring(workbook.read("xl/workbook.xml"))  # noqa: S314 - expat bounds entities; memory is limited
    links = ET.fromstring(workbook.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    sheets = [
        (sheet.get("name", ""), targets.get(sheet.get(_RELATION), "")) for sheet in book.iter() if _is_sheet(sheet)
    ]
    paths = {name: target.lstrip("/") if target.startswith("/") else f"xl/{target}" for name, target in sheets}
    return {name: path for name, path in paths.items() if path in workbook.namelist()}


def _is_sheet(element: ET.Element) -> bool:
    return element.tag.rpartition("}")[2] == "sheet"


def main() -> None:
    """Limit the memory and time of this process, then read the workbook."""
    resource.setrlimit(resource.RLIMIT_AS, (4 * _GIB, 4 * _GIB))
    resource.setrlimit(resource.RLIMIT_CPU, (100, 100))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import fastexcel  # noqa: PLC0415 - after the limits
    import pyarrow as pa  # noqa: PLC0415 - after the limits

    content = sys.stdin.buffer.read()
    failed = find_failed_cells(content)
    workbook = fastexcel.read_excel(content)
    for name in workbook.sheet_names:
        # skip_rows=0 keeps the empty rows above the table, so that a row's position is its number on the sheet.
        batch = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_arrow()
        metadata = {"name": name, "lost": " ".join(failed.get(name, []))}
        batch = batch.replace_schema_metadata(metadata)
        with pa.ipc.new_stream(sys.stdout.buffer, batch.schema) as stream:
            stream.write_batch(batch)


if __name__ == "__main__":
    main()
