"""Omni: Insights > Standard Reports > Inventory > Historic Stock Valuations with the month's last day, then Export."""

from dataclasses import replace

from close.store.datasets import STOCK_VALUATION
from close.store.settings import Settings
from loaders.cells.columns import Money, Quantity, Reference, Text
from loaders.layouts.description import Loader, OuterLabel, Values, Weights
from loaders.layouts.tables import read_table


def name_codes(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
    """Use the name of a product as its code if the report has no codes."""
    return {**rows, "product_code": rows["product_name"]}


LOADER = Loader(
    name="omni.valuations",
    version=2,
    title="Historic stock valuations",
    how_to_export=__doc__,
    dataset=STOCK_VALUATION,
    key="product_code",
    columns={
        "category": Text("Category", ("Product Category",), optional=True),
        "subcategory": Text("Subcategory", ("Sub Category", "Product Subcategory"), optional=True),
        "product_type": Text("Product Type", ("Type",), optional=True),
        "product_code": Reference("Product Code", ("Code", "SKU", "Item Code", "Style Code", "Product Option Code")),
        "product_name": Text("Product Name", ("Product", "Name", "Description"), optional=True),
        "option": Text("Option", ("Product Option", "Option Label", "Option 1", "Size"), optional=True),
        "branch": Text("Branch", ("Branch Name", "Location", "Warehouse"), optional=True),
        "soh": Quantity("SOH", ("Stock on Hand", "Qty on Hand", "Quantity on Hand")),
        "stock_value": Money("Stock Value", ("Total Stock Value", "Value")),
        "retail_value": Money("Retail Value", ("Total Retail Value",), optional=True),
    },
    layout=read_table,
    # Two products, or two options of one product, may share a code.
    adds_up=True,
    bounds=(("retail_value", "stock_value"),),
    counts=(("soh", "stock_value"),),
    outer_labels={
        "branch": OuterLabel(always_filled=True),
        **{name: OuterLabel() for name in ("category", "subcategory", "product_type", "product_name")},
    },
)
# The report described in Omni's help article contains only products, without codes.
BY_NAME = replace(
    LOADER,
    name="omni.valuations_by_name",
    key="product_name",
    columns={
        **{name: column for name, column in LOADER.columns.items() if name != "product_code"},
        "product_name": Text("Product", ("Product Name",)),
        "stock_value": Money("Stock Value", ("Total Stock Value",)),
    },
    yields_to=(LOADER.name,),
    outer_labels={name: label for name, label in LOADER.outer_labels.items() if name != "product_name"},
    derive=name_codes,
)
