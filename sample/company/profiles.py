"""The profiles of the sample companies: their products, their document numbering and their ledgers."""

from dataclasses import dataclass
from decimal import Decimal

from sample.company.months import Month


@dataclass(frozen=True)
class Product:
    """A product with its usual cost and list price, ex tax."""

    code: str
    name: str
    category: str
    cost: Decimal
    price: Decimal


@dataclass(frozen=True)
class Account:
    """A ledger account."""

    code: str
    name: str


@dataclass(frozen=True)
class Company:
    """A company. `documents` is the number per month, and `export_lag` the number of days from month end to the export.

    Make a smaller one with `dataclasses.replace(company, documents=20, products=company.products[:5])`.
    """

    name: str
    package: str  # xero, quickbooks
    currency: str
    time_zone: str
    date_order: str  # day-first, month-first
    tax_rate: Decimal
    uses_pos: bool
    uses_ecommerce: bool
    batches_sales: bool
    upload_state: str  # draft, authorised
    first: Month
    export_lag: int
    documents: int
    products: tuple[Product, ...]
    branches: tuple[str, ...]
    suppliers: tuple[str, ...]
    importers: tuple[str, ...]  # suppliers whose goods carry landed cost
    customers: tuple[str, ...]
    tills: tuple[str, ...]  # payment methods at the register
    gateways: tuple[str, ...]  # payment methods of the web store
    accounts: dict[str, Account]
    prefixes: dict[str, str]


def range_of(category: str, stem: str, items: dict[str, tuple[str, str]], variants: tuple[str, ...]) -> list[Product]:
    """Return every item in every variant. Each variant costs slightly more than the previous one."""
    return [
        Product(
            f"{stem}{n:02}{variant[0].upper()}",
            f"{item} {variant}",
            category,
            Decimal(cost) + Decimal("0.35") * i,
            Decimal(price) + Decimal("0.90") * i,
        )
        for n, (item, (cost, price)) in enumerate(items.items(), 1)
        for i, variant in enumerate(variants)
    ]


OUTDOOR = tuple(
    range_of(
        "Shelter",
        "SH",
        {
            "Fellside tent": ("84.60", "179.00"),
            "Tarn tarp": ("18.25", "42.50"),
            "Ridge bivvy": ("31.40", "69.00"),
            "Peg roll": ("4.15", "9.95"),
        },
        ("moss", "slate", "rust"),
    )
    + range_of(
        "Cooking",
        "CK",
        {
            "Kindle stove": ("22.80", "54.00"),
            "Nesting pot": ("9.45", "21.50"),
            "Beck bottle": ("5.20", "13.95"),
            "Spork set": ("1.85", "5.50"),
        },
        ("plain", "black", "copper"),
    )
    + range_of(
        "Packs",
        "PK",
        {
            "Wren daypack": ("19.70", "48.00"),
            "Harrier 45 pack": ("52.30", "118.00"),
            "Drybag": ("6.60", "15.50"),
            "Hip pouch": ("7.95", "18.95"),
        },
        ("fern", "navy", "sand"),
    )
    + range_of(
        "Clothing",
        "CL",
        {
            "Gale jacket": ("46.10", "109.00"),
            "Merino tee": ("17.35", "39.50"),
            "Scree trousers": ("24.90", "59.00"),
            "Wool socks": ("3.75", "9.50"),
        },
        ("small", "medium", "large"),
    )
    + range_of(
        "Light",
        "LT",
        {
            "Lantern": ("11.20", "27.50"),
            "Head torch": ("13.65", "32.00"),
            "Candle tin": ("2.40", "6.95"),
            "Spare cell": ("3.10", "7.50"),
        },
        ("amber", "blue", "white"),
    )
)
WORKSHOP = tuple(
    range_of(
        "Blades",
        "B-",
        {
            "Marking knife": ("8.90", "21.00"),
            "Block plane iron": ("14.30", "34.00"),
            "Paring chisel": ("19.60", "47.00"),
        },
        ("narrow", "medium", "wide"),
    )
    + range_of(
        "Finish",
        "F-",
        {"Hardwax oil": ("12.15", "29.00"), "Shellac flakes": ("7.40", "18.50"), "Burnishing cream": ("5.85", "14.25")},
        ("pint", "quart", "trade"),
    )
    + range_of(
        "Holding",
        "H-",
        {"Bar clamp": ("11.75", "26.00"), "Bench dog": ("4.60", "11.50"), "Holdfast": ("17.20", "41.00")},
        ("light", "standard", "heavy"),
    )
)

KESTREL = Company(
    name="Kestrel & Finch Outdoor Ltd",
    package="xero",
    currency="GBP",
    time_zone="Europe/London",
    date_order="day-first",
    tax_rate=Decimal("0.20"),
    uses_pos=True,
    uses_ecommerce=True,
    batches_sales=True,
    upload_state="draft",
    first=Month(2026, 7),
    export_lag=4,
    documents=350,
    products=OUTDOOR,
    branches=("Keswick", "Sheffield"),
    suppliers=("Cairn Mills", "Lowther Textiles", "Pennine Canvas Works", "Nordfjell AS", "Hikari Metalworks"),
    importers=("Nordfjell AS", "Hikari Metalworks"),
    customers=("Lakeland Scouts", "Summit Hire Co", "Brackenrigg School", "Dales Outfitters", "Otter & Vole Shops"),
    tills=("Cash", "Card"),
    gateways=("PayPal", "Stripe"),
    accounts={
        "inventory": Account("630", "Stock on Hand"),
        "cogs": Account("310", "Cost of Sales"),
        "revenue": Account("200", "Sales"),
        "receivable": Account("610", "Trade Debtors"),
        "payable": Account("800", "Trade Creditors"),
        "landed_costs": Account("335", "Import Freight and Duty"),
        "adjustments": Account("338", "Stock Write-offs"),
        "tax": Account("820", "VAT"),
        "bank": Account("090", "Business Current Account"),
    },
    prefixes={
        "sales_order": "S-",
        "pos_order": "TILL-",
        "web_order": "SHOP-",
        "credit_note": "CR-",
        "purchase_order": "PO-",
        "supplier_credit_note": "SC-",
        "adjustment": "AJ-",
    },
)
ALDER = Company(
    name="Alder Bench Supply Inc.",
    package="quickbooks",
    currency="USD",
    time_zone="America/Chicago",
    date_order="month-first",
    tax_rate=Decimal("0.0825"),
    uses_pos=False,
    uses_ecommerce=True,
    batches_sales=False,
    upload_state="authorised",
    first=Month(2026, 1),
    export_lag=5,
    documents=160,
    products=WORKSHOP,
    branches=("Duluth", "Madison"),
    suppliers=("Granite Edge Tool Co.", "Sorrel Chemical", "Tsubaki Steel K.K."),
    importers=("Tsubaki Steel K.K.",),
    customers=("Northwoods Guild", "Bench & Vise LLC", "Prairie Cabinet Shop", "Copperleaf Studio"),
    tills=(),
    gateways=("Shop Pay",),
    accounts={
        "inventory": Account("1200", "Inventory Asset"),
        "cogs": Account("5000", "Cost of Goods Sold"),
        "revenue": Account("4000", "Sales of Product Income"),
        "receivable": Account("1100", "Accounts Receivable (A/R)"),
        "payable": Account("2000", "Accounts Payable (A/P)"),
        "landed_costs": Account("5100", "Freight In"),
        "adjustments": Account("5200", "Inventory Shrinkage"),
        "tax": Account("2200", "Sales Tax Payable"),
        "bank": Account("1000", "Checking"),
    },
    prefixes={
        "sales_order": "ORD",
        "web_order": "WWW",
        "credit_note": "RMA",
        "purchase_order": "PO-A",
        "supplier_credit_note": "VC",
        "adjustment": "INVADJ-",
    },
)
COMPANIES = {"kestrel": KESTREL, "alder": ALDER}
