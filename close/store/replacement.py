"""Replacement: within a period, an export replaces earlier exports of its dataset that share a key with it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from close.store.datasets import DATASETS, Dataset
from close.store.landings import Outcome
from close.store.manifests import LandingRecord

SEPARATOR, BLANK = "\x1f", "\x00"


def add_landing(
    folder: Path, current: Sequence[LandingRecord], record: LandingRecord, number: int
) -> tuple[list[LandingRecord], Outcome]:
    """Add a landing to the current ones, as published by manifest `number`. Return the new list and the outcome.

    Exports of the same dataset and period are replaced if they share a key with it. The others stay current.
    """
    if any(other.landing == record.landing for other in current):
        return [_as_new_as(record, other) for other in current], Outcome("unchanged", record.landing, record.rows)
    kin = [r for r in current if r.period == record.period and _common(r, record)]
    replaced = [r for r in kin if _share_key(folder, r, record)]
    outcome = Outcome(
        "landed",
        record.landing,
        record.rows,
        tuple(r.file_name for r in replaced),
        tuple(r.file_name for r in kin if r not in replaced),
        *_count(folder, replaced, record),
    )
    return [*(r for r in current if r not in replaced), replace(record, sequence=number)], outcome


def _as_new_as(again: LandingRecord, current: LandingRecord) -> LandingRecord:
    """Return the current record, with the new export date if the same file was exported again on a later day."""
    is_newer = again.landing == current.landing and (again.exported_on or "") > (current.exported_on or "")
    return replace(current, exported_on=again.exported_on) if is_newer else current


def _common(old: LandingRecord, new: LandingRecord) -> list[Dataset]:
    names = {file.dataset for file in old.files} & {file.dataset for file in new.files}
    return [DATASETS[name] for name in sorted(names)]


def _share_key(folder: Path, old: LandingRecord, new: LandingRecord) -> bool:
    """Return True if two landings share a key.

    A trial balance contains the accounts of a ledger but not its entries, so neither replaces the other.
    """
    alike = {file.dataset for file in old.files} == {file.dataset for file in new.files}
    for dataset in _common(old, new):
        if not dataset.key:
            return True
        before, after = (_texts(folder, [r], dataset.name, dataset.key) for r in (old, new))
        common = pc.is_in(before, after)
        if (alike and pc.all(common).as_py()) if dataset.key_by_key else pc.any(common).as_py():
            return True
    return False


def _count(folder: Path, replaced: list[LandingRecord], record: LandingRecord) -> tuple[int, int, int]:
    """Count the new, changed and vanished keys compared with the replaced exports."""
    new = changed = vanished = 0
    for dataset in (DATASETS[file.dataset] for file in record.files if DATASETS[file.dataset].key):
        before, after = (_texts(folder, records, dataset.name, dataset.key) for records in (replaced, [record]))
        old_rows, new_rows = (
            _texts(folder, records, dataset.name, dataset.columns) for records in (replaced, [record])
        )
        new += len(_without(after, before))
        vanished += len(_without(before, after))
        old, now = _tally(before, old_rows), _tally(after, new_rows)
        moved = [*_keys_of(*now, old[1]), *_keys_of(*old, now[1])]
        changed += len({*moved} & {*before.to_pylist()} & {*after.to_pylist()}) if moved else 0
    return new, changed, vanished


def _texts(folder: Path, records: Iterable[LandingRecord], dataset: str, columns: Iterable[str]) -> pa.Array:
    """Return one text per row. Two texts are equal if all columns are equal."""
    files = [folder / file.path for r in records if (file := r.dataset(dataset))]
    tables = [pq.read_table(path, columns=list(columns), partitioning=None) for path in files]
    texts = [
        pc.binary_join_element_wise(
            *(column.cast(pa.string()) for column in table.columns),
            SEPARATOR,
            null_handling="replace",
            null_replacement=BLANK,
        ).combine_chunks()
        for table in tables
    ]
    return pa.concat_arrays(texts) if texts else pa.array([], pa.string())


def _tally(keys: pa.Array, rows: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return each distinct key and row with the row's count, so that a duplicated line differs from a single one."""
    groups = pa.table({"key": keys, "row": rows}).group_by(["key", "row"]).aggregate([([], "count_all")])
    times = groups["count_all"].cast(pa.string())
    return groups["key"].combine_chunks(), pc.binary_join_element_wise(groups["row"], times, SEPARATOR).combine_chunks()


def _without(keys: pa.Array, others: pa.Array) -> pa.Array:
    return pc.unique(keys.filter(pc.invert(pc.is_in(keys, others))))


def _keys_of(keys: pa.Array, rows: pa.Array, others: pa.Array) -> list[str]:
    """Return the keys of the rows that are missing on the other side."""
    return pc.unique(keys.filter(pc.invert(pc.is_in(rows, others)))).to_pylist()
