"""Landings: the original bytes of an export, and its rows as Parquet files that never change."""

import hashlib
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from close.spools import MappedRows, Rows
from close.store.datasets import DATASETS, Dataset
from close.store.manifests import STANDS_IN, LandedFile, LandingRecord
from close.store.sorting import sort_rows
from close.systems.files import name_path, write_whole


@dataclass(frozen=True)
class Landing:
    """One export that has been read, typed and checked and is ready to land.

    `exported_on` is the day the file was exported. `reading` describes how its bytes were read. `absent` lists the
    declared columns that are missing from the file. `totals` are its proven control totals. `tables` contains the rows
    of each dataset, which are on disk if they are many (`spools.Rows`). `content` is the bytes, or the path of a file.
    """

    file_name: str
    content: Any
    loader: str
    loader_version: int
    period: str
    exported_on: date | None
    reading: Mapping[str, str]
    absent: tuple[str, ...]
    totals: Mapping[str, Decimal]
    tables: Mapping[str, pa.Table]

    @property
    def stands_in(self) -> bool:
        """True if this export stands in for a report of its dataset, and has less than it."""
        return self.reading.get(STANDS_IN) == "yes"


@dataclass(frozen=True)
class Outcome:
    """The result of landing an export: `landed`, or `unchanged` if the same bytes and rows were already current.

    It is `set_aside` if it only takes the place of a report that is current. `replaced`, `added_to` and, for an export
    set aside, `kept` are file names. `new`, `changed` and `vanished` are numbers of keys, compared with the replaced
    files.
    """

    status: str
    landing: str
    rows: int
    replaced: tuple[str, ...] = ()
    added_to: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    vanished: int = 0
    kept: tuple[str, ...] = ()


def write_landing(folder: Path, landing: Landing, who: str, moment: str) -> LandingRecord:
    """Write the original and its Parquet files to an organisation's folder.

    They stay invisible until a manifest lists them.
    """
    sha256, size = _measure(landing.content)
    write_whole(folder / "exports" / sha256, landing.content)
    tables = {name: _sort(DATASETS[name], rows) for name, rows in landing.tables.items()}
    record = LandingRecord(
        landing=_identify(sha256, landing, tables),
        period=landing.period,
        file_name=landing.file_name,
        sha256=sha256,
        size=size,
        loader=landing.loader,
        loader_version=landing.loader_version,
        exported_on=landing.exported_on.isoformat() if landing.exported_on else None,
        landed_at=moment,
        who=who,
        sequence=0,
        rows=max((rows.num_rows for rows in tables.values()), default=0),
        reading=dict(landing.reading),
        absent=tuple(landing.absent),
        totals={column: str(total) for column, total in landing.totals.items()},
        files=(),
    )
    return replace(record, files=tuple(_write(folder, record, name, rows) for name, rows in tables.items()))


def _measure(content: bytes | Path) -> tuple[str, int]:
    """Return the sha256 and the size of an original."""
    if isinstance(content, bytes):
        return hashlib.sha256(content).hexdigest(), len(content)
    with content.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), content.stat().st_size


def _write(folder: Path, record: LandingRecord, dataset: str, rows: Rows) -> LandedFile:
    path = f"data/{dataset}/period={record.period}/{record.landing}.parquet"
    footer = {"tieout": json.dumps({**vars(record), "files": []}, sort_keys=True)}
    schema = DATASETS[dataset].schema.with_metadata(footer)
    with TemporaryDirectory() as place:
        written = Path(place) / "rows.parquet"
        options = {"compression": "zstd", "version": "2.6", "data_page_version": "2.0"}
        with name_path(written), pq.ParquetWriter(written, schema, **options) as writer:
            for batch in rows.to_batches():
                writer.write_batch(batch.replace_schema_metadata(footer))
        write_whole(folder / path, written)
        sha256, _ = _measure(folder / path)
    return LandedFile(dataset, path, rows.num_rows, sha256)


def _sort(dataset: Dataset, rows: Rows) -> Rows:
    """Sort rows by key, for smaller files and useful zone maps."""
    return MappedRows(sort_rows(rows, (*dataset.key, "_line")), lambda batch: _shape(dataset, batch))


def _shape(dataset: Dataset, batch: pa.RecordBatch) -> pa.RecordBatch:
    return batch.select(dataset.schema.names).cast(dataset.schema)


def _identify(sha256: str, landing: Landing, tables: Mapping[str, Rows]) -> str:
    """Return the ID of a landing. The same bytes read the same way for the same month have the same ID."""
    digest = hashlib.sha256(f"{sha256} {landing.loader} {landing.loader_version} {landing.period}".encode())
    for name in sorted(tables):
        digest.update(name.encode())
        schema = DATASETS[name].schema
        with pa.PythonFile(_Sink(digest.update), "w") as sink, pa.ipc.new_stream(sink, schema) as stream:
            for batch in tables[name].to_batches():
                stream.write_batch(batch.replace_schema_metadata(None))
    return digest.hexdigest()[:20]


class _Sink(io.RawIOBase):
    """A file that passes on what is written to it."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        super().__init__()
        self._take = take

    def writable(self) -> bool:
        """Return True, as the file can be written."""
        return True

    def write(self, content: Any) -> int:
        """Pass on some bytes."""
        self._take(content)
        return len(content)
