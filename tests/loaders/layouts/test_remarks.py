"""A remark in a row of its own between the rows of a report, which would become the label of the rows below it."""

import pytest

from loaders import read
from loaders.layouts.doubts.remarks import find_remarks
from loaders.layouts.label_groups import UncertainHeading
from loaders.layouts.table_rows import StrayRow
from loaders.ledger.layouts.proving.remark_proof import RemarkAsHeading
from tests.loaders.exports import folder, rows_of
from tests.loaders.ledger.golden import land as land_ledger

STOCK = "Branch,Product Code,Product Name,SOH,Stock Value"
FIRST, SECOND, THIRD = ",A-1,Mug,5,10.00", ",A-2,Mug,5,10.00", ",A-3,Mug,5,10.00"
REMARKS = [
    "counted twice in the warehouse", "Please check these with Mia", "Mia: ask the warehouse first", "why?", "checked",
    "bitte prüfen", "supplier sent the wrong invoice", "not received yet", "from the March container",
]  # fmt: skip
NAMES = [
    "Cost of goods sold", "Goods received not invoiced", "See Saw Ltd", "Check Point Ltd", "Chase bank", "Note payable",
    "Paid-in capital", "Yahoo! Inc", "Wages: office", "Unpaid expense claims", "Waiting room furniture", "Notebooks",
    "Realised currency gains and losses", "Supplier: Acme", "St. Mary's", "Not For Resale",
]  # fmt: skip
SOHR = [
    "Stock on Hand Reconciliation,,,,,,", "Kelp,,,,,,", "For the period 1 September 2027 to 30 September 2027,,,,,,",
    "Section,Reference,Contact,Date,Debit,Credit,Balance", "Opening Balance,,,01/09/2027,,,500.00",
    "Purchase Orders,,,,,,", ",PO-1,Acme,03/09/2027,100.00,,600.00", ",PO-2,Acme,04/09/2027,50.00,,650.00",
    "Closing Balance,,,30/09/2027,,,650.00",
]  # fmt: skip


def land(*lines: str) -> list[dict[str, object]]:
    landing = read("2027-09.csv", "\n".join([*lines, ""]).encode(), folder=folder()).landing
    return rows_of(landing).to_pylist()


@pytest.mark.parametrize("text", REMARKS)
def test_a_remark_between_groups_is_asked_about(text: str) -> None:
    assert find_remarks(["Auckland", text, "Wellington"]) == {text}
    rows = ["Auckland,,,,", FIRST, f"{text},,,,", SECOND, "Wellington,,,,", THIRD]
    with pytest.raises(UncertainHeading, match=r'Line 4 \(".*or a note. If it is a note, delete the row'):
        land(STOCK, *rows)
    assert [row["branch"] for row in land(STOCK, *rows[:2], *rows[3:])] == ["Auckland", "Auckland", "Wellington"]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_is_no_remark(text: str) -> None:
    assert not find_remarks(["Auckland", text, "Wellington"])


def test_a_subtotal_proves_that_a_text_is_a_label() -> None:
    rows = ["Auckland,,,,", FIRST, "We love mugs!,,,,", SECOND]
    with pytest.raises(UncertainHeading):
        land(STOCK, *rows)
    totals = ["Auckland,,,,", FIRST, "Auckland Total,,,5,10", "We love mugs!,,,,", SECOND, "We love mugs! Total,,,5,10"]
    assert [row["branch"] for row in land(STOCK, *totals)] == ["Auckland", "We love mugs!"]


def test_labels_that_no_total_names_are_listed_on_the_card() -> None:
    rows = ["Auckland,,,,", FIRST, "From March,,,,", SECOND]
    card = read("2027-09.csv", "\n".join([STOCK, *rows, ""]).encode(), folder=folder()).card
    (check,) = [check for check in card.checks if check.label == "Labels"]
    assert check.state == "not proven"
    assert check.detail == 'Branch: no total names these, and any of them could be a note: "Auckland", "From March"'


def test_the_only_heading_without_a_subtotal_is_asked_about() -> None:
    rows = [
        "Bay,,,,",
        FIRST,
        "Bay Total,,,5,10",
        "From the container,,,,",
        SECOND,
        "Town,,,,",
        THIRD,
        "Town Total,,,5,10",
    ]
    with pytest.raises(UncertainHeading, match=r'Line 5 ."From the container"'):
        land(STOCK, *rows)


def test_a_remark_in_a_reconciliation_becomes_no_section() -> None:
    assert {row["section_label"] for row in _land_sections(SOHR)} == {"Purchase Orders"}
    with pytest.raises(StrayRow, match=r'Line 8 ."Mia will look at this one"'):
        _land_sections([*SOHR[:7], "Mia will look at this one,,,,,,", *SOHR[7:]])
    note = "Please export this again in October,,,,,,"
    assert _land_sections([*SOHR, note]) == _land_sections(SOHR)


def _land_sections(lines: list[str]) -> list[dict[str, object]]:
    landing = read("a.csv", "\n".join([*lines, ""]).encode(), folder=folder()).landing
    return landing.tables["stock_reconciliation_entries"].to_pylist()


LEDGER = [
    "Date,Description,Reference,Debit,Credit,Balance", "Stock,,,,,", "03/05/2027,a,R1,10.00,,10.00",
    "14/05/2027,a,R2,10.00,,20.00", "Sales,,,,,", "05/05/2027,a,R1,,20.00,-20.00",
]  # fmt: skip


@pytest.mark.parametrize("text", ["For Mia", "Mia: please check these"])
def test_a_remark_above_which_the_running_balance_goes_on_is_no_account(text: str) -> None:
    assert len(land_ledger("\n".join(LEDGER) + "\n").tables["ledger_balances"]) == 2
    with pytest.raises(RemarkAsHeading, match=f'Line 4 ."{text}"'):
        land_ledger("\n".join([*LEDGER[:3], f"{text},,,,,", *LEDGER[3:]]) + "\n")


def test_the_only_heading_without_a_code_is_asked_about() -> None:
    coded = [line.replace("Stock", "630 Stock").replace("Sales", "200 Sales").rpartition(",")[0] for line in LEDGER]
    assert len(land_ledger("\n".join(coded) + "\n").tables["ledger_balances"]) == 2
    with pytest.raises(RemarkAsHeading, match=r'Line 4 ."For Mia"'):
        land_ledger("\n".join([*coded[:3], "For Mia,,,,", *coded[3:]]) + "\n")
