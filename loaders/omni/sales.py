"""Omni: Insights > Standard Reports > Finance > Sales Orders and Credit Notes, then Export."""

from close.store.datasets import SALES_DOCUMENTS
from loaders.cells.columns import Approval, Day, Money, Percent, Quantity, Reference, Status, Text
from loaders.layouts.description import Loader, OuterLabel, Relation
from loaders.layouts.tables import read_table
from loaders.omni.documents import OLDER_STATUS, Documents

DOCUMENTS = Documents(
    order="SO",
    credit="CN",
    amounts=("sales_incl", "sales_tax", "sales", "cost", "gross_profit"),
    quantities=("qty_ordered", "qty_moved"),
    approval="order_status",
    of_credits={"move_date": "credit_move_date", "acct_date": "credit_date"},
    are_sales=True,
)
LOADER = Loader(
    name="omni.sales",
    version=1,
    title="Sales orders and credit notes",
    how_to_export=__doc__,
    dataset=SALES_DOCUMENTS,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    columns={
        "created_date": Day("Created Date", ("Created", "Date Created", "Order Date"), optional=True),
        "order_ref": Reference("Order Ref", ("Order Reference", "Order No", "Order Number", "Reference", "Ref")),
        "doc_type": Text("Document Type", ("Doc Type", "Type", "Order Type", "Transaction Type"), optional=True),
        "customer": Text("Customer", ("Customer Name", "Company", "Contact"), optional=True),
        "move_date": Day(
            "Full Dispatched / Completed Date",
            (
                "Fully Dispatched / Completed Date",
                "Dispatched / Completed Date",
                "Fully Dispatched Date",
                "Full Dispatched Date",
                "Fully Dispatched",
                "Dispatched Date",
            ),
        ),
        "acct_date": Day("Invoice / Credit Note Date", ("Invoice Date / Credit Note Date", "Invoice Date")),
        "credit_move_date": Day("Completed Date", ("Credit Completed Date",), optional=True),
        "credit_date": Day("Credit Note Date", ("Credit Date",), optional=True),
        "status": Status("Invoice Status", ("Accounting Invoice Status", "Accounting Status", *OLDER_STATUS)),
        "order_status": Approval("Order Status", ("Status", "Approval Status"), optional=True),
        "payment_batch_ref": Reference(
            "Payment Batch Reference", ("Payment Batch Ref", "Batch Reference"), optional=True
        ),
        "qty_ordered": Quantity("Qty Ordered", ("Quantity Ordered", "Ordered Qty")),
        "qty_moved": Quantity("Qty Dispatched", ("Quantity Dispatched", "Qty Moved", "Qty Shipped")),
        "sales_incl": Money("Sales (Incl)", ("Sales Incl Tax", "Sales Including Tax", "Total (Incl)", "Sales Inc")),
        "sales_tax": Money("Sales Tax", ("Tax", "Total Tax"), optional=True),
        "sales": Money("Sales", ("Sales (Excl)", "Sales Excl Tax", "Net Sales")),
        "cost": Money("Cost", ("Total Cost", "Cost of Sales")),
        "gross_profit": Money("Gross Profit", ("GP", "Profit"), optional=True),
        "gp_pct": Percent("GP%", ("GP Percent", "Gross Profit %", "Margin %"), optional=True),
        "sales_reference": Reference("Sales Reference", ("Sales Ref", "Original Order Ref"), optional=True),
        "source": Text("Source", ("Order Source", "Channel"), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location"), optional=True),
        "currency": Text("Currency", ("Currency Code",), optional=True),
        "fx_rate": Money("Exchange Rate", ("Currency Rate", "FX Rate"), optional=True),
    },
    seldom=(*DOCUMENTS.of_credits.values(), "fx_rate"),
    layout=read_table,
    # An imported order without an invoice date is an error in Omni, which the reports show. It is not a reason to
    # refuse the file.
    outer_labels={
        "acct_date": OuterLabel(filled_where={"status": "IMPORTED"}),
        **{name: OuterLabel(always_filled=True) for name in ("status", "created_date", "branch")},
    },
    relations=(
        Relation("sales_incl", "sales", "sales_tax", is_tax=True),
        Relation("sales", "cost", "gross_profit", percent="gp_pct"),
    ),
    bounds=(("qty_ordered", "qty_moved"),),
    derive=DOCUMENTS.derive,
    weigh=DOCUMENTS.weigh,
    remark=DOCUMENTS.remark,
)
