"""Builds: the answers of whole months are computed ahead, so that pages only read them."""

import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Thread

from close.places import PROGRAM
from close.rules.answers import is_ready
from close.rules.build import build, reports_in_force
from close.rules.evaluation import Progress
from close.signing.answers import MOVED, list_signatures, reads_signatures
from close.signing.claims import Claim, Ended, claim_months, find_claim, hold, read_claim, renew, write_claim
from close.signing.standing import signature_events
from close.store.audit_log import AuditLog, Event
from close.store.warehouse import Warehouse
from close.systems.processes import IN_BACKGROUND, forgo_pandas, step_back

Report = Callable[[Claim], object]


def list_affected(warehouse: Warehouse, landed: Collection[str]) -> list[str]:
    """Return the months whose answers an upload may change: those it was for, newest first, then the later ones."""
    data = [record for record in warehouse.head().landings if not record.dataset("settings")]
    months = {record.period for record in data if record.period >= min(landed, default="9999")}
    return sorted(months & {*landed}, reverse=True) + sorted(months - {*landed}, reverse=True)


def start(warehouse: Warehouse, months: Sequence[str]) -> None:
    """Build months in the background, in a process of its own.

    It replaces a build that is already running, and also builds the months which that one has left. If the cache cannot
    be written, none is started.
    """
    if not months:
        return
    try:
        claim = claim_months(warehouse, months)
    except OSError:
        return
    command = [sys.executable, "-m", "close.signing.builds", str(warehouse.root), warehouse.organisation, str(claim)]
    child = subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=PROGRAM, stdin=subprocess.DEVNULL, creationflags=IN_BACKGROUND
    )
    Thread(target=child.wait, daemon=True).start()  # so that no zombie stays behind


def run(warehouse: Warehouse, path: Path, report: Report = lambda _: None) -> None:
    """Build the months of a claim, one after the other. `report` is called before each step. Raises Ended."""
    with hold(path):
        months = read_claim(path).months
        for index, period in enumerate(months):
            claim = renew(warehouse, months[index:])

            def progress(title: str, number: int, count: int, claim: Claim = claim) -> None:
                now = replace(claim, title=title, number=number, count=count)
                write_claim(path, now)
                report(now)

            build_month(warehouse, period, progress)


def build_month(warehouse: Warehouse, period: str, progress: Progress | None = None) -> None:
    """Compute every answer of a month that is not cached yet, with the signatures of the month."""
    readers = [name for name in reports_in_force(period) if reads_signatures(name, period)]
    if _list_signed(warehouse, period):
        # Whether a signature still stands depends on the other answers, so those come first.
        build(warehouse, period, progress=progress)
        build(warehouse, period, readers, list_signatures(warehouse, period))
    else:
        build(warehouse, period, given=list_signatures(warehouse, period), progress=progress)


def find_pending(warehouse: Warehouse, name: str, period: str, manifest: int) -> Claim | None:
    """Return the running build that is about to compute an answer, or None if it is ready or no build will."""
    claim = find_claim(warehouse)
    if claim is None or claim.months[0] != period or claim.manifest != manifest or name == MOVED:
        return None
    if claim.event != len(AuditLog(warehouse).events()):
        return None
    return None if is_built(warehouse, name, period, manifest) else claim


def is_built(warehouse: Warehouse, name: str, period: str, manifest: int) -> bool:
    """Return whether an answer is ready, with the signatures of the month if it depends on them."""
    if not reads_signatures(name, period):
        return is_ready(warehouse, name, period, manifest)
    pinned = {pin["report"] for event in _list_signed(warehouse, period) for pin in event.pins}
    if not all(is_ready(warehouse, report, period, manifest) for report in pinned):
        return False
    return is_ready(warehouse, name, period, manifest, list_signatures(warehouse, period))


def _list_signed(warehouse: Warehouse, period: str) -> list[Event]:
    return [event for event in signature_events(AuditLog(warehouse).events()) if event.period == period]


def main(root: str, organisation: str, claim: str) -> None:
    """Run a background build until it is done, cancelled or replaced."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a server without a terminal may ignore interrupts
    step_back()  # whoever computes a page meanwhile comes first
    with suppress(Ended, KeyboardInterrupt):
        run(Warehouse(root, organisation), Path(claim))


if __name__ == "__main__":
    forgo_pandas()
    main(*sys.argv[1:])
