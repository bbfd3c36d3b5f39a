"""A ledger file as it was read, before anything is proven: its outline, and the cells of its entries as values."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import TEXT
from loaders.layouts.description import Known, Page, Rows
from loaders.ledger.book.kinds import name_kinds
from loaders.ledger.book.outlines import NOWHERE, Outline

_JOURNAL = r"(?i)^(?:ID|journal|no\.?|#)?\s*#?(?P<id>[0-9][0-9,.]*|[^ ]*[0-9][^ ]*)\s*[-–:]?\s*(?P<text>.*)$"


@dataclass(frozen=True)
class Draft:
    """`where` is the section of each entry, `lines` its line; `amounts` are the columns that state what it moves."""

    page: Page
    known: Known
    found: Outline
    where: pa.Array
    values: Rows
    lines: pa.Array
    amounts: tuple[str, ...]

    @property
    def stated(self) -> Rows:
        """The amounts as the file states them."""
        return {name: self.values[name] for name in self.amounts}

    @property
    def headers(self) -> Mapping[str, str]:
        """What the file calls them."""
        return {name: self.page.headers[name] for name in self.amounts}

    @property
    def owners(self) -> Rows:
        """The columns of accounts that the file has."""
        return {part: self.values[part] for part in ("name", "code") if part in self.page.places}

    @property
    def is_workbook(self) -> bool:
        """Whether totals may be formulas."""
        return self.page.sheet.reading["format"] == "xlsx"

    def describe(self) -> Rows:
        """The values, with what each entry is."""
        rows = {"number": pa.nulls(len(self.where), TEXT), **self.values}
        return {**rows, "kind": name_kinds(rows["source_type"])}

    def describe_journals(self) -> Rows:
        """The same; number and narration come from a journal's heading, where its lines have none."""
        rows = self.describe()
        headings = pa.array([section.name for section in self.found.sections], TEXT)
        parts = pc.extract_regex(headings, _JOURNAL)
        own = pc.if_else(pc.equal(self.where, NOWHERE), None, self.where)
        number, text = (pc.struct_field(parts, name).take(own) for name in ("id", "text"))
        return {
            **rows,
            "kind": name_kinds(pc.fill_null(rows["source_type"], "journal")),
            "journal_id": pc.coalesce(rows["journal_id"], pc.replace_substring(number, ",", "")),
            "description": pc.coalesce(rows["description"], pc.if_else(pc.equal(text, ""), None, text)),
        }
