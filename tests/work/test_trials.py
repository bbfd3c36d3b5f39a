"""Trials: the same answers as the corrected files themselves, and no trace of them afterwards."""

import csv
import hashlib
import shutil
import time
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

import loaders
import sample
from close.engine.step_cache import find_folder
from close.errors import Refused
from close.rules.answers import run_model
from close.signing.answers import answer
from close.signing.effects import compare, measure
from close.signing.standing import SIGNED, SUSPENDED, standings
from close.store.audit_log import AuditLog, Draft
from close.store.warehouse import Warehouse, organisations
from close.store.witness.acts import TRIALS, OnlyATrial
from close.work.corrections import BadCorrection, Correction, NotCorrectable
from close.work.trials import NotListed, correct, open_trial
from sample.exports.omni_reports import STATUS
from sample.exports.writing import short_day
from tests.given import signed
from tests.given.landings import landing, purchase, sale

SEED, MONTHS, COMPANY = 7, 1, "sample"
REPORTS = (
    *("bridge", "revenue_bridge", "balances", "findings", "checklist", "blank_cogs", "cogs_breakdown", "worklist"),
    *("timing_differences", "missing_fields", "timing_roll_forward", "sales_and_credits", "purchases_and_credits"),
)
HEADINGS = {
    ("sales_documents", "move_date"): "Full Dispatched / Completed Date",
    ("sales_documents", "acct_date"): "Invoice / Credit Note Date",
    ("sales_documents", "status"): "Invoice Status",
    ("sales_documents", "sales_reference"): "Sales Reference",
    ("cogs_entries", "acct_date"): "Invoice Date",
    ("cogs_entries", "status"): "Accounting Invoice Status",
    ("purchase_documents", "move_date"): "Full Received / Completed Date",
    ("purchase_documents", "acct_date"): "Invoice / Supplier Credit Note Date",
    ("purchase_documents", "supplier_inv_no"): "Supplier Inv No",
    ("purchase_documents", "po_status"): "PO Status",
    ("purchase_documents", "status"): "Accounting Status",
    ("stock_adjustments", "acct_date"): "Accounting Adjustment Date",
}


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company")
    sample.write(sample.simulate(sample.KESTREL, SEED, MONTHS, sample.Faults.all()), folder)
    return folder / "exports"


@pytest.fixture(scope="module")
def company(exports: Path, tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"), COMPANY)
    land(warehouse, sorted(exports.rglob("*.*")))
    return warehouse


def land(warehouse: Warehouse, files: list[Path]) -> None:
    cards = loaders.land([(file.parent.name, file.name, file.read_bytes()) for file in files], warehouse, who="tests")
    assert not [card.problems for card in cards if card.problems]


def list_corrections(warehouse: Warehouse, period: str) -> list[Correction]:
    """Return a correction of every kind: each blank date, number and status of the month, and a draft and a void."""
    found: list[Correction] = []
    for row in answer(warehouse, "correctable", period).table.to_pylist():
        key, day = (row["_dataset"], row["_ref_key"]), row["acct_date"] or row["move_date"]
        missing = row["missing_fields"] or ""
        if day and row["move_date"] is None and row["_dataset"] != "stock_adjustments":
            found.append(Correction(*key, "move_date", day))
        if day and row["acct_date"] is None:
            found.append(Correction(*key, "acct_date", str(day)))
        if row["status"] in ("ERROR", "NOT_IMPORTED"):
            found.append(Correction(*key, "status", "IMPORTED"))
        if "No" in missing.split() or "Supplier Inv No" in missing:
            found.append(Correction(*key, "supplier_inv_no", "=N-1"))
        if "Sales Reference" in missing:
            found.append(Correction(*key, "sales_reference", "S-1000"))
    bought = [row for row in answer(warehouse, "correctable", period).table.to_pylist() if row["doc_type"] == "PO"]
    for row, stage in zip(bought[-2:], ("Draft", "Void"), strict=True):
        found.append(Correction(row["_dataset"], row["_ref_key"], "po_status", stage))
    return found


def rewrite(exports: Path, corrections: list[Correction]) -> list[Path]:
    """Correct the cells in the files themselves, in the newest month that lists each document. Return the files."""
    written: set[Path] = set()
    for each in corrections:
        also = {"sales_documents": ["cogs_entries"]}.get(each.dataset, [])
        for dataset in [each.dataset, *also]:
            heading = HEADINGS.get((dataset, each.column))
            newest = sorted(exports.iterdir(), reverse=True)
            files = (file for month in newest for file in sorted(month.glob("*.csv")) if heading)
            hits = (file for file in files if write_cell(file, each, str(heading)))
            written |= {*islice(hits, 1)}
    settings = [file for month in {file.parent for file in written} for file in month.glob("*.toml")]
    return sorted([*written, *settings])


def write_cell(file: Path, correction: Correction, heading: str) -> bool:
    """Correct a document in a file, and return whether the file lists it."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        rows = list(csv.reader(source))
    for head, names in enumerate(rows):
        reference = next((names.index(name) for name in ("Order Ref", "Reference") if name in names), None)
        if reference is None or heading not in names:
            continue
        own = [row for row in rows[head + 1 :] if row[reference].upper() == correction.ref_key]
        for row in own:
            row[names.index(heading)] = say(correction)
        if own:
            with file.open("w", encoding="utf-8-sig", newline="") as target:
                csv.writer(target, lineterminator="\r\n").writerows(rows)
            return True
    return False


def say(correction: Correction) -> str:
    if correction.column.endswith("date"):
        return short_day(date.fromisoformat(str(correction.value)), sample.KESTREL)
    return STATUS.get(str(correction.value), str(correction.value))


def rows_of(warehouse: Warehouse, name: str, period: str) -> list[tuple]:
    found = answer(warehouse, name, period)
    shown = [column.name for column in found.report.columns if not column.name.startswith("_")]
    return [tuple(row[name] for name in shown) for row in found.table.to_pylist()]


def read_tree(root: Path) -> dict[str, str]:
    files = [path for path in sorted(root.rglob("*")) if path.is_file()]
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


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


@pytest.mark.usefixtures("own_steps")
def test_a_trial_leaves_no_trace(company: Warehouse, tmp_path: Path) -> None:
    root = Path(shutil.copytree(company.root, tmp_path / "warehouse"))
    warehouse, period = Warehouse(root, COMPANY), company.head().periods()[-1]
    corrections = list_corrections(warehouse, period)
    answer(warehouse, "missing_fields", period)
    assert list(find_folder(warehouse).glob("rows/*"))
    before = read_tree(root)
    with open_trial(warehouse) as trial:
        correct(trial, period, corrections)
        answer(trial, "missing_fields", period)
        assert organisations(root) == [COMPANY]
        with pytest.raises(OnlyATrial):
            AuditLog(trial).record(Draft("Ann", "commented", period, "CH1", "why?"))
    assert read_tree(root) == before
    assert not list((root / TRIALS).iterdir())


@pytest.fixture
def small(tmp_path: Path) -> Warehouse:
    """Return a warehouse with an order that both months list, and orders that only one of them lists."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    open_sale = {"acct_date": None, "status": "NOT_IMPORTED", "created_date": date(2026, 2, 3)}
    early = [sale("Both", **open_sale), sale("Early", **open_sale)]
    warehouse.land([landing("sales_documents", early, "2026-02")], who="tests")
    warehouse.land([landing("sales_documents", [sale("Both", **open_sale), sale("Late", **open_sale)])], who="tests")
    warehouse.land([landing("purchase_documents", [purchase("P1", supplier_inv_no=None)])], who="tests")
    return warehouse


def booked(warehouse: Warehouse, period: str) -> dict[str, date | None]:
    rows = run_model(warehouse, "sales_documents_as_known", period).to_pylist()
    return {row["ref_key"]: row["acct_date"] for row in rows}


def test_the_newest_export_up_to_the_month_is_corrected(small: Warehouse) -> None:
    day = date(2026, 3, 12)
    for period, key, february, march in (
        ("2026-03", "BOTH", None, day),
        ("2026-02", "BOTH", day, None),
        ("2026-03", "EARLY", day, day),
    ):
        with open_trial(small) as trial:
            correct(trial, period, [Correction("sales_documents", key, "acct_date", day)])
            assert (booked(trial, "2026-02")[key], booked(trial, "2026-03")[key]) == (february, march)
    with open_trial(small) as trial, pytest.raises(NotListed, match="LATE"):
        correct(trial, "2026-02", [Correction("sales_documents", "LATE", "acct_date", day)])


def test_a_trial_of_an_earlier_snapshot_knows_nothing_later(small: Warehouse) -> None:
    with open_trial(small, 1) as trial:
        assert (trial.head().number, set(booked(trial, "2026-03"))) == (1, {"BOTH", "EARLY"})


@pytest.mark.parametrize(
    ("dataset", "column", "value", "why"),
    [
        ("sales_documents", "acct_date", "2026-02-30", "is not a date"),
        ("sales_documents", "acct_date", "1926-03-30", "from 2000 to 2099"),
        ("sales_documents", "status", "DONE", "Choose NOT_IMPORTED"),
        ("purchase_documents", "po_status", "void", "Choose Draft"),
        ("purchase_documents", "supplier_inv_no", "1" * 201, "200 characters"),
        ("sales_documents", "ref_key", "OTHER", "no such field"),
        ("stock_adjustments", "status", "IMPORTED", "no such field"),
        ("ledger_entries", "debit", "1.00", "no such field"),
    ],
)
def test_a_value_that_a_field_cannot_have_is_refused(
    small: Warehouse, dataset: str, column: str, value: str, why: str
) -> None:
    with open_trial(small) as trial, pytest.raises(Refused, match=why) as refused:
        correct(trial, "2026-03", [Correction(dataset, "BOTH", column, value)])
    assert refused.type in (BadCorrection, NotCorrectable)


@pytest.fixture
def left(small: Warehouse) -> Path:
    place = small.root / TRIALS / "trial-left"
    place.mkdir(parents=True)
    return place


def test_the_trial_of_a_process_that_died_is_removed(
    small: Warehouse, left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_trial(small):
        assert left.exists()
    later = time.time() + 100_000
    monkeypatch.setattr("close.work.trials.time.time", lambda: later)
    with open_trial(small):
        assert not left.exists()


def test_a_signature_is_suspended_in_the_trial_only(tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path / "warehouse", "signed")
    signed.land_month(warehouse, signed.exports(tmp_path / "company", months=1) / signed.PERIOD)
    signed.sign_month(warehouse)
    (row, *_) = answer(warehouse, "missing_fields", signed.PERIOD).table.to_pylist()
    column = "acct_date" if row["acct_date"] is None else "move_date"
    with open_trial(warehouse) as trial:
        assert standings(trial, signed.PERIOD)["month"].state == SIGNED
        correct(trial, signed.PERIOD, [Correction(row["_dataset"], row["ref"].upper(), column, "2026-01-20")])
        assert standings(trial, signed.PERIOD)["month"].state == SUSPENDED
    assert standings(warehouse, signed.PERIOD)["month"].state == SIGNED
