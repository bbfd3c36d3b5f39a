"""The datasets of stock that moves: Omni's list of stock movements, branch transfers and production jobs."""

from close.store.datasets.dataset import DAY, FLAG, MONEY, QUANTITY, TEXT, Dataset

STOCK_MOVEMENTS = Dataset(
    "stock_movements",
    "Stock movements",
    ("ref_key", "product_code", "branch", "move_date"),
    {
        "doc_type": TEXT,  # SO, CN, PO, SCN, ADJ, BT, JOB; null if the file's word for it is unknown
        "trans_type": TEXT,  # in the file's words
        "reference": TEXT,
        "ref_key": TEXT,
        "move_date": DAY,  # the day these units moved, which for a part delivery is its own day
        "product_code": TEXT,
        "product_name": TEXT,
        "branch": TEXT,  # empty text if the file does not state it, because a blank does not identify a row
        "holding_group": TEXT,
        "contact": TEXT,
        "batch": TEXT,
        "direction": TEXT,  # IN, OUT, WITHIN; null if the file does not state it
        "units": QUANTITY,  # change in stock on hand: positive in, negative out
    },
    source="Stock > Track Stock Movements > Export (all products and branches, dates of the month)",
    unique=False,
    may_lack_rows=True,
    is_optional=True,
)
BRANCH_TRANSFERS = Dataset(
    "branch_transfers",
    "Branch transfers",
    ("ref_key",),
    {
        "reference": TEXT,
        "ref_key": TEXT,
        "source_branch": TEXT,
        "destination_branch": TEXT,
        "dispatched_date": DAY,
        "received_date": DAY,
        "is_void": FLAG,
        "product_code": TEXT,
        "product_name": TEXT,
        "qty": QUANTITY,  # units sent, never negative
        "unit_cost": MONEY,  # null if the file does not state it
    },
    source="Stock > Branch Transfers > Export (all statuses)",
    unique=False,
    may_lack_rows=True,
    is_optional=True,
)
PRODUCTION_JOBS = Dataset(
    "production_jobs",
    "Production jobs",
    ("ref_key",),
    {
        "reference": TEXT,
        "ref_key": TEXT,
        "completed_date": DAY,
        "is_void": FLAG,
        "part": TEXT,  # MAKE finished goods, USE components, ADDON labour and other charges
        "product_code": TEXT,
        "product_name": TEXT,
        "qty": QUANTITY,  # units made or used, never negative
        "unit_cost": MONEY,
    },
    source="Production > Production Jobs > Export (with components and unit costs)",
    unique=False,
    may_lack_rows=True,
    is_optional=True,
)
