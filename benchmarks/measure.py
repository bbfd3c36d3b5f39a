"""Work and peak memory of pieces of work, each in a process of its own.

Work is processor time in seconds, of both the program and the system. It hardly changes when the machine is busy.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import MappingProxyType
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
WORK = " work"  # ends the name of a figure that is work, next to the elapsed seconds under the name itself


class Cost(NamedTuple):
    """Seconds of work, and the peak memory of the process in MB."""

    work: float
    memory: float


class Measured(NamedTuple):
    """The cost of a piece of work, and what the same work costs by hand, by tool."""

    name: str
    cost: Cost
    by_hand: Mapping[str, Cost] = MappingProxyType({})
    note: str = ""


@contextmanager
def timed(figures: dict[str, float], name: str) -> Iterator[None]:
    """Add the elapsed seconds, and the work of this process and of its children that have ended."""
    start, worked = perf_counter(), sum(os.times()[:4])
    yield
    figures[name] = perf_counter() - start
    figures[name + WORK] = sum(os.times()[:4]) - worked


def in_child(module: str, *arguments: str) -> dict[str, float]:
    """Run `python -m benchmarks.<module>` with arguments, and return its figures with its peak memory as `memory`."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])} failed ({done.returncode})\n{done.stderr.decode()}")
    return json.loads(done.stdout.splitlines()[-1])


def cost(figures: Mapping[str, float], name: str) -> Cost:
    """Return the cost of a piece of work that a child has timed under a name."""
    return Cost(figures[name + WORK], figures["memory"])


def peak_memory(process: int | str) -> float:
    """Return the peak memory of a process in MB. `getrusage` would include the memory of its parent."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def report(work: Callable[[dict[str, float]], None]) -> None:
    """Run the work of a child process and print its figures as the last line."""
    figures: dict[str, float] = {}
    work(figures)
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(json.dumps({**figures, "memory": max(peak_memory("self"), children)}), flush=True)
    os._exit(0)  # DuckDB 2.0.0 may abort while a process ends that is otherwise done
