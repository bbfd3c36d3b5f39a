"""Processes that land and record at the same time as a test."""

import json
from collections.abc import Callable
from itertools import count
from multiprocessing.synchronize import Barrier
from pathlib import Path
from time import monotonic

from close.signing import signoff
from close.signing.standing import PREPARER
from close.store.audit_log import AuditLog, Draft
from close.store.manifests import Overtaken
from close.store.warehouse import Warehouse
from close.work import checklist, comments
from tests.given.landings import landing, sale

Act = Callable[[Warehouse, str, int], str]


def land_files(root: Path, who: str, period: str, times: int, start: Barrier) -> None:
    """Land files without shared keys, one by one."""
    warehouse = Warehouse(root, "Ash & Co")
    start.wait()
    for n in range(times):
        warehouse.land([landing("sales_documents", [sale(f"{who}-{n}")], period, f"{who} {n}.csv")], who)


def land_versions(root: Path, who: str, times: int, start: Barrier) -> None:
    """Land the same two orders repeatedly, each file replacing the one before."""
    warehouse = Warehouse(root, "Ash & Co")
    start.wait()
    for n in range(times):
        rows = [sale("S-1", customer=who, sales=n), sale("S-2", customer=who, sales=n)]
        warehouse.land([landing("sales_documents", rows, name=f"{who} {n}.csv")], who)


def attest(root: Path, who: str, times: int, start: Barrier) -> None:
    """Append events."""
    journal = AuditLog(Warehouse(root, "Ash & Co"))
    start.wait()
    for n in range(times):
        journal.record(Draft(who, "attested", "2026-03", f"{who}-{n}", "looked at it"))


def comment(warehouse: Warehouse, who: str, n: int) -> str:
    """Comment on the month."""
    return comments.comment(warehouse, "2026-03", "month", who, f"{who} {n}").note


def attest_step(warehouse: Warehouse, who: str, n: int) -> str:
    """Attest a step that no export proves."""
    return checklist.attest(warehouse, "2026-03", "SY2", who, f"{who} {n}").note


def sign(warehouse: Warehouse, who: str, n: int) -> str:
    """Sign the orders in their current state, unless somebody else has signed or uploaded an export meanwhile."""
    try:
        return signoff.sign(warehouse, "2026-03", "sales_and_credits", who, PREPARER, f"{who} {n}").note
    except (signoff.NotInTurn, Overtaken):
        return ""


def land_next(warehouse: Warehouse, who: str, n: int) -> str:
    """Land one more order. Every file is added to the others."""
    warehouse.land([landing("sales_documents", [sale(f"{who}-{n}")], name=f"{who} {n}.csv")], who)
    return ""


def keep_at_it(root: Path, who: str, acts: tuple[Act, ...], seconds: float, start: Barrier) -> None:
    """Take turns at some actions until the time is up, each at least once, and write down what was confirmed."""
    warehouse = Warehouse(root, "Ash & Co")
    start.wait()
    end = monotonic() + seconds
    done: list[tuple[str, int, str]] = []
    while monotonic() < end or len(done) < len(acts):
        act = acts[len(done) % len(acts)]
        done.append((act.__name__, len(done), act(warehouse, who, len(done))))
    (root / f"{who}.json").write_text(json.dumps(done))


def record_for_ever(root: Path, who: str) -> None:
    """Comment, land and sign until killed."""
    warehouse, acts = Warehouse(root, "Ash & Co"), (comment, land_next, sign)
    for n in count():
        acts[n % len(acts)](warehouse, f"{who}-{n}", n)
