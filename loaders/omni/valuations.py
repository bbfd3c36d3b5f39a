"""Omni: Insights > Standard Reports > Inventory > Historic Stock Valuations with the month's last day, then Export."""

from close.store.datasets import STOCK_VALUATION
from loaders.cells.columns import Money, Quantity, Text
from loaders.layouts.description import Loader, OuterLabel
from loaders.layouts.tables import read_table

LOADER = Loader(
    name="omni.valuations",
    version=1,
    title="Historic stock valuations",
    how_to_export=__doc__,
    dataset=STOCK_VALUATION,
    key="product_code",
    columns={
        "category": Text("Category", ("Product Category",), optional=True),
        "subcategory": Text("Subcategory", ("Sub Category", "Product Subcategory"), optional=True),
        "product_type": Text("Product Type", ("Type",), optional=True),
        "product_code": Text("Product Code", ("Code", "SKU", "Item Code", "Style Code", "Product Option Code")),
        "product_name": Text("Product Name", ("Product", "Name", "Description"), optional=True),
        "option": Text("Option", ("Product Option", "Option Label", "Option 1", "Size"), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location", "Warehouse"), optional=True),
        "soh": Quantity("SOH", ("Stock on Hand", "Qty on Hand", "Quantity on Hand")),
        "stock_value": Money("Stock Value", ("Total Stock Value", "Value")),
        "retail_value": Money("Retail Value", ("Total Retail Value",), optional=True),
    },
    layout=read_table,
    outer_labels={
        "branch": OuterLabel(always_filled=True),
        **{name: OuterLabel() for name in ("category", "subcategory", "product_type", "product_name")},
    },
)
