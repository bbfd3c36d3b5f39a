"""Omni: Insights > Standard Reports > Finance > Purchase Orders and Supplier Credit Notes, then Export.

Add the field Accounting Status to the report if it is available, because the standard columns lack it.
"""

from close.store.datasets import PURCHASE_DOCUMENTS
from loaders.cells.columns import Approval, Day, Money, Quantity, Reference, Status, Text
from loaders.layouts.description import Loader, OuterLabel, Relation
from loaders.layouts.tables import read_table
from loaders.omni.documents import OLDER_STATUS, Documents

DOCUMENTS = Documents(
    order="PO",
    credit="SCN",
    amounts=("product_total", "purchases_total", "landing_costs", "total_tax", "total_incl"),
    quantities=("qty_ordered", "qty_moved"),
    approval="po_status",
    of_credits={
        "supplier_inv_no": "credit_number",
        "move_date": "credit_move_date",
        "acct_date": "credit_date",
    },
)
LOADER = Loader(
    name="omni.purchases",
    version=1,
    title="Purchase orders and supplier credit notes",
    how_to_export=__doc__,
    dataset=PURCHASE_DOCUMENTS,
    key="order_ref",
    period_columns=("move_date", "acct_date"),
    other_day_columns=("created_date",),
    columns={
        "created_date": Day("Created Date", ("Created", "Date Created", "Order Date"), optional=True),
        "order_ref": Reference(
            "Order Ref", ("Order Reference", "PO Number", "Order No", "Order Number", "Reference", "Ref")
        ),
        "doc_type": Text("Document Type", ("Doc Type", "Type", "Order Type", "Transaction Type"), optional=True),
        "supplier": Text("Supplier", ("Supplier Name", "Company", "Contact"), optional=True),
        "supplier_inv_no": Reference(
            "Supplier Inv No",
            ("Supplier Invoice No", "Supplier Invoice Number", "Supplier Invoice", "Supplier Invoice Reference"),
        ),
        "move_date": Day(
            "Full Received / Completed Date",
            (
                "Fully Received / Completed Date",
                "Received / Completed Date",
                "Fully Received Date",
                "Full Received Date",
                "Fully Received",
                "Received Date",
            ),
        ),
        "acct_date": Day(
            "Invoice / Supplier Credit Note Date",
            ("Invoice Date / Supplier Credit Note Date", "Invoice / Credit Note Date", "Invoice Date"),
        ),
        "credit_number": Reference(
            "Supplier Credit Note No",
            ("Supplier Credit Note Number", "Supplier Credit No", "Credit Note No"),
            optional=True,
        ),
        "credit_move_date": Day("Completed Date", ("Credit Completed Date",), optional=True),
        "credit_date": Day("Supplier Credit Note Date", ("Credit Note Date", "Supplier Credit Date"), optional=True),
        "po_status": Approval("PO Status", ("Order Status", "Approval Status", "Status"), optional=True),
        "status": Status(
            "Accounting Status", ("Invoice Status", "Accounting Invoice Status", *OLDER_STATUS), optional=True
        ),
        "qty_ordered": Quantity("Qty Ordered", ("Quantity Ordered", "Ordered Qty")),
        "qty_moved": Quantity("Qty Received", ("Quantity Received", "Received Qty", "Qty Moved")),
        "purchases_total": Money("Purchases Total", ("Purchase Total", "Total Purchases"), optional=True),
        "landing_costs": Money("Landing Costs", ("Landed Costs", "Additional Costs", "Landing Cost"), optional=True),
        "product_total": Money("Product Total", ("Products Total", "Total (Excl)")),
        "total_tax": Money("Total Tax", ("Tax", "Tax Total"), optional=True),
        "total_incl": Money("Total (Incl)", ("Total Incl Tax", "Total Including Tax", "Total Inc")),
        "branch": Text("Branch", ("Branch Name", "Location"), optional=True),
        "currency": Text("Currency", ("Currency Code",), optional=True),
        "fx_rate": Money("Exchange Rate", ("Currency Rate", "FX Rate"), optional=True),
    },
    seldom=tuple(DOCUMENTS.of_credits.values()),
    layout=read_table,
    # An imported order without an invoice date is an error in Omni, which the reports show. It is not a reason to
    # refuse the file.
    outer_labels={
        "acct_date": OuterLabel(filled_where={"status": "IMPORTED"}),
        **{
            name: OuterLabel(always_filled=True)
            for name in ("status", "po_status", "created_date", "supplier", "branch")
        },
    },
    relations=(
        Relation("total_incl", "product_total", "total_tax", is_tax=True, is_loose=True),
        Relation("purchases_total", "product_total", "landing_costs", is_loose=True),
    ),
    bounds=(("qty_ordered", "qty_moved"),),
    derive=DOCUMENTS.derive,
    weigh=DOCUMENTS.weigh,
    remark=DOCUMENTS.remark,
)
