"""The mappings that an organisation has saved, with their versions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from close.store.datasets import SETTINGS_MAPPINGS
from close.store.manifests import LandingRecord
from close.store.warehouse import Landing, Warehouse
from close.texts import say_count
from loaders.layouts.recognition import normalise
from loaders.mapping.mapping import Mapping
from loaders.mapping.mapping_file import read_mapping, write_mapping

LOADER, VERSION = "mapping", 1


def list_mappings(warehouse: Warehouse) -> list[Mapping]:
    """Return the saved mappings, newest first and one for each set of headers, with their versions and days.

    Those that were forgotten are left out.
    """
    return [mapping for _, mapping in _read_saved(warehouse).values() if mapping]


def find_mapping(warehouse: Warehouse, title: str, version: str) -> Mapping | None:
    """Return the mapping that has read a file, even if another version has replaced it since or it was forgotten."""
    ever = warehouse.manifests.history(warehouse.head())
    versions = (row for record in ever.of(SETTINGS_MAPPINGS.name) for row in _read_versions(warehouse, record))
    kept = (mapping for _, _, mapping in versions if mapping)
    return next((mapping for mapping in kept if (mapping.title, str(mapping.version)) == (title, version)), None)


def _read_saved(warehouse: Warehouse) -> dict[str, tuple[int, Mapping | None]]:
    """Return the newest version of each mapping by what identifies it. A forgotten mapping is None."""
    found: dict[str, tuple[int, Mapping | None]] = {}
    records = sorted(warehouse.head().of(SETTINGS_MAPPINGS.name), key=lambda record: record.sequence, reverse=True)
    for record in records:
        for identity, version, mapping in _read_versions(warehouse, record):
            found.setdefault(identity, (version, mapping))
    return found


def _read_versions(warehouse: Warehouse, record: LandingRecord) -> Iterator[tuple[str, int, Mapping | None]]:
    """Return the versions of mappings in a landing, each with what identifies it. A forgotten mapping is None."""
    saved_on = datetime.fromisoformat(record.landed_at).date()
    file = record.dataset(SETTINGS_MAPPINGS.name)
    rows = pq.ParquetFile(warehouse.folder / file.path).read().to_pylist() if file else []
    for row in rows:
        text, version = row["mapping"], row["version"]
        mapping = replace(read_mapping(text), version=version, saved_on=saved_on) if text else None
        yield row["headers"], version, mapping


def save_mapping(warehouse: Warehouse, mapping: Mapping, period: str, who: str) -> Mapping:
    """Land a mapping as the next version for its headers, unless it is saved already. `period` is that of its file."""
    version, before = _read_saved(warehouse).get(_identify(mapping), (0, None))
    if before and replace(before, version=0, saved_on=None) == replace(mapping, version=0, saved_on=None):
        return before
    warehouse.land([_build_landing(mapping, version + 1, period, write_mapping(mapping))], who)
    return next(one for one in list_mappings(warehouse) if _identify(one) == _identify(mapping))


def forget_mapping(warehouse: Warehouse, mapping: Mapping, who: str) -> None:
    """Land a version of a saved mapping that reads no file. The files that it has read stay as they are."""
    newest = max(warehouse.head().of(SETTINGS_MAPPINGS.name), key=lambda record: record.sequence)
    warehouse.land([_build_landing(mapping, mapping.version + 1, newest.period, "")], who)


def _build_landing(mapping: Mapping, version: int, period: str, text: str) -> Landing:
    """Return a version of a mapping, ready to land. `text` is blank if it is forgotten."""
    row = {
        "period": period,
        "headers": _identify(mapping),
        "name": mapping.name,
        "version": version,
        "mapping": text,
        "_line": None,
    }
    table = pa.Table.from_pylist([row], SETTINGS_MAPPINGS.schema)
    reading = {"format": "toml", "period_evidence": "the file that was mapped"}
    name = f"{mapping.name}.mapping.toml"
    tables = {SETTINGS_MAPPINGS.name: table}
    content = f"{text}\n# version {version}\n".encode()
    return Landing(name, content, LOADER, VERSION, period, None, reading, (), {}, tables)


def _identify(mapping: Mapping) -> str:
    """Return the headers in one text, without regard to their order, or the number of columns and the name."""
    if not mapping.has_headers:
        return f"{say_count(len(mapping.kinds), 'column')} without headers | {normalise(mapping.name)}"
    return " | ".join(sorted(filter(None, map(normalise, mapping.headers))))
