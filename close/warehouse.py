"""Exports as Parquet that is written once; a numbered manifest says what is current; SQL reads one manifest."""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from close.datasets import DATASETS, Dataset
from close.errors import Refused
from close.manifests import LandedFile, LandingRecord, Manifest, Manifests, write_whole
from close.settings import Settings

MEMORY_LIMIT = "2GB"
LANDINGS = pa.schema(
    [
        ("landing", pa.string()),
        ("dataset", pa.string()),
        ("period", pa.string()),
        ("file_name", pa.string()),
        ("sha256", pa.string()),
        ("exported_on", pa.date32()),
        ("landed_at", pa.timestamp("us")),
        ("who", pa.string()),
        ("sequence", pa.int32()),
        ("rows", pa.int64()),
        ("loader", pa.string()),
        ("absent", pa.string()),
    ]
)


class UnknownOrganisation(Refused):
    """No organisation of that name has landed anything."""


class BadOrganisationName(Refused):
    """A name of which no folder can be made."""


@dataclass(frozen=True)
class Landing:
    """One export, read, typed and proven, ready to land.

    `exported_on` is the day the file was taken; `reading` says how its bytes were read; `absent` are the declared
    columns that the file lacks; `totals` its proven control totals; `tables` hold, by dataset, rows of that schema.
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
    """What landing an export did: `landed`, or `unchanged` where the same rows of the same bytes were current already.

    `replaced` and `added_to` are file names; new, changed and vanished count keys against what was replaced.
    """

    status: str
    landing: str
    rows: int
    replaced: tuple[str, ...] = ()
    added_to: tuple[str, ...] = ()
    new: int = 0
    changed: int = 0
    vanished: int = 0


def slug(name: str) -> str:
    """The folder and URL name of an organisation. Raises BadOrganisationName."""
    folder = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    if not folder:
        raise BadOrganisationName(f'"{name}" holds no letter or digit to name an organisation by.')
    return folder


def organisations(root: Path) -> list[str]:
    """Folder names of the organisations that have landed something, in alphabetical order."""
    return sorted(path.parent.name for path in root.glob("*/manifests") if any(path.glob("[0-9]*.json")))


class Warehouse:
    """The landed exports of one organisation."""

    def __init__(self, root: Path | str, organisation: str) -> None:
        self.root = Path(root).absolute()
        self.organisation = slug(organisation)
        self.folder = self.root / self.organisation
        self.manifests = Manifests(self.folder / "manifests")

    def head(self) -> Manifest:
        """The newest snapshot."""
        return self.manifests.head()

    def land(self, landings: Sequence[Landing], who: str) -> list[Outcome]:
        """Publish exports as one snapshot: all of them appear together, or, if the process dies, none."""
        moment = datetime.now(UTC).isoformat(timespec="microseconds")
        records = [self._write(landing, who, moment) for landing in landings]
        while True:
            head = self.head()
            current, outcomes = list(head.landings), []
            for record in records:
                current, outcome = self._place(current, record, head.number + 1)
                outcomes.append(outcome)
            unchanged = all(outcome.status == "unchanged" for outcome in outcomes)
            if unchanged or self.manifests.publish(Manifest(head.number + 1, moment, tuple(current))):
                return outcomes

    def original(self, sha256: str) -> bytes:
        """The bytes of an export as it was dropped."""
        return (self.folder / "exports" / sha256).read_bytes()

    def connect(
        self,
        datasets: Iterable[str] = tuple(DATASETS),
        manifest: Manifest | None = None,
        tables: Mapping[str, pa.Table] | None = None,
    ) -> duckdb.DuckDBPyConnection:
        """A connection that sees one snapshot and nothing else: a view for each dataset, `landings`, further tables.

        Every view has the declared columns and `_landing`, also where nothing has landed. Close it after use.
        """
        manifest = manifest or self.head()
        connection = duckdb.connect(config={"memory_limit": MEMORY_LIMIT, "temp_directory": str(self.folder / "spill")})
        for name in datasets:
            files = [str(self.folder / file.path) for r in manifest.of(name) if (file := r.dataset(name))]
            _create_view(connection, DATASETS[name], files)
        for name, table in {"landings": _landings(manifest), **(tables or {})}.items():
            connection.register(name, table)
        connection.execute("set allowed_directories = [$folder]", {"folder": f"{self.folder}/"})
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        return connection

    def settings(self, period: str, manifest: Manifest | None = None) -> Settings | None:
        """The settings in force for a period: the newest landed for it or for an earlier one."""
        manifest = manifest or self.head()
        records = [r for r in manifest.of("settings") if r.period <= period]
        return self._read_settings(records[-1]) if records else None

    def had_total_row(self, dataset: str) -> bool:
        """Whether the newest export of a dataset ended with a grand total: the next one then should, too."""
        records = self.head().of(dataset)
        return bool(records) and records[-1].reading.get("total_row") == "yes"

    def _read_settings(self, record: LandingRecord) -> Settings:
        scalars, accounts, prefixes = (
            self._read(record, name) for name in ("settings", "settings_accounts", "settings_prefixes")
        )
        given = {k: v for k, v in scalars[0].items() if v is not None and not k.startswith("_")}
        roles = tuple((row["role"], row["code"] or "", row["name"] or "") for row in accounts)
        return Settings(**given, accounts=roles, prefixes={row["kind"]: row["prefix"] for row in prefixes})

    def _read(self, record: LandingRecord, dataset: str) -> list[dict]:
        file = record.dataset(dataset)
        return pq.read_table(self.folder / file.path, partitioning=None).to_pylist() if file else []

    def _write(self, landing: Landing, who: str, moment: str) -> LandingRecord:
        """Put the original and its Parquet on disk, invisible until a manifest names them."""
        sha256 = hashlib.sha256(landing.content).hexdigest()
        write_whole(self.folder / "exports" / sha256, landing.content)
        tables = {name: _sorted(DATASETS[name], table) for name, table in landing.tables.items()}
        identity = _identity(sha256, landing, tables)
        record = LandingRecord(
            landing=identity,
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
        files = tuple(self._write_table(record, name, table) for name, table in tables.items())
        return _with(record, files=files)

    def _write_table(self, record: LandingRecord, dataset: str, table: pa.Table) -> LandedFile:
        path = f"data/{dataset}/period={record.period}/{record.landing}.parquet"
        footer = {"tieout": json.dumps({**vars(record), "files": []}, sort_keys=True)}
        sink = pa.BufferOutputStream()
        pq.write_table(
            table.replace_schema_metadata(footer), sink, compression="zstd", version="2.6", data_page_version="2.0"
        )
        target = self.folder / path
        write_whole(target, sink.getvalue().to_pybytes())
        return LandedFile(dataset, path, table.num_rows, hashlib.sha256(target.read_bytes()).hexdigest())

    def _place(
        self, current: list[LandingRecord], record: LandingRecord, number: int
    ) -> tuple[list[LandingRecord], Outcome]:
        """The current landings with one more: beside those of its period that share no key, instead of the others."""
        if any(other.landing == record.landing for other in current):
            return current, Outcome("unchanged", record.landing, record.rows)
        kin = [r for r in current if r.period == record.period and _share_dataset(r, record)]
        replaced = [r for r in kin if self._share_key(r, record)]
        kept = [r for r in current if r not in replaced]
        new, changed, vanished = self._compare(replaced, record)
        outcome = Outcome(
            "landed",
            record.landing,
            record.rows,
            tuple(r.file_name for r in replaced),
            tuple(r.file_name for r in kin if r not in replaced),
            new,
            changed,
            vanished,
        )
        return [*kept, _with(record, sequence=number)], outcome

    def _keys(self, record: LandingRecord, dataset: Dataset) -> dict[tuple, int]:
        """Key -> hash of the business columns of its rows."""
        file = record.dataset(dataset.name)
        if file is None:
            return {}
        columns = list(dataset.columns)
        table = pq.read_table(self.folder / file.path, columns=columns, partitioning=None)
        keys = zip(*(table.column(name).to_pylist() for name in dataset.key), strict=True)
        rows = zip(*(table.column(name).to_pylist() for name in columns), strict=True)
        found: dict[tuple, int] = {}
        for key, row in zip(keys, rows, strict=True):
            found[key] = hash((found.get(key), row))
        return found

    def _share_key(self, old: LandingRecord, new: LandingRecord) -> bool:
        for name in {file.dataset for file in old.files} & {file.dataset for file in new.files}:
            dataset = DATASETS[name]
            if not dataset.key or self._keys(old, dataset).keys() & self._keys(new, dataset).keys():
                return True
        return False

    def _compare(self, replaced: list[LandingRecord], record: LandingRecord) -> tuple[int, int, int]:
        """Keys that are new, changed and vanished against the exports that are replaced."""
        new = changed = vanished = 0
        for dataset in (DATASETS[file.dataset] for file in record.files if DATASETS[file.dataset].key):
            before = {k: v for old in replaced for k, v in self._keys(old, dataset).items()}
            after = self._keys(record, dataset)
            new += len(after.keys() - before.keys())
            vanished += len(before.keys() - after.keys())
            changed += sum(before[key] != after[key] for key in before.keys() & after.keys())
        return new, changed, vanished


def _with(record: LandingRecord, **changes: object) -> LandingRecord:
    return LandingRecord(**{**vars(record), **changes})  # type: ignore[arg-type]


def _share_dataset(old: LandingRecord, new: LandingRecord) -> bool:
    return bool({file.dataset for file in old.files} & {file.dataset for file in new.files})


def _sorted(dataset: Dataset, table: pa.Table) -> pa.Table:
    """Rows in key order: smaller files, and zone maps that prune."""
    keys = [(name, "ascending") for name in (*dataset.key, "_line")]
    return table.select(dataset.schema.names).cast(dataset.schema).sort_by(keys).combine_chunks()


def _identity(sha256: str, landing: Landing, tables: Mapping[str, pa.Table]) -> str:
    """A name that the same bytes, read the same way for the same month, always get."""
    digest = hashlib.sha256(f"{sha256} {landing.loader} {landing.loader_version} {landing.period}".encode())
    for name in sorted(tables):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, tables[name].schema.remove_metadata()) as stream:
            stream.write_table(tables[name].replace_schema_metadata(None))
        digest.update(name.encode() + sink.getvalue())
    return digest.hexdigest()[:20]


def _create_view(connection: duckdb.DuckDBPyConnection, dataset: Dataset, files: list[str]) -> None:
    schema = dataset.schema.append(pa.field("_landing", pa.string()))
    if not files:
        connection.register(dataset.name, schema.empty_table())
        return
    landed = connection.read_parquet(files, hive_partitioning=False, union_by_name=True, filename=True)
    columns = ["parse_filename(filename, true) as _landing" if f.name == "_landing" else f'"{f.name}"' for f in schema]
    landed.project(", ".join(columns)).create_view(dataset.name)


def _landings(manifest: Manifest) -> pa.Table:
    rows = [
        {
            "landing": record.landing,
            "dataset": file.dataset,
            "period": record.period,
            "file_name": record.file_name,
            "sha256": record.sha256,
            "exported_on": date.fromisoformat(record.exported_on) if record.exported_on else None,
            "landed_at": datetime.fromisoformat(record.landed_at).replace(tzinfo=None),
            "who": record.who,
            "sequence": record.sequence,
            "rows": file.rows,
            "loader": record.loader,
            "absent": "|".join(["", *record.absent, ""]),
        }
        for record in manifest.landings
        for file in record.files
    ]
    return pa.Table.from_pylist(rows, schema=LANDINGS)
