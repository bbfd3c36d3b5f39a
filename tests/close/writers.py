"""What other processes do in these tests: they land and record."""

from multiprocessing.synchronize import Barrier
from pathlib import Path

from close.journal import Draft, Journal
from close.warehouse import Warehouse
from tests.close.landings import landing, sale


def land_files(root: Path, who: str, period: str, count: int, start: Barrier) -> None:
    """Lands files that share no key with any other, one by one."""
    warehouse = Warehouse(root, "Ash & Co")
    start.wait()
    for n in range(count):
        warehouse.land([landing("sales_documents", [sale(f"{who}-{n}")], period, f"{who} {n}.csv")], who)


def land_versions(root: Path, who: str, count: int, start: Barrier) -> None:
    """Lands the same two orders again and again, each file in the place of the one before."""
    warehouse = Warehouse(root, "Ash & Co")
    start.wait()
    for n in range(count):
        rows = [sale("S-1", customer=who, sales=n), sale("S-2", customer=who, sales=n)]
        warehouse.land([landing("sales_documents", rows, name=f"{who} {n}.csv")], who)


def attest(root: Path, who: str, count: int, start: Barrier) -> None:
    """Appends events."""
    journal = Journal(Warehouse(root, "Ash & Co"))
    start.wait()
    for n in range(count):
        journal.record(Draft(who, "attested", "2026-03", f"{who}-{n}", "looked at it"))
