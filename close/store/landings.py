"""Landings: the original bytes of an export, and its rows as Parquet files that never change."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from close.store.datasets import DATASETS, Dataset
from close.store.manifests import LandedFile, LandingRecord
from close.store.records import write_whole


@dataclass(frozen=True)
class Landing:
    """One export that has been read, typed and checked and is ready to land.

    `exported_on` is the day the file was exported. `reading` describes how its bytes were read. `absent` lists the
    declared columns that are missing from the file. `totals` are its proven control totals. `tables` contains the rows,
    as a table for each dataset.
    """

    file_name: str
    content: bytes
    loader: str
    loader_version: int
    period: str
    exported_on: date | None
    reading: Mapping[str, str]
    absent: tuple[str, ...]
    totals: Mapping[str, Decimal]
    tables: Mapping[str, pa.Table]


@dataclass(frozen=True)
class Outcome:
    """The result of landing an export: `landed`, or `unchanged` if the same bytes and rows were already current.

    `replaced` and `added_to` are file names. `new`, `changed` and `vanished` are numbers of keys, compared with the
    replaced files.
    """

    status: str
    landing: str
    rows: int
    replaced: tuple[str, ...] = ()
    added_to: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    vanished: int = 0


def write_landing(folder: Path, landing: Landing, who: str, moment: str) -> LandingRecord:
    """Write the original and its Parquet files to an organisation's folder.

    They stay invisible until a manifest lists them.
    """
    sha256 = hashlib.sha256(landing.content).hexdigest()
    write_whole(folder / "exports" / sha256, landing.content)
    tables = {name: _sort(DATASETS[name], table) for name, table in landing.tables.items()}
    record = LandingRecord(
        landing=_identify(sha256, landing, tables),
        period=landing.period,
        file_name=landing.file_name,
        sha256=sha256,
        size=len(landing.content),
        loader=landing.loader,
        loader_version=landing.loader_version,
        exported_on=landing.exported_on.isoformat() if landing.exported_on else None,
        landed_at=moment,
        who=who,
        sequence=0,
        rows=max((table.num_rows for table in tables.values()), default=0),
        reading=dict(landing.reading),
        absent=tuple(landing.absent),
        totals={column: str(total) for column, total in landing.totals.items()},
        files=(),
    )
    return replace(record, files=tuple(_write(folder, record, name, table) for name, table in tables.items()))


def _write(folder: Path, record: LandingRecord, dataset: str, table: pa.Table) -> LandedFile:
    path = f"data/{dataset}/period={record.period}/{record.landing}.parquet"
    footer = {"tieout": json.dumps({**vars(record), "files": []}, sort_keys=True)}
    sink = pa.BufferOutputStream()
    pq.write_table(
        table.replace_schema_metadata(footer), sink, compression="zstd", version="2.6", data_page_version="2.0"
    )
    write_whole(folder / path, sink.getvalue().to_pybytes())
    sha256 = hashlib.sha256((folder / path).read_bytes()).hexdigest()
    return LandedFile(dataset, path, table.num_rows, sha256)


def _sort(dataset: Dataset, table: pa.Table) -> pa.Table:
    """Sort rows by key, for smaller files and useful zone maps."""
    keys = [(name, "ascending") for name in (*dataset.key, "_line")]
    return table.select(dataset.schema.names).cast(dataset.schema).sort_by(keys).combine_chunks()


def _identify(sha256: str, landing: Landing, tables: Mapping[str, pa.Table]) -> str:
    """Return the ID of a landing. The same bytes read the same way for the same month have the same ID."""
    digest = hashlib.sha256(f"{sha256} {landing.loader} {landing.loader_version} {landing.period}".encode())
    for name in sorted(tables):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, tables[name].schema.remove_metadata()) as stream:
            stream.write_table(tables[name].replace_schema_metadata(None))
        digest.update(name.encode() + sink.getvalue())
    return digest.hexdigest()[:20]
