"""Files with unreadable rows: refused, unless somebody agrees to leave those rows out. They are kept and listed."""

from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from close.rules.answers import run
from close.store.warehouse import Warehouse
from close.work.current_exports import make_current, take_back
from loaders import land
from loaders.command import main
from loaders.intake.exports import Folder
from loaders.intake.exports import read as read_file
from loaders.layouts.faults import BadCells
from loaders.mapping.mapping import Mapping
from loaders.uploads.consent import ASK, Consent, count_unreadable
from tests.loaders.exports import SALES, sales_csv
from tests.loaders.mapping.foreign import LEDGER, LEDGER_MAPPING, MONTH, read_mapped, rows_of
from tests.loaders.test_intake import TOML
from tests.loaders.test_periods import cogs

SETTINGS = ("", "organisation.toml", TOML)
WITHOUT = Consent(incomplete=frozenset({"sales.csv"}))
MANY = tuple((*SALES[0][:1], f"K-{number}", *SALES[0][2:]) for number in range(100, 130))
MONTHS = ("2027-09", "2027-10")
BROKEN = sales_csv().replace(b"02/09/2027", b"31/09/2027")


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Kelp")


def drop(content: bytes) -> list[tuple[str, str, bytes]]:
    return [SETTINGS, ("", "sales.csv", content)]


def read(warehouse: Warehouse, dataset: str) -> list[dict]:
    files = [warehouse.folder / file.path for r in warehouse.head().of(dataset) if (file := r.dataset(dataset))]
    return [row for file in files for row in pq.read_table(file, partitioning=None).to_pylist()]


def test_without_consent_the_file_is_refused_and_offered(warehouse: Warehouse) -> None:
    _, card = land(drop(BROKEN), warehouse, consent=ASK)
    assert card.status == "refused"
    assert card.problem
    assert card.problem.refusal is BadCells
    assert count_unreadable(card) == 1
    assert not warehouse.head().of("sales_documents")


def test_with_consent_the_other_rows_land_and_the_row_is_kept(warehouse: Warehouse) -> None:
    _, card = land(drop(BROKEN), warehouse, consent=WITHOUT)
    assert (card.status, card.rows) == ("landed", 2)
    assert ("Unreadable rows", "not proven", "1 of 3 left out, because a cell cannot be read: line 2") in card.checks
    assert ("Complete", "passed") in [check[:2] for check in card.checks]
    assert sorted(row["order_ref"] for row in read(warehouse, "sales_documents")) == ["K-2", "KC-1"]
    (kept,) = read(warehouse, "unreadable_rows")
    assert kept == {
        "period": "2027-09",
        "dataset": "sales_documents",
        "reference": "K-1",
        "ref_key": "K-1",
        "header": "Full Dispatched / Completed Date",
        "value": "31/09/2027",
        "expected": "a date",
        "_line": 2,
    }


def test_a_total_of_another_column_still_proves_that_no_row_is_missing(warehouse: Warehouse) -> None:
    unknown = sales_csv().replace(b'"1,150.00"', b"n/a", 1)
    cut = b"\r\n".join(line for line in unknown.split(b"\r\n") if b"K-2" not in line)
    _, refused = land(drop(cut), warehouse, consent=WITHOUT)
    assert refused.problem
    assert refused.problem.refusal.__name__ == "TotalsDiffer"
    _, card = land(drop(unknown), warehouse, consent=WITHOUT)
    assert ("Complete", "passed") in [check[:2] for check in card.checks]
    assert not warehouse.head().of("sales_documents")[0].totals


def test_two_cells_of_a_row_are_one_row(warehouse: Warehouse) -> None:
    both = BROKEN.replace(b'"1,150.00"', b"n/a", 1)
    _, card = land(drop(both), warehouse, consent=WITHOUT)
    assert card.rows == 2
    assert [row["value"] for row in read(warehouse, "unreadable_rows")] == ["31/09/2027", "n/a"]


@pytest.mark.parametrize(("bad", "offered"), [(1, 1), (3, 3), (4, 0), (30, 0)])
def test_only_one_row_in_ten_may_be_left_out(warehouse: Warehouse, bad: int, offered: int) -> None:
    rows = [(*row[:5], "Lost", *row[6:]) if at < bad else row for at, row in enumerate(MANY)]
    _, card = land(drop(sales_csv(rows)), warehouse, consent=ASK)
    assert count_unreadable(card) == offered
    _, again = land(drop(sales_csv(rows)), warehouse, consent=WITHOUT)
    assert again.status == ("landed" if offered else "refused")


def test_the_only_row_cannot_be_left_out(warehouse: Warehouse) -> None:
    _, card = land(drop(sales_csv([(*SALES[0][:5], "Lost", *SALES[0][6:])])), warehouse, consent=WITHOUT)
    assert (card.status, count_unreadable(card)) == ("refused", 0)


def test_the_corrected_file_replaces_it_and_nothing_is_left_out(warehouse: Warehouse) -> None:
    land(drop(BROKEN), warehouse, consent=WITHOUT)
    assert run(warehouse, "sales_and_credits", "2027-09").incomplete == ("sales_documents",)
    _, card = land(drop(sales_csv()), warehouse)
    assert card.status == "landed"
    assert not read(warehouse, "unreadable_rows")
    assert len(read(warehouse, "sales_documents")) == 3
    assert run(warehouse, "sales_and_credits", "2027-09").incomplete == ()


def test_an_unreadable_row_of_a_known_document_makes_it_unknown(warehouse: Warehouse) -> None:
    land(drop(sales_csv()), warehouse)
    later = TOML.replace(b"2027-09", b"2027-10").replace(b"2027-10-04", b"2027-11-04")
    october = sales_csv().replace(b"27/09/2027", b"99/10/2027").replace(b"/09/2027", b"/10/2027")
    consent = Consent(incomplete=None)
    cards = land([("", "organisation.toml", later), ("", "sales.csv", october)], warehouse, consent=consent)
    assert [card.status for card in cards] == ["landed", "landed"]
    listed = {month: run(warehouse, "document_states", month).table["ref"].to_pylist() for month in MONTHS}
    assert [set(refs) for refs in listed.values()] == [{"K-1", "K-2", "KC-1"}, {"K-1", "KC-1"}]


def test_files_with_unreadable_rows_of_different_reports_do_not_replace_each_other(warehouse: Warehouse) -> None:
    payments = (
        b"Payment Date,Order Ref,Order Type,Source,Branch,Payment Method,Amount,Batch Reference,Reconcile Date\r\n"
    )
    payments += b"02/09/2027,K-1,Sales Order,Web,A,Card,n/a,,\r\n13/09/2027,K-2,Sales Order,Web,A,Card,5.00,,\r\n"
    cards = land([*drop(BROKEN), ("", "payments.csv", payments)], warehouse, consent=Consent(incomplete=None))
    assert [card.status for card in cards] == ["landed"] * 3
    assert all(not card.outcome.replaced and not card.outcome.added_to for card in cards if card.outcome)
    assert {row["dataset"] for row in read(warehouse, "unreadable_rows")} == {"sales_documents", "payments"}


def test_balances_are_blank_not_short(warehouse: Warehouse) -> None:
    land(drop(sales_csv()), warehouse)
    assert run(warehouse, "balances", "2027-09").table["cin7_sales"].to_pylist() == [Decimal("-73.70")]
    land(drop(BROKEN), warehouse, consent=Consent(incomplete=None))
    assert run(warehouse, "balances", "2027-09").table["cin7_sales"].to_pylist() == [None]


def test_the_command_line_says_how(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "2027-09"
    folder.mkdir()
    (folder / "organisation.toml").write_bytes(TOML)
    (folder / "sales.csv").write_bytes(BROKEN)
    command = [str(folder), "--warehouse", str(tmp_path / "warehouse")]
    assert main(command) == 1
    assert "sales.csv: add --leave-out-unreadable to upload it without that row." in capsys.readouterr().err
    assert main([*command, "--leave-out-unreadable"]) == 0
    assert "1 of 3 left out, because a cell cannot be read: line 2" in capsys.readouterr().out


def test_another_bad_row_replaces_the_first_and_taking_it_back_restores_nothing(warehouse: Warehouse) -> None:
    for content in (BROKEN, sales_csv().replace(b"27/09/2027", b"99/09/2027")):
        land(drop(content), warehouse, consent=WITHOUT)
    assert [row["ref_key"] for row in read(warehouse, "unreadable_rows")] == ["K-2"]
    former, current = (
        next(r for r in manifest.landings if r.file_name == "sales.csv")
        for manifest in (warehouse.manifests.open(warehouse.head().number - 1), warehouse.head())
    )
    take_back(warehouse, current.landing, "ada", "wrong file")
    assert run(warehouse, "sales_and_credits", "2027-09").unlanded == ("sales_documents",)
    make_current(warehouse, former.landing, "ada", "the better one")
    assert [row["ref_key"] for row in read(warehouse, "unreadable_rows")] == ["K-1"]
    assert run(warehouse, "sales_and_credits", "2027-09").incomplete == ("sales_documents",)


def test_a_row_of_an_earlier_month_may_still_be_open(warehouse: Warehouse) -> None:
    later = TOML.replace(b"2027-09", b"2027-10").replace(b"2027-10-04", b"2027-11-04")
    october = sales_csv([(*SALES[0][:1], "K-9", *SALES[0][2:])]).replace(b"/09/2027", b"/10/2027")
    for content, state in ((BROKEN, "cannot_tell"), (sales_csv(), "exceptions")):
        land(drop(content), warehouse, consent=WITHOUT)
        land([("", "organisation.toml", later), ("", "sales.csv", october)], warehouse)
        steps = {row["step"]: row["proof"] for row in run(warehouse, "step_proof", "2027-10").table.to_pylist()}
        assert steps["CH1"] == state


@pytest.mark.parametrize(
    ("cell", "bad", "months"),
    [("14/08", "44/08", 3), ("14/08/2027,S-8-14,Imported,10.00", "14/08/2027,S-8-14,Imported,?", 1)],
)
def test_a_row_of_a_file_for_several_months_is_left_out_of_its_own(
    warehouse: Warehouse, cell: str, bad: str, months: int
) -> None:
    days = [(month, day) for month in (7, 8, 9) for day in range(9, 21)]
    content = cogs(days, "1 July 2027 to 30 September 2027").replace(cell.encode(), bad.encode())
    cards = land([("", "q3.csv", content)], warehouse, consent=Consent(incomplete=None))
    assert [(card.period, card.rows) for card in cards] == [("2027-07", 12), ("2027-08", 11), ("2027-09", 12)]
    kept = read(warehouse, "unreadable_rows")
    assert [row["period"] for row in kept] == (["2027-07", "2027-08", "2027-09"] if months == 3 else ["2027-08"])
    assert sum("Unreadable rows" in [check.label for check in card.checks] for card in cards) == months
    assert {
        card.status for card in land([("", "q3.csv", content.replace(bad.encode(), cell.encode()))], warehouse)
    } == {"landed"}
    assert not read(warehouse, "unreadable_rows")


def test_a_row_of_a_mapped_file_may_be_left_out() -> None:
    """Only with consent, and never of a ledger."""
    text = "Auftrag,Artikel,Menge,Geliefert\nSO-1,A,5,4\nSO-1,B,viele,1\nSO-2,A,1,1\n"
    names, headers = ("order_ref", "product_code", "qty", "qty_moved"), ("Auftrag", "Artikel", "Menge", "Geliefert")
    dated = "Versand,Rechnung," + text.replace("\nSO", "\n2026-03-13,2026-03-14,SO")
    columns = {"move_date": "Versand", "acct_date": "Rechnung", **dict(zip(names, headers, strict=True))}
    mapping = Mapping("Positionen", "order_lines", ("Versand", "Rechnung", *headers), columns)
    with pytest.raises(BadCells) as refused:
        read_mapped(dated, mapping)
    assert refused.value.rows == 1
    found = read_file("export.csv", dated.encode(), None, Folder(None, MONTH, leaves_out=True), mapping=mapping)
    assert rows_of(found, "order_lines", "order_ref", "product_code") == [("SO-1", "A"), ("SO-2", "A")]
    assert rows_of(found, "unreadable_rows", "dataset", "ref_key", "value") == [("order_lines", "SO-1", "viele")]
    broken = LEDGER.replace("1.190,00", "n/a", 1)
    with pytest.raises(BadCells) as of_ledger:
        read_file("export.csv", broken.encode(), None, Folder(None, MONTH, leaves_out=True), mapping=LEDGER_MAPPING)
    assert of_ledger.value.rows == 0
