"""A trial equals the corrected files, and leaves no trace."""

import shutil
from pathlib import Path

from close.signing.effects import compare, measure
from close.store.warehouse import Warehouse
from close.work.trials import correct, open_trial
from tests.work.trials.trying import COMPANY, REPORTS, land, list_corrections, rewrite, rows_of


def test_a_trial_equals_the_corrected_files(exports: Path, company: Warehouse, tmp_path: Path) -> None:
    period = company.head().periods()[-1]
    corrections = list_corrections(company, period)
    assert {each.column for each in corrections} >= {"move_date", "acct_date", "status", "supplier_inv_no", "po_status"}
    real = Warehouse(shutil.copytree(company.root, tmp_path / "warehouse"), COMPANY)
    files = rewrite(Path(shutil.copytree(exports, tmp_path / "exports")), corrections)
    assert len({file.name for file in files}) >= 4
    land(real, files)
    before = measure(company, period)
    with open_trial(company) as trial:
        correct(trial, period, corrections)
        tried = {name: rows_of(trial, name, period) for name in REPORTS}
        after = measure(trial, period)
    assert tried == {name: rows_of(real, name, period) for name in REPORTS}
    assert compare(before, after) == compare(before, measure(real, period))
    changed = {(each.name, each.kind) for each in compare(before, after).figures if each.change}
    assert {("missing_fields", "count"), ("timing_differences", "money"), ("cin7_sales", "money")} <= changed


def test_an_export_is_tried_without_landing_it(exports: Path, company: Warehouse, tmp_path: Path) -> None:
    period = company.head().periods()[-1]
    corrections = [each for each in list_corrections(company, period) if each.column == "acct_date"]
    files = rewrite(Path(shutil.copytree(exports, tmp_path / "exports")), corrections)
    with open_trial(company) as by_value, open_trial(company) as by_file:
        correct(by_value, period, corrections)
        land(by_file, files)
        for name in ("missing_fields", "sales_and_credits"):
            assert rows_of(by_value, name, period) == rows_of(by_file, name, period)
