"""OUT/exports/<month>/ and OUT/truth/."""

import csv
from pathlib import Path

from sample.books import Books
from sample.expected.truth import truth
from sample.exports.ledger_files import write_ledgers
from sample.exports.omni_files import write_exports

COLUMNS = {
    "balances": "month_end export_day hsv sohr_opening sohr_closing gl_inventory_opening gl_inventory hsv_minus_sohr "
    "sohr_minus_gl cin7_cogs gl_cogs cin7_sales gl_revenue gl_ar gl_ap lock_date",
    "timing": "doc_type ref move_date acct_date class cause_id value",
    "cleared_timing": "doc_type ref move_date acct_date previous_class",
    "missing_fields": "doc_type ref missing_field",
    "blank_cogs": "doc_type order_ref failing_condition true_missing_cogs in_month_file",
    "findings": "cause_id doc_type ref amount timing direction kind first_month leg1_amount leg2_amount revenue_amount "
    "row_in_month_files also accept amount_basis note",
    "bridge": "leg cause_id amount",
    "revenue_bridge": "cause_id amount",
    "gl_only": "cause_id account_role gl_date posted source reference description debit_minus_credit "
    "visible_in_month_file",
    "checklist": "step applicable exception_count count_with_rounding",
}


def write(books: Books, folder: Path) -> None:
    """Write every month's exports and its expected figures."""
    write_exports(books, folder / "exports")
    write_ledgers(books, folder / "exports")
    write_truth(books, folder / "truth")


def write_truth(books: Books, folder: Path) -> None:
    """Write one file per table, with a header even if the table has no rows."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = truth(books)
    for name, columns in COLUMNS.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["month", *columns.split()], lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables[name])
