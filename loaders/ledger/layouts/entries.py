"""The entries of a ledger as values on disk, and the sums and texts that the proofs need.

Each distinct combination of section, account name and account code has a number, in the order in which the file first
has it. What a proof needs to know about accounts is known by these numbers, of which there are few.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from close.spools import Spool
from close.store.datasets import TEXT
from loaders.cells.columns import Locale
from loaders.layouts.description import Check, Export, Values
from loaders.layouts.doubts.cents import Cents
from loaders.layouts.doubts.changed_references import ChangedReferences
from loaders.layouts.doubts.columns.exchanged_columns import ExchangedColumns
from loaders.layouts.doubts.summed_rows import SummedRows
from loaders.layouts.faults import Problems
from loaders.layouts.grids import try_values
from loaders.ledger.layouts.outline.dated_openings import DatedOpenings
from loaders.ledger.layouts.outline.rows import SortedRows
from loaders.ledger.layouts.outline.sections import Outline
from loaders.ledger.layouts.report_scope import Days
from loaders.ledger.layouts.sides import split_sides

SECTION, NUMBER, LINE = "_section", "_number", "_line"
_ACCOUNT = ("name", "code")


class AmountSums:
    """Sums of amounts by a number or a text, in the order in which they first occur."""

    def __init__(self) -> None:
        self.by: dict[Any, dict[str, Decimal]] = {}

    def add(self, of: pa.Array, amounts: Values) -> None:
        """Add the amounts of a part. `of` has the number or text of each row."""
        grouped = pa.table({"of": of, **amounts}).group_by("of", use_threads=False)
        for row in grouped.aggregate([(name, "sum") for name in amounts]).to_pylist():
            sums = self.by.setdefault(row["of"], dict.fromkeys(amounts, Decimal(0)))
            for name in amounts:
                sums[name] += row[f"{name}_sum"] or 0

    def regroup(self, targets: Sequence[int]) -> dict[int, dict[str, Decimal]]:
        """Return the sums by the target of each number."""
        regrouped: dict[int, dict[str, Decimal]] = {}
        for number, amounts in self.by.items():
            sums = regrouped.setdefault(targets[number], dict.fromkeys(amounts, Decimal(0)))
            for name, amount in amounts.items():
                sums[name] += amount
        return regrouped

    def total(self, name: str) -> Decimal:
        """Return the sum of one column."""
        return sum((amounts[name] for amounts in self.by.values()), Decimal(0))


class Entries:
    """The entries of a file.

    `amounts` are the names of the amount columns. `sums` are the amounts as stated, and `sides` the debits and credits
    without negative amounts, both by number. `keys` has the section, account name and account code of each number, and
    `first_lines` the line of its first entry. `remarks` are those about the columns.
    """

    def __init__(self, amounts: Sequence[str], days: Days) -> None:
        self.amounts, self.days, self.spool = amounts, days, Spool()
        self.sums, self.sides = AmountSums(), AmountSums()
        self.marks, self.references = Marks(), ChangedReferences(("name", "code", "reference", "number"))
        self.has_balances = False
        self.remarks: tuple[Check, ...] = ()
        self.keys: dict[tuple[int, str | None, str | None], int] = {}
        self.first_lines: list[int] = []

    def add(self, values: Values, sections: pa.Array, lines: pa.Array) -> None:
        """Add the entries of a part."""
        numbers = self._number(sections, values, lines)
        stated = {name: values[name] for name in self.amounts}
        self.sums.add(numbers, stated)
        self.sides.add(numbers, split_sides(*stated.values()))
        self.days.look(values["entry_date"], lines)
        self.marks.look(stated)
        self.references.look(values, lines)
        balances = values.get("balance")
        self.has_balances = self.has_balances or (balances is not None and balances.null_count < len(lines))
        arrays = {**values, SECTION: sections, NUMBER: numbers, LINE: lines}
        self.spool.add(pa.RecordBatch.from_arrays([*arrays.values()], [*arrays]))

    def parts(self) -> Iterator[dict[str, pa.Array]]:
        """Return the values in parts, with the section, number and line of each entry."""
        for batch in self.spool.to_batches():
            yield dict(zip(batch.schema.names, batch.columns, strict=True))

    @property
    def sections(self) -> pa.Array:
        """The section of each number."""
        return pa.array([section for section, _, _ in self.keys], pa.int32())

    def column(self, part: str) -> pa.Array:
        """Return the account name or code of each number."""
        return pa.array([key[1 if part == "name" else 2] for key in self.keys], TEXT)

    def _number(self, sections: pa.Array, values: Values, lines: pa.Array) -> pa.Array:
        blank = pa.nulls(len(lines), TEXT)  # a ledger may name its accounts only, or give only their codes
        parts = [sections, values.get("name", blank), values.get("code", blank)]
        coded = [part.dictionary_encode(null_encoding="encode") for part in parts]
        combined = pa.repeat(pa.scalar(0, pa.int64()), len(lines))
        for code in coded:
            combined = pc.add(pc.multiply(combined, len(code.dictionary)), code.indices.cast(pa.int64()))
        local = combined.dictionary_encode()
        first = pc.index_in(local.dictionary, combined)
        rows = [part.take(first).to_pylist() for part in (*parts, lines)]
        numbers = []
        for *key, line in zip(*rows, strict=True):
            if tuple(key) not in self.keys:
                self.keys[tuple(key)] = len(self.keys)
                self.first_lines.append(line)
            numbers.append(self.keys[tuple(key)])
        return pa.array(numbers, pa.int32()).take(local.indices)


class Marks:
    """The things that the cells of a file show about how it was written.

    `credits` and `negatives` count the credits other than zero.
    """

    def __init__(self) -> None:
        self.credits = self.negatives = 0
        self.cents = Cents(is_ledger=True)

    def look(self, stated: Values) -> None:
        """Add the cells of a part."""
        if "credit" in stated:
            self.negatives += pc.less(stated["credit"], 0).true_count
            self.credits += pc.not_equal(stated["credit"], 0).true_count
        self.cents.look(stated)


def read_entries(
    export: Export, rows: SortedRows, outline: Outline, locale: Locale, entries: Entries, *, guards: bool
) -> Entries:
    """Convert the cells of the entries. Raises BadCells, and, in a flat ledger, TotalAmongRows, OpeningsAsEntries."""
    problems, sums, openings = Problems(), SummedRows(export, _ACCOUNT), DatedOpenings()
    exchanged = ExchangedColumns(export)
    guards = guards and not outline.sections and "credit" in entries.amounts
    for grid, mask in rows.entries(export):
        values = try_values(grid, export.loader.columns, locale, problems)
        if guards:
            sums.look(grid, {name: values[name] for name in entries.amounts})
            openings.look(grid, values)
        exchanged.look(values, grid.lines)
        entries.add(values, outline.list_sections(grid.first, mask), grid.lines)
    problems.check()
    sums.check()
    openings.check()
    entries.remarks = exchanged.check()
    return entries
