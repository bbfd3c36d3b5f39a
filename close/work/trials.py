"""Trials: a private copy of an organisation in which corrections take the place of exported values.

The copy shares every file by its content, so it costs no room, and answers are computed in it as everywhere else. Its
snapshots are not signed, nothing that happens in it is recorded, and it is deleted as soon as it is left.
"""

import os
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from close.engine.step_cache import find_folder
from close.errors import Refused
from close.rules.dialects.engines import SERVER
from close.store.datasets import DATASETS
from close.store.evidence import FOLDER as EVIDENCE
from close.store.landings import Landing, write_landing
from close.store.manifests import LandingRecord, Manifest
from close.store.records import name as name_record
from close.store.warehouse import Warehouse, now
from close.store.witness.acts import TRIALS
from close.store.witness.heads import EVENTS, SNAPSHOTS
from close.systems.files import OLD, share_file
from close.work.corrections import Correction, apply, read_correction, spread

PREFIX = "trial-"
SHARED = ("data", "exports", EVIDENCE, EVENTS)


class NotListed(Refused):
    """A document that no export up to the month lists."""


class OnCluster(Refused):
    """A trial that would leave files on a cluster."""


@contextmanager
def open_trial(warehouse: Warehouse, manifest: int | None = None) -> Iterator[Warehouse]:
    """Yield a trial of an organisation over its newest snapshot, or over the given one. Raises OnCluster."""
    if os.environ.get(SERVER):
        raise OnCluster(f"A trial runs on this machine only. Remove {SERVER} from the environment to try corrections.")
    place = warehouse.root / TRIALS
    place.mkdir(exist_ok=True)
    _remove_old(place)
    with TemporaryDirectory(dir=place, prefix=PREFIX, ignore_cleanup_errors=True) as folder:
        trial = Warehouse(folder, f"{PREFIX}{uuid4().hex[:16]}")
        try:
            _share(warehouse, trial, warehouse.head().number if manifest is None else manifest)
            yield trial
        finally:
            shutil.rmtree(find_folder(trial), ignore_errors=True)  # it may be in the folder of all steps


def correct(trial: Warehouse, period: str, corrections: Sequence[Correction]) -> None:
    """Publish a snapshot of a trial with the corrected rows, each in the export that shows its document at a month end.

    Raises NotCorrectable, BadCorrection, NotListed.
    """
    head, found = trial.head(), dict[str, list[Correction]]()
    for correction in map(read_correction, corrections):
        for each in spread(correction):
            if record := _find(trial, head, period, each):
                found.setdefault(record.landing, []).append(each)
            elif each is correction:
                title = DATASETS[each.dataset].title
                raise NotListed(f"{each.ref_key} is not in {title} up to {period}. Upload an export that lists it.")
    current = [_rewrite(trial, each, found.get(each.landing, ()), head.number + 1) for each in head.landings]
    if found:
        trial.manifests.publish(head.follow(current, now()))


def _find(trial: Warehouse, head: Manifest, period: str, correction: Correction) -> LandingRecord | None:
    """Return the newest export up to a month that lists a document, which is the one that counts."""
    for record in reversed([each for each in head.of(correction.dataset) if each.period <= period]):
        keys = _read(trial, record, correction.dataset, ["ref_key"])["ref_key"]
        if pc.any(pc.equal(keys, correction.ref_key)).as_py():
            return record
    return None


def _rewrite(
    trial: Warehouse, record: LandingRecord, corrections: Sequence[Correction], sequence: int
) -> LandingRecord:
    """Return an export with its corrections, as if it had been exported again on the same day."""
    if not corrections:
        return record
    tables = {file.dataset: _read(trial, record, file.dataset) for file in record.files}
    for correction in corrections:
        tables[correction.dataset] = apply(tables[correction.dataset], correction)
    taken = date.fromisoformat(record.exported_on) if record.exported_on else None
    landing = Landing(
        record.file_name,
        trial.folder / "exports" / record.sha256,
        record.loader,
        record.loader_version,
        record.period,
        taken,
        record.reading,
        record.absent,
        {column: Decimal(total) for column, total in record.totals.items()},
        tables,
    )
    return replace(write_landing(trial.folder, landing, record.who, now()), sequence=sequence)


def _read(trial: Warehouse, record: LandingRecord, dataset: str, columns: Sequence[str] = ()) -> pa.Table:
    """Return the rows of a dataset in an export, or some columns. A column declared after it landed is blank."""
    file = record.dataset(dataset)
    schema = DATASETS[dataset].schema
    table = pq.ParquetFile(trial.folder / file.path).read(columns=list(columns) or None) if file else None
    if table is None or columns:
        return table
    rows = table.num_rows
    known = {*table.column_names}
    arrays = [table[each.name] if each.name in known else pa.nulls(rows, each.type) for each in schema]
    return pa.table(arrays, schema=schema)


def _share(warehouse: Warehouse, trial: Warehouse, newest: int) -> None:
    """Give a trial the files of an organisation up to a snapshot, and its computed steps."""
    for number in range(1, newest + 1):
        snapshot = Path(SNAPSHOTS, name_record(number))
        share_file(warehouse.folder / snapshot, trial.folder / snapshot)
    pairs = [(warehouse.folder / part, trial.folder / part) for part in SHARED]
    pairs += [(find_folder(warehouse) / part, find_folder(trial) / part) for part in ("keys", "rows")]
    for source, target in pairs:
        for path in source.rglob("*"):
            is_later = source.name == EVENTS and warehouse.past and path.name > name_record(warehouse.past.event)
            if path.is_file() and not path.name.startswith(".") and not is_later:  # a dot marks an unfinished file
                share_file(path, target / path.relative_to(source))


def _remove_old(place: Path) -> None:
    """Delete the trials of processes that died."""
    for path in place.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > OLD:
                shutil.rmtree(path)
