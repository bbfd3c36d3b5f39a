"""The memory that landing needs does not grow with the file, and none of it stays in the process that asked for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.ledger_file import PERIOD, write_ledger
from close.places import PROGRAM
from loaders.uploads.reader import list_environment

# VmHWM counts from the start of the program. ru_maxrss would still hold the peak of the process that started it.
LAND = """
import re, sys
from pathlib import Path
from close.store.warehouse import Warehouse
from loaders.uploads.dropped_files import DroppedFile
from loaders import land

file, root, period = sys.argv[1:]
(card,) = land([DroppedFile("", file, Path(file))], Warehouse(root, "Org"), period, "ada")
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
print(card.status, card.rows, int(peak) // 2**10)
"""


def measure(folder: Path, rows: int) -> int:
    """Land a ledger in a process like the one for long uploads, and return its peak in MB."""
    file = folder / f"{rows}.csv"
    write_ledger(file, rows)
    command = [sys.executable, "-c", LAND, str(file), str(folder / f"warehouse-{rows}"), PERIOD]
    done = subprocess.run(command, cwd=PROGRAM, env=list_environment(), capture_output=True, text=True, check=True)
    status, landed, peak = done.stdout.split()
    assert (status, int(landed)) == ("landed", rows)
    return int(peak)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory one program used")
def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    short, long = measure(tmp_path, 200_000), measure(tmp_path, 600_000)
    assert long < 500
    assert long < short * 1.2
