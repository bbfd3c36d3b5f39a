"""Omni: Insights > Standard Reports > Finance > Stock on Hand Reconciliation for the month, then Export."""

from close.store.datasets import STOCK_RECONCILIATION, STOCK_RECONCILIATION_BALANCES
from loaders.cells.columns import Day, Money, Reference, Text
from loaders.layouts.description import Loader
from loaders.layouts.sections import Sections
from loaders.omni.documents import match_by

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
    layout=Sections(
        names={
            "additional_costs": r"additional|landing|landed|freight",
            "supplier_credit_notes": r"supplier.*credit|\bSCNs?\b",
            "purchase_orders": r"purchase|\bPOs?\b",
            "stock_adjustments": r"adjust",
            "cogs": r"\bCOGS\b|cost of (goods|sales)",
        },
        balances=STOCK_RECONCILIATION_BALANCES,
    ).read,
    derive=match_by("reference"),
)
