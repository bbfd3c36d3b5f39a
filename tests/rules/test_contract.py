"""Every report has at least its promised columns."""

import csv
import io
from pathlib import Path

import pytest

from close.archive import export
from close.rules.queries import library
from close.signing.answers import answer, visible
from close.store.warehouse import Warehouse
from tests.given.landings import landing, sale

LEAST = {
    "timing_differences": "doc_type ref move_date acct_date class value",
    "missing_fields": "doc_type ref missing_field",
    "blank_cogs": "doc_type order_ref failing_condition",
    "findings": "cause_id doc_type ref amount",
    "bridge": "leg cause_id amount",
    "revenue_bridge": "cause_id amount",
    "balances": "hsv sohr_opening sohr_closing hsv_minus_sohr cin7_cogs cin7_sales",
    "ledger_only": "account_role gl_date reference debit_minus_credit",
    "checklist": "step applicable exception_count state",
    "cogs_breakdown": "invoice_date order_ref status sales cogs gross_profit gp_pct",
    "stock_valuation": "soh stock_value retail_value",
    "stock_on_hand": "section reference entry_date debit credit",
    "sales_and_credits": "created_date order_ref customer move_date acct_date status payment_batch_ref qty_ordered "
    "qty_dispatched sales_incl sales_tax sales cost gross_profit gp_pct",
    "purchases_and_credits": "created_date order_ref supplier supplier_inv_no move_date acct_date po_status "
    "qty_ordered qty_received purchases_total landing_costs product_total total_tax total_incl",
}
BUILT = sorted(LEAST.keys() & library("reports").keys())


@pytest.mark.parametrize("name", BUILT)
def test_least_columns(tmp_path: Path, name: str) -> None:
    """Check that the header is there even if the answer has no rows."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([landing("sales_documents", [sale("S-1")], "2026-05")], "ada")
    text = export.write(visible(answer(warehouse, name, "2026-03")), "csv").decode()
    header = next(csv.reader(io.StringIO(text)))
    assert set(LEAST[name].split()) - set(header) == set()
    assert not [column for column in header if column.startswith("_")]


@pytest.mark.parametrize("name", sorted(library("reports")))
def test_every_report_says_what_its_columns_are(name: str) -> None:
    for report in library("reports")[name]:
        assert report.title
        assert report.description.endswith(".")
        assert all(column.label[0].isupper() for column in report.columns if not column.is_lineage)
        assert len({column.name for column in report.columns}) == len(report.columns)
