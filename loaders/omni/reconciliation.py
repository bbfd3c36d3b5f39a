"""Omni: Insights > Standard Reports > Finance > Stock on Hand Reconciliation for the month, then Export."""

from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import STOCK_RECONCILIATION, STOCK_RECONCILIATION_BALANCES
from loaders.cells.columns import Day, Money, Reference, Text
from loaders.layouts.description import Contents, Expectations, Export, Loader
from loaders.layouts.sections import Sections
from loaders.layouts.totals import add_up
from loaders.omni.documents import match_by

_ENOUGH = 2
_SECTIONS = Sections(
    names={
        "additional_costs": r"additional|landing|landed|freight",
        "supplier_credit_notes": r"supplier.*credit|\bSCNs?\b",
        "purchase_orders": r"purchase|\bPOs?\b",
        "stock_adjustments": r"adjust",
        "cogs": r"\bCOGS\b|cost of (goods|sales)",
    },
    balances=STOCK_RECONCILIATION_BALANCES,
)


class StockOnWrongSide(Refused):
    """A reconciliation in which purchases reduce the stock and sales increase it, or its balances are below zero."""

    def __init__(self, debit: str, credit: str) -> None:
        super().__init__(
            f'The headers "{debit}" and "{credit}" seem to be exchanged: purchases reduce the stock, sales increase '
            "it, or its balances are negative, and nothing in the file shows the opposite. Correct the headers, or "
            "export the report again."
        )


def read_reconciliation(export: Export, expected: Expectations) -> Contents:
    """Read the sections, then check on which side the stock is. Raises StockOnWrongSide, and as `Sections.read`."""
    contents = _SECTIONS.read(export, expected)
    entries = contents.tables[STOCK_RECONCILIATION.name]
    balances = contents.tables[STOCK_RECONCILIATION_BALANCES.name]
    nets = {name: _add_net(entries, name) for name in ("purchase_orders", "cogs")}
    signs = [nets["purchase_orders"], -nets["cogs"], *(add_up(balances[name]) for name in ("opening", "closing"))]
    if sum(sign < 0 for sign in signs) >= _ENOUGH and not any(sign > 0 for sign in signs):
        raise StockOnWrongSide(export.headers["debit"], export.headers["credit"])
    return contents


def _add_net(entries: pa.Table, section: str) -> Decimal:
    rows = entries.filter(pc.equal(entries["section"], section))
    return add_up(rows["debit"]) - add_up(rows["credit"])


LOADER = Loader(
    name="omni.reconciliation",
    version=1,
    title="Stock on hand reconciliation",
    how_to_export=__doc__,
    dataset=STOCK_RECONCILIATION,
    key="reference",
    period_columns=("entry_date",),
    one_month=True,
    labels=("section", "reference"),
    columns={
        "section": Text("Section", ("Group", "Transaction Group")),
        "reference": Reference("Reference", ("Order Ref", "Ref", "Transaction Reference")),
        "contact": Text("Contact", ("Company", "Supplier", "Name"), optional=True),
        "entry_date": Day("Date", ("Transaction Date", "Entry Date", "Invoice Date")),
        "debit": Money("Debit", ("Debits", "Dr")),
        "credit": Money("Credit", ("Credits", "Cr")),
        "balance": Money("Balance", ("Running Balance",), optional=True),
    },
    layout=read_reconciliation,
    derive=match_by("reference"),
)
