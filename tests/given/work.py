"""A month with three items on the worklist."""

from decimal import Decimal
from pathlib import Path

from close.store.warehouse import Warehouse
from tests.given.landings import landing, purchase, sale, settings
from tests.given.named import rule

BILL, LATE, SMALL = "PO:P-1", "SO:S-1", "SO:S-2"


def land_items(root: Path) -> Warehouse:
    """Land two orders that are not invoiced (6.00 and 2.00) and a delivery without a bill (50.00)."""
    warehouse = Warehouse(root, "Ash & Co")
    undated = {"acct_date": None, "status": "NOT_IMPORTED"}
    sold = [sale("S-1", **undated), sale("S-2", **undated, cost=2), sale("S-3")]
    bought = [purchase("P-1", **undated, supplier_inv_no=None)]
    warehouse.land([settings(), landing("sales_documents", sold), landing("purchase_documents", bought)], "ada")
    rule(warehouse, item_threshold=Decimal("5.00"))
    return warehouse
