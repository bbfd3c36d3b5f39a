"""A month to pack: its answers over one snapshot."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from close.archive.prints import checklist
from close.rules.answers import Answer
from close.signing.answers import answer
from close.store.datasets import DATASETS
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.ledger_accounts import LedgerAccount, list_accounts
from close.work.legs import ENDS, Leg, make_legs, make_revenue_legs

CANNOT_TELL = "cannot tell"
STOCK, REVENUE, NOT_TESTED = "bridge", "revenue_bridge", "causes_not_tested"
Row = dict[str, Any]


@dataclass(frozen=True)
class PackedMonth:
    """A month of an organisation. Every answer is over the snapshot that was the newest when it was first read."""

    warehouse: Warehouse
    period: str

    @cached_property
    def facts(self) -> Row:
        """The facts of the printed checklist: the organisation, the records it is from, the steps and signatures."""
        return checklist.facts(self.warehouse, self.period, checklist.EXPERIENCED, blank=False)

    @cached_property
    def settings(self) -> Settings:
        """The settings in force, or the defaults if none have landed."""
        return self.warehouse.settings(self.period) or Settings()

    @cached_property
    def ledger(self) -> tuple[LedgerAccount, ...]:
        """The accounts in the ledger's files."""
        return list_accounts(self.warehouse, self.period, self.facts["manifest"]["number"])

    @cached_property
    def balances(self) -> dict[str, tuple[str, Decimal | None]]:
        """The label and amount of each balance, which is None if it is unknown."""
        found = self.answer("balances")
        (row,) = found.table.to_pylist()
        return {c.name: (c.label, row[c.name]) for c in found.report.columns if c.name not in found.report.key}

    @cached_property
    def legs(self) -> list[Leg]:
        """The legs of both bridges whose two ends are known."""
        ends = {name: amount for name, (_, amount) in self.balances.items()}
        return [*make_legs(self.rows(STOCK), ends), *make_revenue_legs(self.rows(REVENUE), ends)]

    @property
    def stock_legs(self) -> list[Leg]:
        """The known legs from the valuation to the ledger."""
        return [leg for leg in self.legs if leg.name != "revenue"]

    @cached_property
    def leg_names(self) -> list[str]:
        """The legs that this organisation has, known or not."""
        found = {row["leg"] for row in self.rows(STOCK)}
        return [name for name in ENDS if name in found or name == "revenue"]

    def answer(self, name: str) -> Answer:
        """Return the answer of a report."""
        return answer(self.warehouse, name, self.period, self.facts["manifest"]["number"])

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a report."""
        return self.answer(name).table.to_pylist()

    def list_missing(self, name: str) -> list[str]:
        """Return the datasets that a list needs but that are not uploaded."""
        found = self.answer(name)
        return [dataset for dataset in found.unlanded if dataset in found.report.needs]

    def lacks(self, name: str) -> list[str]:
        """Return the titles of the exports that a list needs but that are not uploaded."""
        return [DATASETS[dataset].title for dataset in self.list_missing(name)]
