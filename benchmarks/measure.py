"""Time and peak memory of pieces of work, each in a separate process."""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Figure(NamedTuple):
    """A measured figure. `memory` is the process's peak in MB, or blank if the process is shared."""

    name: str
    seconds: float
    target: float
    memory: float | None = None
    memory_target: float | None = None
    note: str = ""

    def line(self) -> str:
        is_over = self.seconds > self.target or (self.memory or 0) > (self.memory_target or float("inf"))
        figures = f"{self.seconds:8.2f}{self.target:8.1f}{whole(self.memory)}{whole(self.memory_target)}"
        return f"{self.name:<44}{figures}  {'over' if is_over else '':<5}{self.note}".rstrip()


def whole(number: float | None) -> str:
    return f"{number:7.0f}" if number else " " * 7


HEAD = f"{'':<44}{'seconds':>8}{'target':>8}{'MB':>7}{'target':>7}"


@contextmanager
def timed(figures: dict[str, float], name: str) -> Iterator[None]:
    start = perf_counter()
    yield
    figures[name] = perf_counter() - start


def in_child(module: str, *arguments: str) -> dict[str, float]:
    """Run `python -m benchmarks.<module>` with arguments, and return its figures with its peak memory as `memory`."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])} failed ({done.returncode})\n{done.stderr.decode()}")
    return json.loads(done.stdout.splitlines()[-1])


def report(work: Callable[[dict[str, float]], None]) -> None:
    """Run the work of a child process and print its figures as the last line."""
    figures: dict[str, float] = {}
    work(figures)
    print(json.dumps({**figures, "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
