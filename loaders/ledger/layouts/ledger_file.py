"""A ledger file before anything is proven: its entries by account, their movements and the balances they imply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import MONEY
from loaders.layouts.description import Expectations, Export, Values
from loaders.layouts.recognition import normalise
from loaders.ledger.layouts.account_roles import find_sides
from loaders.ledger.layouts.accounts import LedgerAccounts
from loaders.ledger.layouts.balances.running_balances import imply_openings
from loaders.ledger.layouts.entries import LINE, NUMBER, AmountSums, Entries
from loaders.ledger.layouts.outline.sections import Outline
from loaders.ledger.layouts.proofs import Sums
from loaders.ledger.layouts.sides import Sides, subtract_sides, turn


@dataclass(frozen=True)
class LedgerFile:
    """A file: its outline, and its entries' cells as values."""

    export: Export
    expected: Expectations
    outline: Outline
    entries: Entries

    @property
    def headers(self) -> Mapping[str, str]:
        """The file's own headers for the amounts."""
        headers = self.export.headers
        return {name: headers[name] for name in self.entries.amounts if name in headers}

    @property
    def account_columns(self) -> Values:
        """The file's account columns, by the numbers of `Entries`."""
        return {part: self.entries.column(part) for part in ("name", "code") if part in self.export.positions}

    @property
    def first_lines(self) -> pa.Array:
        """The line of the first entry of each number."""
        return pa.array(self.entries.first_lines, pa.int32())

    @property
    def is_workbook(self) -> bool:
        """True if totals may be formulas."""
        return self.export.sheet.reading["format"] == "xlsx"

    @property
    def is_signed(self) -> bool:
        """True if the file has one amount column, on the account's own side, instead of debits and credits."""
        return "amount" in self.entries.amounts

    @property
    def says_journals(self) -> bool:
        """True if the report's title or its required columns show that it lists whole journals."""
        titled = any(normalise(line).startswith("journal") for line in self.export.preamble)
        return titled or not self.export.loader.columns["journal_id"].optional

    def add_up_plainly(self) -> Mapping[str, Decimal]:
        """Return the sum of all amounts without regard to their side, if only one column has them."""
        if self.is_signed or "credit" in self.export.positions:
            return {}
        return {"debit": self.entries.sides.total("debit") + self.entries.sides.total("credit")}

    def sum_sides(self, ledger: LedgerAccounts, own_sides: Sides | None) -> dict[int, dict[str, Decimal]]:
        """Return the debits and credits of each account. They are swapped if its amounts are on the credit side."""
        sums = self.entries.sides.regroup(ledger.account_of_number)
        swapped = {n for n, side in enumerate(own_sides or ()) if side == -1}
        return {n: {"debit": own["credit"], "credit": own["debit"]} if n in swapped else own for n, own in sums.items()}

    def sum_journals(self) -> tuple[Sums, Mapping[str, Mapping[str, Decimal]]]:
        """Return the stated amounts of each journal by its section and, if there are no sections, by its number."""
        by_number = AmountSums()
        for values in self.entries.parts() if not self.outline.sections else ():
            by_number.add(pc.fill_null(values["journal_id"], ""), {side: values[side] for side in self.entries.amounts})
        return self.entries.sums.regroup(self.entries.sections.to_pylist()), by_number.by

    def parts(self, ledger: LedgerAccounts) -> Iterator[tuple[pa.Array, Values]]:
        """Return the entries in parts, each with the account of its entries."""
        accounts = pa.array(ledger.account_of_number, pa.int32())
        for values in self.entries.parts():
            yield accounts.take(values[NUMBER]), values

    def moves(self, ledger: LedgerAccounts, own_sides: Sides | None) -> Iterator[tuple[pa.Array, Values]]:
        """Return the movement and balance of each entry: debit positive, or the stated amount if no side is given."""
        for account_of, values in self.parts(ledger):
            balance = values.get("balance", pa.nulls(len(account_of), MONEY))
            if self.is_signed:
                stated = pc.fill_null(values["amount"], Decimal(0))
                net = turn(stated, own_sides, account_of) if own_sides else stated
            else:
                net = subtract_sides(values["debit"], values["credit"])
            kept = {name: values[name] for name in (LINE, NUMBER, "contact") if name in values}
            yield account_of, {"net": net, "balance": balance, **kept}

    def imply_openings(self, ledger: LedgerAccounts, sides: Sides) -> list[Decimal | None]:
        """Return the opening balances that the running balances imply, of accounts that state none."""
        if not self.entries.has_balances or all(section.opening for section in ledger.sections):
            return [None] * len(ledger.sections)
        moves = partial(self.moves, ledger, sides if self.is_signed else None)
        roles = find_sides(ledger.accounts, self.expected.settings)
        return imply_openings(moves, ledger.sections, sides, roles)
