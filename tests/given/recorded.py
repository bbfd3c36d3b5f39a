"""A small organisation with every kind of record: landings, snapshots, events and evidence."""

from pathlib import Path

from close.signing import signoff
from close.signing.standing import PREPARER
from close.store.warehouse import Warehouse
from close.work import checklist, comments
from tests.given.landings import landing, sale, settings

PERIOD = "2026-03"


def organisation(root: Path) -> Warehouse:
    """Record two landings, one replacing the other, a comment, an attestation, a file and two signatures."""
    warehouse = Warehouse(root, "Ash & Co")
    warehouse.land([settings(), landing("sales_documents", [sale("S-1")])], "ada")
    comments.comment(warehouse, PERIOD, "month", "ada", "is S-1 right?")
    signoff.sign(warehouse, PERIOD, "sales_and_credits", "ada", PREPARER)
    warehouse.land([landing("sales_documents", [sale("S-1", sales=11)], name="again.csv")], "ada")
    checklist.attest(warehouse, PERIOD, "SY2", "ada", "drafts are empty")
    checklist.attach(warehouse, PERIOD, "SY2", "ada", "drafts.png", b"a picture of nothing")
    signoff.sign(warehouse, PERIOD, "sales_and_credits", "ada", PREPARER)
    return warehouse


def files(warehouse: Warehouse, *folders: str) -> list[Path]:
    """Return every file in some of the organisation's folders, by default in all folders of records."""
    folders = folders or ("journal", "manifests", "heads", "keys", "data", "exports", "evidence")
    return sorted(path for folder in folders for path in (warehouse.folder / folder).rglob("*") if path.is_file())
