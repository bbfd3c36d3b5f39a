"""Files landed and recorded by an earlier version can still be read, with newer columns and fields blank."""

import json
from pathlib import Path

import pyarrow.parquet as pq

from close.rules.answers import run
from close.store.audit_log import AuditLog, Draft
from close.store.records import digest
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale
from tests.given.tables import connect

LATER = ["item_threshold", "one_person_may_review"]


def test_a_column_that_was_declared_later_is_blank(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("settings", [{"name": "Ash & Co", "package": "xero"}])], "ada")
    warehouse.land([landing("sales_documents", [sale("S-1")])], "ada")
    (path,) = (warehouse.folder / "data" / "settings").rglob("*.parquet")
    older = pq.read_table(path, partitioning=None).drop_columns(LATER)
    former = digest(path.read_bytes())
    path.chmod(0o644)
    pq.write_table(older, path)
    for manifest in (warehouse.folder / "manifests").iterdir():
        manifest.chmod(0o644)
        manifest.write_text(manifest.read_text().replace(former, digest(path.read_bytes())))
    with connect(warehouse, ["settings"]) as connection:
        rows = connection.sql("select name, item_threshold, one_person_may_review from settings").fetchall()
    assert rows == [("Ash & Co", None, None)]
    assert len(run(warehouse, "checklist", "2026-03").table) == 14


def test_an_event_without_later_fields_is_read(tmp_path: Path) -> None:
    journal = AuditLog(Warehouse(tmp_path, "Ash & Co"))
    event = journal.record(Draft("ada", "attested", "2026-03", "SY2", "looked"))
    path = journal.folder / "000000001.json"
    record = {k: v for k, v in json.loads(path.read_bytes()).items() if k not in ("amount", "pins", "value", "about")}
    path.chmod(0o644)
    path.write_text(json.dumps(record), encoding="utf-8")
    assert AuditLog(Warehouse(tmp_path, "Ash & Co")).events() == [event]
