"""Rows of stock movements, transfers and jobs, and valuations with units."""

from datetime import date
from decimal import Decimal

from close.store.warehouse import Landing
from tests.given.landings import Row, landing

LAST, MONTH = "2026-02", "2026-03"
MARCH, APRIL = date(2026, 3, 28), date(2026, 4, 2)


def move(ref: str, units: object, on: date | None = MARCH, doc_type: str | None = "SO", **columns: object) -> Row:
    """Return a movement of product P. Positive units come into stock."""
    usual = {"trans_type": doc_type, "product_code": "P", "branch": ""}
    row = {**usual, "doc_type": doc_type, "reference": ref, "ref_key": ref, "move_date": on, **columns}
    return {**row, "units": Decimal(str(units))}


def movements(*rows: Row, period: str = MONTH, name: str = "") -> Landing:
    return landing("stock_movements", rows, period, name)


def valued(period: str, **units: object) -> Landing:
    """Return a valuation in which each unit of every product is worth 10.00."""
    rows = [
        {"product_code": product, "soh": Decimal(str(soh)), "stock_value": Decimal(str(soh)) * 10}
        for product, soh in units.items()
    ]
    return landing("stock_valuation_lines", rows, period)


def transfer(ref: str, **columns: object) -> Row:
    usual = {"reference": ref, "ref_key": ref, "is_void": False, "product_code": "P", "dispatched_date": MARCH}
    return {**usual, "received_date": None, "qty": 8, "unit_cost": None, **columns}


def job_line(ref: str, part: str, qty: object, unit_cost: object, **columns: object) -> Row:
    usual = {"reference": ref, "ref_key": ref, "completed_date": MARCH, "is_void": False, "product_code": part}
    return {**usual, "part": part, "qty": qty, "unit_cost": unit_cost, **columns}
