"""A company of any number of documents: the sample company landed once, then every landing copied by DuckDB."""

import hashlib
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import duckdb

from benchmarks.measure import in_child
from close.engine.connection import Bench
from close.store.datasets import DATASETS
from close.store.manifests import LandedFile, LandingRecord, Manifest
from close.store.warehouse import Warehouse
from sample import KESTREL, Faults, simulate, write

MONTHLY, MONTHS = 3000, 6  # documents in a month of the sample company that is copied, and its usual months

# Totals for the whole company: their amounts are multiplied, but no rows are added.
SINGLE = (
    "ledger_balances",
    "stock_reconciliation_balances",
    "settings",
    "settings_accounts",
    "settings_prefixes",
    "settings_patterns",
    "settings_accruals",
)
GROWS = {"opening", "debits", "credits", "closing"}
# Names of documents and parties. Each copy has its own names, so that documents match only within their copy.
NAMES = {
    *("order_ref", "ref_key", "reference", "number", "key_1", "key_2", "key_3", "key_4", "journal_id"),
    *("payment_batch_ref", "batch_reference", "sales_reference", "supplier_inv_no", "product_code"),
}
PARTIES = {"customer", "supplier", "contact", "description"}  # a description begins with the party


def make(folder: Path, documents: int, months: int) -> Path:
    """Return the warehouse of a company with that many documents, made once in a folder."""
    small, root = sample_of(folder, months), folder / f"{documents}-{months}"
    if not (root / "bench" / "manifests").exists():
        multiply(Warehouse(small, "bench"), Warehouse(root, "bench"), documents)
    return root


def sample_of(folder: Path, months: int) -> Path:
    """Return the warehouse of the company that is copied, landed once in a folder."""
    small = folder / f"sample-{months}"
    if not small.exists():
        write(simulate(replace(KESTREL, documents=MONTHLY), 7, months, Faults.all()), small)
        for month in sorted((small / "exports").iterdir()):
            in_child("uploads", str(month), str(small))
    return small


def copies(warehouse: Warehouse, documents: int) -> int:
    """Return the number of copies needed for a company with that many documents."""
    sets = ("sales_documents", "purchase_documents", "stock_adjustments")
    with closing(Bench(warehouse, warehouse.head())) as bench:
        for name in sets:
            bench.lay_out(name)
        counted = " union all ".join(f"select ref_key from {name}" for name in sets)
        (held,) = bench.connection.execute(f"select count(distinct ref_key) from ({counted}) as held").fetchall()[0]
    return -(-documents // held)


def multiply(source: Warehouse, target: Warehouse, documents: int) -> None:
    """Publish copies of every document in another warehouse, in one snapshot, with matching balances."""
    head, times = source.head(), copies(source, documents)
    landings = tuple(_copy(source, target, record, times) for record in head.landings)
    target.manifests.publish(Manifest(1, head.published_at, landings))


def _copy(source: Warehouse, target: Warehouse, record: LandingRecord, times: int) -> LandingRecord:
    files = tuple(_write(source.folder / file.path, target.folder, file, times) for file in record.files)
    return replace(record, sequence=1, rows=max(file.rows for file in files), files=files)


def _write(read: Path, folder: Path, file: LandedFile, times: int) -> LandedFile:
    written = folder / file.path
    written.parent.mkdir(parents=True, exist_ok=True)
    dataset = DATASETS[file.dataset]
    is_single = file.dataset in SINGLE
    columns = ", ".join(_column(name, times, is_single) for name in dataset.schema.names)
    order = ", ".join(f'"{name}"' for name in (*dataset.key, "_line"))
    rows = f"""
        select {columns}
        from read_parquet('{read}', hive_partitioning = false)
        cross join range({1 if is_single else times}) as copies (n)
        order by {order}
    """
    with duckdb.connect(config={"memory_limit": "4GB", "temp_directory": str(folder / "spill")}) as connection:
        connection.execute(f"copy ({rows}) to '{written}' (format parquet, compression zstd, parquet_version v2)")
    with written.open("rb") as content:
        sha256 = hashlib.file_digest(content, "sha256").hexdigest()
    return replace(file, rows=file.rows * (1 if is_single else times), sha256=sha256)


def _column(name: str, times: int, is_single: bool) -> str:
    if is_single:
        return f'cast("{name}" * {times} as decimal(18, 4)) as "{name}"' if name in GROWS else f'"{name}"'
    if name == "_line":
        return f"cast(_line * {times} + n as integer) as _line"
    if name in PARTIES:
        return f"case when n > 0 then 'X' || n || ' ' else '' end || \"{name}\" as \"{name}\""
    if name in NAMES:
        # A month has a single COGS journal, however many documents it is for.
        return f"\"{name}\" || case when n > 0 and \"{name}\" not like 'COGS%' then 'X' || n else '' end as \"{name}\""
    return f'"{name}"'
