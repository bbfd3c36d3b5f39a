"""Replacement: within a period, an export replaces earlier exports of its dataset that share a key with it.

An export that stands in for a report never lands next to one, and a report replaces all that stand in for it. So the
order in which they are uploaded does not matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from close.spools import BATCH_ROWS
from close.store.datasets import DATASETS, Dataset
from close.store.landings import Outcome
from close.store.manifests import LandingRecord

SEPARATOR, BLANK = "\x1f", "\x00"
_SLICE_ROWS = 2**18


def add_landing(
    folder: Path, current: Sequence[LandingRecord], record: LandingRecord, number: int
) -> tuple[list[LandingRecord], Outcome]:
    """Add a landing to the current ones, as published by manifest `number`. Return the new list and the outcome.

    Exports of the same dataset and period are replaced if they share a key with it. The others stay current.
    """
    if any(other.landing == record.landing for other in current):
        return [_as_new_as(record, other) for other in current], Outcome("unchanged", record.landing, record.rows)
    kin = [r for r in current if r.period == record.period and list_common(r, record)]
    if record.stands_in and (reports := [r.file_name for r in kin if not r.stands_in]):
        return list(current), Outcome("set_aside", record.landing, record.rows, kept=tuple(reports))
    replaced = [r for r in kin if _is_replaced(folder, r, record)]
    outcome = Outcome(
        "landed",
        record.landing,
        record.rows,
        tuple(r.file_name for r in replaced),
        tuple(r.file_name for r in kin if r not in replaced),
        *_count(folder, replaced, record),
    )
    return [*(r for r in current if r not in replaced), replace(record, sequence=number)], outcome


def _is_replaced(folder: Path, old: LandingRecord, new: LandingRecord) -> bool:
    """Return True if an export takes the place of another.

    Two lists of different documents may use the same reference, so of exports that take the place of a report, only
    those of the same kind replace each other.
    """
    if old.stands_in:
        return not new.stands_in or (old.loader == new.loader and _share_key(folder, old, new))
    return _share_key(folder, old, new)


def _as_new_as(again: LandingRecord, current: LandingRecord) -> LandingRecord:
    """Return the current record, with the new export date if the same file was exported again on a later day."""
    is_newer = again.landing == current.landing and (again.exported_on or "") > (current.exported_on or "")
    return replace(current, exported_on=again.exported_on) if is_newer else current


def list_common(old: LandingRecord, new: LandingRecord) -> list[Dataset]:
    """Return the datasets that two landings have in common, except those that only follow their file."""
    names = {file.dataset for file in old.files} & {file.dataset for file in new.files}
    return [DATASETS[name] for name in sorted(names) if not DATASETS[name].follows_file]


def _share_key(folder: Path, old: LandingRecord, new: LandingRecord) -> bool:
    """Return True if two landings share a key.

    A trial balance contains the accounts of a ledger but not its entries, so neither replaces the other.
    """
    alike = {file.dataset for file in old.files} == {file.dataset for file in new.files}
    for dataset in list_common(old, new):
        if not dataset.key:
            return True
        held = old.dataset(dataset.name)
        if not held or not held.rows or (dataset.key_by_key and not alike):
            continue
        files = [list_files(folder, [record], dataset) for record in (old, new)]
        slices = list_slices([*files[0], *files[1]], dataset)
        keys = ([read_keys(paths, dataset, slice_) for paths in files] for slice_ in slices)
        if dataset.key_by_key:
            shares = all(before <= after for before, after in keys)
        else:
            shares = any(before & after for before, after in keys)
        if shares:
            return True
    return False


def _count(folder: Path, replaced: list[LandingRecord], record: LandingRecord) -> tuple[int, int, int]:
    """Count the new, changed and vanished keys compared with the replaced exports."""
    new = changed = vanished = 0
    for dataset in (DATASETS[file.dataset] for file in record.files if DATASETS[file.dataset].key):
        before, after = (list_files(folder, records, dataset) for records in (replaced, [record]))
        for slice_ in list_slices([*before, *after], dataset):
            if not before:
                new += len(read_keys(after, dataset, slice_))
                continue
            old, now = (tally(paths, dataset, slice_) for paths in (before, after))
            new += len(now.keys() - old.keys())
            vanished += len(old.keys() - now.keys())
            changed += sum(old[key] != now[key] for key in old.keys() & now.keys())
    return new, changed, vanished


def list_files(folder: Path, records: Iterable[LandingRecord], dataset: Dataset) -> list[Path]:
    """Return the paths of a dataset's files in some landings."""
    return [folder / file.path for record in records if (file := record.dataset(dataset.name))]


def list_slices(paths: Sequence[Path], dataset: Dataset) -> list[pc.Expression | None]:
    """Return filters that divide the rows by key, so that the keys of one slice fit into memory."""
    column, bounds = dataset.key[0], list[object]()
    longest = max(paths, key=lambda path: int(pq.read_metadata(path).num_rows), default=None)
    if longest and pq.read_metadata(longest).num_rows > _SLICE_ROWS:
        for batch in pq.ParquetFile(longest).iter_batches(_SLICE_ROWS, columns=[column]):
            bounds += [batch.column(0)[0].as_py()]
    bounds = [bound for bound in dict.fromkeys(bounds[1:]) if bound is not None]
    if not bounds:
        return [None]
    field = pc.field(column)
    between = [(field >= low) & (field < high) for low, high in pairwise(bounds)]
    return [field < bounds[0], *between, (field >= bounds[-1]) | field.is_null()]


def open_rows(path: Path) -> Any:
    """Return the rows of a file, of which a slice can be read."""
    import pyarrow.dataset as ds  # noqa: PLC0415 - it imports pandas, for which every command would have to wait

    return ds.dataset(path, format="parquet", partitioning=None)


def read_texts(path: Path, columns: Iterable[str], slice_: pc.Expression | None) -> Iterator[list[pa.Array]]:
    """Return some columns as text, in batches. One that was declared after the file landed is blank."""
    rows = open_rows(path)
    names, kept = list(columns), {*rows.schema.names}
    reading = {"batch_size": BATCH_ROWS, "batch_readahead": 1, "fragment_readahead": 1}
    for batch in rows.to_batches(columns=[name for name in names if name in kept], filter=slice_, **reading):
        blank = pa.nulls(batch.num_rows, pa.string())
        yield [batch.column(name).cast(pa.string()) if name in kept else blank for name in names]


def join_texts(columns: Sequence[pa.Array]) -> pa.Array:
    """Return one text per row. Two texts are equal if all columns are equal."""
    return pc.binary_join_element_wise(*columns, SEPARATOR, null_handling="replace", null_replacement=BLANK)


def read_keys(paths: Iterable[Path], dataset: Dataset, slice_: pc.Expression | None) -> set[str]:
    """Return the keys in some files, within a slice."""
    return {
        key
        for path in paths
        for columns in read_texts(path, dataset.key, slice_)
        for key in pc.unique(join_texts(columns)).to_pylist()
    }


def tally(paths: Iterable[Path], dataset: Dataset, slice_: pc.Expression | None) -> dict[str, int]:
    """Return a checksum of each key's rows, whatever their order. A duplicated line differs from a single one."""
    sums: defaultdict[str, int] = defaultdict(int)
    names = list(dataset.columns)
    for path in paths:
        for columns in read_texts(path, names, slice_):
            keys = join_texts([columns[names.index(name)] for name in dataset.key]).to_pylist()
            for key, row in zip(keys, join_texts(columns).to_pylist(), strict=True):
                sums[key] += hash(row)
    return sums
