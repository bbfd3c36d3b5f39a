"""Rows for an assistant: amounts as decimal text, blanks as null, and the file and line that each row comes from."""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from close.rules.answers import Answer
from close.store.warehouse import Warehouse
from close.texts import write_value

Facts = dict[str, Any]
SOURCE, LANDING, LINE = "source", "_landing", "_line"


def list_rows(warehouse: Warehouse, answer: Answer, rows: pa.Table) -> list[Facts]:
    """Return rows of an answer. If it has lineage, each has a `source`: null if the row comes from no single file."""
    shown = [column.name for column in answer.report.columns if not column.is_lineage]
    found = answer.say(rows).to_pylist()
    plain = [{name: write_value(row[name]) for name in shown} for row in found]
    if LANDING not in rows.column_names:
        return plain
    files = name_files(warehouse, {row[LANDING] for row in found if row[LANDING]})
    return [{**facts, SOURCE: _say_source(row, files)} for facts, row in zip(plain, found, strict=True)]


def name_files(warehouse: Warehouse, landings: Iterable[str]) -> dict[str, str]:
    """Return the file name of each landing. Older snapshots are read only for those that are no longer current."""
    wanted, head = set(landings), warehouse.head()
    names = {record.landing: record.file_name for record in head.landings if record.landing in wanted}
    if wanted - names.keys():
        names |= {r.landing: r.file_name for r in warehouse.manifests.list_ever(head) if r.landing in wanted}
    return names


def _say_source(row: Mapping[str, Any], files: Mapping[str, str]) -> Facts | None:
    return {"file": files.get(row[LANDING]), "line": row.get(LINE)} if row[LANDING] else None
