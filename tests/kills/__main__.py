"""`python -m tests.kills`: kill each act at system calls all over its run, and check what is left. Needs strace.

Every kill hits a call that creates, writes, syncs, links, renames or removes a file, just before it happens.
"""

import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from tests.kills.acts import ACTS, EXPORTS, ORGANISATION
from tests.kills.remains import find_faults, prepare

CALLS = (
    "write,pwrite64,fsync,fdatasync,link,linkat,rename,renameat,renameat2,unlink,unlinkat,openat,chmod,fchmodat,mkdir"
)
# The calls of an act come after those that start Python and import everything.
STARTING = "import tests.kills.acts"


def kill_all(
    kills: Annotated[int, typer.Option(help="How many kills for each act.")] = 45,
    seed: Annotated[int, typer.Option(help="Another seed kills at other calls.")] = 1,
    only: Annotated[list[str] | None, typer.Option(help="Kill only this act. May be repeated.")] = None,
) -> None:
    """Kill every act many times. Fails if anything was torn or lost."""
    faults = 0
    with TemporaryDirectory() as folder:
        base = prepare(Path(folder) / "base")
        before = _count([sys.executable, "-c", STARTING])
        for act in only or ACTS:
            command = [sys.executable, "-m", "tests.kills.acts", act, str(base.with_name("copy"))]
            _copy(base, act)
            count = _count(command)
            _copy(base, act)
            printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            places = sorted(Random(seed).sample(range(before, count), min(kills, count - before)))
            found = [fault for place in places for fault in _kill(base, act, place, printed)]
            faults += len(found)
            typer.echo(f"{act}: {len(places)} kills among {count - before} calls, {len(found)} faults")
            for fault in found[:5]:
                typer.echo(f"    {fault}")
    raise typer.Exit(bool(faults))


def _kill(base: Path, act: str, place: int, printed: str) -> list[str]:
    """Return what is wrong after a kill, and after the act was then done again."""
    folder = _copy(base, act)
    command = [sys.executable, "-m", "tests.kills.acts", act, str(folder)]
    inject = f"inject={CALLS}:signal=SIGKILL:when={place}"
    subprocess.run(["strace", "-f", "-qq", "-o", "/dev/null", "-e", inject, *command], check=False, capture_output=True)
    left = find_faults(folder, act, is_done=False)
    again = subprocess.run(command, check=False, capture_output=True, text=True)
    failed = [] if again.returncode == 0 else [again.stderr.strip().splitlines()[-1]]
    failed += [] if again.stdout == printed else ["it printed something else when it was done again"]
    return [f"at call {place}: {fault}" for fault in [*left, *failed, *find_faults(folder, act, is_done=True)]]


def _count(command: list[str]) -> int:
    """Return the number of calls in a process and its threads and children."""
    with TemporaryDirectory() as folder:
        log = Path(folder) / "calls"
        subprocess.run(
            ["strace", "-f", "-qq", "-o", str(log), "-e", f"trace={CALLS}", *command], check=True, capture_output=True
        )
        return sum(" resumed>" not in line for line in log.read_text(errors="replace").splitlines())


def _copy(base: Path, act: str) -> Path:
    """Return a fresh copy of the prepared folder. The first landing finds only the exports."""
    folder = base.with_name("copy")
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    if act in {"landing", "watching"}:
        shutil.rmtree(folder / ORGANISATION)
    assert (folder / EXPORTS).is_dir()
    return folder


if __name__ == "__main__":
    typer.run(kill_all)
