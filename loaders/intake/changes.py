"""The changes that an export would make to a month's uploads: by column, in money, and with the first examples."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import BATCH_ROWS
from close.store.datasets import DATASETS, KEYS, Dataset
from close.store.manifests import LandingRecord
from close.store.replacement import join_texts, list_common, list_files, list_slices, open_rows, read_texts, tally
from close.store.warehouse import Rehearsal

NEW, CHANGED, VANISHED = "new", "changed", "vanished"
_EXAMPLES, _VALUES = 20, 3
_DERIVED = {*KEYS, "ref_key", "sign_flipped"}  # they only follow other columns
_BETWEEN = "\x1f"


class Example(NamedTuple):
    """A document that is new, changed or vanished. The column and its values are blank unless it is changed."""

    state: str
    key: str
    column: str = ""
    before: str = ""
    after: str = ""


class AmountChange(NamedTuple):
    """The effect on the total of a column, from new, changed and vanished documents. It is signed."""

    column: str
    new: Decimal
    changed: Decimal
    vanished: Decimal


@dataclass(frozen=True)
class Changes:
    """The changes to one dataset of a month, as numbers of keys. `columns` counts the keys in which each changed."""

    dataset: str
    new: int
    changed: int
    vanished: int
    columns: Mapping[str, int]
    amounts: tuple[AmountChange, ...]
    examples: tuple[Example, ...]


@dataclass
class _Found:
    """The changes found so far. Sums are by state and column, those of old values negative."""

    counts: Counter[str] = field(default_factory=Counter)
    columns: Counter[str] = field(default_factory=Counter)
    sums: defaultdict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    examples: list[Example] = field(default_factory=list)

    def add_keys(self, state: str, keys: set[str]) -> None:
        """Count keys, and keep the first as examples unless their columns follow."""
        self.counts[state] += len(keys)
        if state != CHANGED:
            self._keep(state, (Example(state, _say_key(key)) for key in sorted(keys)[:_EXAMPLES]))

    def add_columns(self, dataset: Dataset, keys: set[str], before: "_Rows", after: "_Rows") -> None:
        """Compare the rows of changed keys column by column."""
        for key in sorted(keys):
            for at, name in enumerate(dataset.columns):
                old, new = (Counter(row[at] for row in rows[key]) for rows in (before, after))
                if name in _DERIVED or old == new:
                    continue
                self.columns[name] += 1
                words = (_say_values(dataset, name, values) for values in (old - new, new - old))
                self._keep(CHANGED, [Example(CHANGED, _say_key(key), name, *words)])

    def _keep(self, state: str, examples: Iterator[Example] | list[Example]) -> None:
        room = _EXAMPLES - sum(example.state == state for example in self.examples)
        self.examples += list(examples)[: max(room, 0)]


_Rows = Mapping[str, list[tuple[str | None, ...]]]


def describe_changes(rehearsal: Rehearsal) -> tuple[Changes, ...]:
    """Return the changes to each dataset of an export that has uploads to compare with, unless all is the same."""
    datasets = (DATASETS[file.dataset] for file in rehearsal.record.files)
    found = (_compare(rehearsal, dataset) for dataset in datasets if dataset.key)
    return tuple(changes for changes in found if changes and (changes.new or changes.changed or changes.vanished))


def list_compared(rehearsal: Rehearsal) -> set[str]:
    """Return the IDs of the uploads that an export would replace or, key by key, change."""
    datasets = (DATASETS[file.dataset] for file in rehearsal.record.files)
    compared = (record for dataset in datasets if dataset.key for record in _list_records(rehearsal, dataset))
    return {record.landing for record in (*compared, *rehearsal.replaced)}


def _compare(rehearsal: Rehearsal, dataset: Dataset) -> Changes | None:
    before = _list_before(rehearsal, dataset)
    if not before:
        return None
    found, after = _Found(), list_files(rehearsal.folder, [rehearsal.record], dataset)
    for slice_ in list_slices([*before, *after], dataset):
        _compare_slice(found, dataset, before, after, slice_)
    names = [name for name, kind in dataset.columns.items() if pa.types.is_decimal(kind)]
    amounts = (AmountChange(name, *(found.sums[state, name] for state in (NEW, CHANGED, VANISHED))) for name in names)
    return Changes(
        dataset=dataset.name,
        new=found.counts[NEW],
        changed=found.counts[CHANGED],
        vanished=found.counts[VANISHED],
        columns=dict(found.columns.most_common()),
        amounts=tuple(amount for amount in amounts if any(amount[1:])),
        examples=tuple(found.examples),
    )


def _list_before(rehearsal: Rehearsal, dataset: Dataset) -> list[Path]:
    """Return the files to compare with, oldest first."""
    records = sorted(_list_records(rehearsal, dataset), key=lambda r: (r.exported_on or "", r.sequence))
    return list_files(rehearsal.folder, records, dataset)


def _list_records(rehearsal: Rehearsal, dataset: Dataset) -> list[LandingRecord]:
    """Return the uploads to compare with: those replaced or, key by key, all whose keys may be superseded.

    A trial balance and a ledger do not supersede each other.
    """
    names = {file.dataset for file in rehearsal.record.files}
    records = [record for record in rehearsal.before if list_common(record, rehearsal.record)]
    if dataset.key_by_key:
        return [record for record in records if {file.dataset for file in record.files} == names]
    return [record for record in records if record in rehearsal.replaced]


def _compare_slice(
    found: _Found, dataset: Dataset, before: Sequence[Path], after: Sequence[Path], slice_: pc.Expression | None
) -> None:
    """Compare the keys of one slice. Key by key, the newest file with a key has its rows, otherwise all files do."""
    now = tally(after, dataset, slice_)
    old: dict[str, int] = {}
    homes: dict[str, list[Path]] = {}
    for path in before:
        for key, checksum in tally([path], dataset, slice_).items():
            is_newest = dataset.key_by_key or key not in old
            old[key] = checksum if is_newest else old[key] + checksum
            homes[key] = [path] if is_newest else [*homes[key], path]
    changed = {key for key in old.keys() & now.keys() if old[key] != now[key]}
    vanished = set() if dataset.key_by_key else old.keys() - now.keys()
    for state, keys in ((NEW, now.keys() - old.keys()), (CHANGED, changed), (VANISHED, vanished)):
        found.add_keys(state, set(keys))
    places = {path: {key for key in changed | vanished if path in homes[key]} for path in before}
    for state, keys in ((NEW, now.keys() - old.keys()), (CHANGED, changed)):
        _add_sums(found, state, dataset, (dict.fromkeys(after, keys), slice_), 1)
    for state, keys in ((CHANGED, changed), (VANISHED, vanished)):
        _add_sums(found, state, dataset, ({path: places[path] & keys for path in before}, slice_), -1)
    held = _read_rows(dataset, {path: places[path] & changed for path in before}, slice_)
    found.add_columns(dataset, changed, held, _read_rows(dataset, dict.fromkeys(after, changed), slice_))


def _add_sums(
    found: _Found, state: str, dataset: Dataset, where: tuple[Mapping[Path, set[str]], pc.Expression | None], sign: int
) -> None:
    """Add the amounts of some keys in some files, within a slice, with a sign."""
    keys, slice_ = where
    names = [name for name, kind in dataset.columns.items() if pa.types.is_decimal(kind)]
    for path, wanted in keys.items():
        if not wanted:
            continue
        columns = list(dict.fromkeys([*dataset.key, *names]))
        for batch in open_rows(path).to_batches(columns=columns, filter=slice_, batch_size=BATCH_ROWS):
            joined = join_texts([batch.column(name).cast(pa.string()) for name in dataset.key])
            mask = pc.is_in(joined, value_set=pa.array(sorted(wanted), pa.string()))
            for name in names:
                total = pc.sum(batch.column(name).filter(mask)).as_py()
                found.sums[state, name] += sign * (total or Decimal())


def _read_rows(dataset: Dataset, keys: Mapping[Path, set[str]], slice_: pc.Expression | None) -> _Rows:
    """Return the rows of some keys in some files, as text in the order of the columns."""
    names, found = list(dataset.columns), defaultdict[str, list[tuple[str | None, ...]]](list)
    for path, wanted in keys.items():
        for columns in read_texts(path, names, slice_) if wanted else ():
            joined = join_texts([columns[names.index(name)] for name in dataset.key])
            mask = pc.is_in(joined, value_set=pa.array(sorted(wanted), pa.string()))
            rows = zip(*(column.filter(mask).to_pylist() for column in columns), strict=True)
            for key, row in zip(joined.filter(mask).to_pylist(), rows, strict=True):
                found[key].append(row)
    return found


def _say_key(key: str) -> str:
    """Return the parts of a key in words. Equal parts, such as a number that is also the reference, count once."""
    return " ".join(dict.fromkeys(part for part in key.split(_BETWEEN) if part.strip("\x00")))


def _say_values(dataset: Dataset, name: str, values: Counter[str | None]) -> str:
    """Return the first values in words. Amounts have at least two decimals, and a blank is a dash."""
    is_amount = pa.types.is_decimal(dataset.columns[name])
    words = ["–" if value is None else _say_amount(value) if is_amount else value for value in values.elements()]
    return ", ".join(words[:_VALUES]) + (f" and {len(words) - _VALUES} more" if len(words) > _VALUES else "")


def _say_amount(text: str) -> str:
    amount = Decimal(text)
    return f"{amount:,.2f}" if amount == round(amount, 2) else f"{amount:,}"
