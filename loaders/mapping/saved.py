"""The mappings that an organisation has saved, and the choice of how a file is read: by a loader or by a mapping."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pyarrow as pa
import pyarrow.parquet as pq

from close.store.datasets import SETTINGS_MAPPINGS
from close.store.warehouse import Landing, Warehouse
from loaders.files.sheets import Sheet
from loaders.layouts.description import Export, Loader
from loaders.layouts.recognition import ClaimedTwice, ColumnTwice, Unrecognised, normalise, recognise
from loaders.ledger.layouts.single.account_sheets import join_account_sheets
from loaders.mapping.headers import find_headers
from loaders.mapping.loader import open_mapped
from loaders.mapping.mapping import Mapping
from loaders.mapping.mapping_file import read_mapping, write_mapping

LOADER, VERSION = "mapping", 1


def choose_exports(sheets: Sequence[Sheet], loaders: Sequence[Loader], mappings: Sequence[Mapping]) -> list[Export]:
    """Return the exports that loaders recognise, one for each sheet, or else the one that a mapping describes.

    A mapping goes before a loader only if it says so. Sheets with one ledger account each are joined. Raises the errors
    of `recognise`, `open_mapped` and `join_account_sheets`.
    """
    fitting = [mapping for mapping in mappings if any(find_headers(sheet, mapping) is not None for sheet in sheets)]
    try:
        exports = recognise(sheets, loaders)
    except (Unrecognised, ClaimedTwice, ColumnTwice):
        if not fitting:
            raise
        return [open_mapped(sheets, fitting[0])]
    return join_account_sheets([_prefer_mapping(export, fitting) for export in exports], sheets)


def _prefer_mapping(export: Export, mappings: Sequence[Mapping]) -> Export:
    """Return the export of a sheet, read by the mapping that goes before its loader, if there is one."""
    instead = (mapping for mapping in mappings if mapping.instead_of == export.loader.name)
    chosen = next((mapping for mapping in instead if find_headers(export.sheet, mapping) is not None), None)
    return open_mapped([export.sheet], chosen) if chosen else export


def list_mappings(warehouse: Warehouse) -> list[Mapping]:
    """Return the saved mappings, newest first and one for each set of headers, with their versions and days."""
    found: dict[str, Mapping] = {}
    records = sorted(warehouse.head().of(SETTINGS_MAPPINGS.name), key=lambda record: record.sequence, reverse=True)
    for record in records:
        saved_on = datetime.fromisoformat(record.landed_at).date()
        file = record.dataset(SETTINGS_MAPPINGS.name)
        rows = pq.ParquetFile(warehouse.folder / file.path).read().to_pylist() if file else []
        for row in rows:
            mapping = replace(read_mapping(row["mapping"]), version=row["version"], saved_on=saved_on)
            found.setdefault(row["headers"], mapping)
    return list(found.values())


def save_mapping(warehouse: Warehouse, mapping: Mapping, period: str, who: str) -> Mapping:
    """Land a mapping as the next version for its headers, unless it is saved already. `period` is that of its file."""
    before = next((one for one in list_mappings(warehouse) if _identify(one) == _identify(mapping)), None)
    if before and replace(before, version=0, saved_on=None) == replace(mapping, version=0, saved_on=None):
        return before
    version = before.version + 1 if before else 1
    warehouse.land([_build_landing(mapping, version, period)], who)
    return next(one for one in list_mappings(warehouse) if _identify(one) == _identify(mapping))


def _build_landing(mapping: Mapping, version: int, period: str) -> Landing:
    text = write_mapping(mapping)
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
    return Landing(name, text.encode(), LOADER, VERSION, period, None, reading, (), {}, tables)


def _identify(mapping: Mapping) -> str:
    """Return the headers in one text, without regard to their order."""
    return " | ".join(sorted(filter(None, map(normalise, mapping.headers))))
