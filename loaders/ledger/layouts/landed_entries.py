"""The entries of a proven ledger file as they land: with kinds, accounts, debits and credits, and match keys."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import BATCH_ROWS, MappedRows, Rows, read_whole
from close.store.datasets import TEXT
from loaders.layouts.description import Values
from loaders.layouts.tables import build_table
from loaders.ledger.layouts.document_kinds import name_kinds
from loaders.ledger.layouts.entries import LINE, NUMBER, SECTION
from loaders.ledger.layouts.ledger_file import LedgerFile
from loaders.ledger.layouts.ledger_proof import LedgerProof
from loaders.ledger.layouts.match_keys import add_keys
from loaders.ledger.layouts.outline.sections import NOWHERE, Outline
from loaders.ledger.layouts.sides import split_sides

_JOURNAL = r"(?i)^(?:ID|journal|no\.?|#)?\s*#?(?P<id>[0-9][0-9,.]*|[^ ]*[0-9][^ ]*)\s*[-–:]?\s*(?P<text>.*)$"


def describe_entries(file: LedgerFile, proof: LedgerProof, kinds: Mapping[str, str], *, journals: bool) -> Rows:
    """Return the rows of ledger_entries. Those of a short file are returned as a table.

    `kinds` are the package's own terms for kinds of entries.
    """

    def describe(batch: pa.RecordBatch) -> pa.RecordBatch:
        values = dict(zip(batch.schema.names, batch.columns, strict=True))
        described = _describe_journals(values, file.outline, kinds) if journals else _describe_kinds(values, kinds)
        accounts = {name: column.take(values[NUMBER]) for name, column in proof.names.of_entry.items()}
        amounts = proof.split(values) if file.is_signed else split_sides(values["debit"], values["credit"])
        entries = add_keys({**described, **accounts, **amounts})
        table = build_table(file.export.loader, entries, values[LINE])
        return pa.RecordBatch.from_arrays([c.combine_chunks() for c in table.columns], table.column_names)

    rows = MappedRows(file.entries.spool, describe)
    return read_whole(rows) if rows.num_rows <= BATCH_ROWS else rows


def _describe_kinds(values: Values, kinds: Mapping[str, str]) -> Values:
    """Return the values, with the kind of each entry."""
    numbered = {"number": pa.nulls(len(values[LINE]), TEXT), **values}
    return {**numbered, "kind": name_kinds(values["source_type"], kinds)}


def _describe_journals(values: Values, outline: Outline, kinds: Mapping[str, str]) -> Values:
    """Return the values of journals.

    If a journal's lines lack the number and narration, its heading provides them.
    """
    headings = pa.array([section.name for section in outline.sections], TEXT)
    parts = pc.extract_regex(headings, _JOURNAL)
    own = pc.if_else(pc.equal(values[SECTION], NOWHERE), None, values[SECTION])
    number, text = (pc.struct_field(parts, name).take(own) for name in ("id", "text"))
    return {
        **_describe_kinds(values, kinds),
        "kind": name_kinds(pc.fill_null(values["source_type"], "journal"), kinds),
        "journal_id": pc.coalesce(values["journal_id"], pc.replace_substring(number, ",", "")),
        "description": pc.coalesce(values["description"], pc.if_else(pc.equal(text, ""), None, text)),
    }
