"""A process that reads a workbook from standard input and writes its sheets to standard output as Arrow streams.

A stream consists of batches that take little memory each.

A one-kilobyte file can make the parser request all available memory and abort. If so, only this process ends.
"""

import runpy
import sys
from pathlib import Path

# The codes with which this process ends if the sheets have more text or columns than any export, and for a document
# that starts like a binary workbook but cannot be read as one.
OVERSIZED, PROTECTED = 3, 4
LIMITS = "close/systems/processes.py"
OLD_OFFICE = bytes.fromhex("D0CF11E0A1B11AE1")
_LARGEST, _WIDEST, _BATCH = 2**28, 500, 2**24


def main() -> None:
    """Limit the memory and time of this process, then read the workbook."""
    # This file is run on its own, without the package around it.
    content = sys.stdin.buffer.read()
    finder = "compound/old_workbook.py" if content.startswith(OLD_OFFICE) else "failed_cells.py"
    here = Path(__file__).parent
    limits, cells = (runpy.run_path(str(path)) for path in (here.parents[1] / LIMITS, here / finder))
    limits["limit_process"](limits["GIB"], 60, limits["GIB"])
    import fastexcel  # noqa: PLC0415 - after the limits
    import pyarrow as pa  # noqa: PLC0415 - after the limits

    lost = cells["find_lost_cells"](content)
    if lost is None:
        sys.exit(PROTECTED)
    workbook = fastexcel.read_excel(content)
    size = 0
    for name in workbook.sheet_names:
        # skip_rows=0 keeps the empty rows above the table, so that a row's position is its number on the sheet.
        sheet = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        batch = sheet.to_arrow()
        size += batch.nbytes
        if size > _LARGEST or batch.num_columns > _WIDEST:
            sys.exit(OVERSIZED)
        kinds = {kind: " ".join(addresses) for kind, addresses in lost.get(name, {}).items()}
        metadata = {"name": name, "visible": sheet.visible, **kinds}
        batch = batch.replace_schema_metadata(metadata)
        with pa.ipc.new_stream(sys.stdout.buffer, batch.schema) as stream:
            rows = max(_BATCH * batch.num_rows // max(batch.nbytes, 1), 1)
            for first in range(0, max(batch.num_rows, 1), rows):
                stream.write_batch(batch.slice(first, rows))


if __name__ == "__main__":
    main()
