"""Omni: Insights > Standard Reports > Finance > COGS Breakdown, then Export. Regenerate COGS first."""

from close.store.datasets import COGS_ENTRIES
from loaders.cells.columns import Day, Money, Percent, Reference, Status, Text
from loaders.layouts.description import Loader, OuterLabel, Relation
from loaders.layouts.tables import read_table
from loaders.omni.documents import OLDER_STATUS, Documents

DOCUMENTS = Documents(order="SO", credit="CN", amounts=("sales", "cogs", "gross_profit"))
LOADER = Loader(
    name="omni.cogs",
    version=2,
    title="COGS breakdown",
    how_to_export=__doc__,
    dataset=COGS_ENTRIES,
    key="order_ref",
    period_columns=("acct_date",),
    one_month=True,
    columns={
        "acct_date": Day("Invoice Date", ("Invoice / Credit Note Date", "Invoice Date / Credit Note Date")),
        "order_ref": Reference("Order Ref", ("Order Reference", "Order No", "Order Number", "Reference", "Ref")),
        "doc_type": Text("Document Type", ("Doc Type", "Type", "Order Type", "Transaction Type"), optional=True),
        "status": Status("Accounting Invoice Status", ("Invoice Status", "Accounting Status", *OLDER_STATUS)),
        "sales": Money("Sales", ("Sales (Excl)", "Sales Excl Tax", "Net Sales")),
        "cogs": Money("COGS", ("Cost of Goods Sold", "COGS Total", "Total COGS")),
        "gross_profit": Money("Gross Profit", ("GP", "Profit"), optional=True),
        "gp_pct": Percent("GP%", ("GP Percent", "Gross Profit %", "Margin %"), optional=True),
    },
    layout=read_table,
    # Omni imports an order only if it has an invoice date, and every order has a status.
    outer_labels={
        "acct_date": OuterLabel(filled_where={"status": "IMPORTED"}, strict=True),
        "status": OuterLabel(always_filled=True),
    },
    # A sales report with COGS added also has all of these columns.
    yields_to=("omni.sales",),
    relations=(Relation("sales", "cogs", "gross_profit", percent="gp_pct"),),
    derive=DOCUMENTS.derive,
    weigh=DOCUMENTS.weigh,
    remark=DOCUMENTS.remark,
)
