"""A workbook with several reports: each sheet is read, proven and landed separately, from one original."""

import io
from pathlib import Path

import xlsxwriter

from close.store.warehouse import Warehouse
from loaders import Card, land
from loaders.intake.exports import RepeatedReport
from loaders.intake.original_lines import read_original_line

STOCK: list[list] = [["Product Code", "SOH", "Stock Value"], ["A", 2, 10.5]]
COGS: list[list] = [
    ["Invoice Date", "Order Ref", "Accounting Invoice Status", "Sales", "COGS"],
    ["13/09/2027", "K-1", "Imported", 9, 5],
    ["Grand Total", None, None, 9, 5],
]


def write(**sheets: list[list]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name.replace("_", " "))
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return target.getvalue()


def drop(folder: Path, content: bytes, period: str | None = "2027-09") -> tuple[list[Card], Warehouse]:
    warehouse = Warehouse(folder, "kelp")
    return land([("", "month end.xlsx", content)], warehouse, period), warehouse


def test_each_sheet_lands_with_a_card_of_its_own(tmp_path: Path) -> None:
    content = write(Notes=[["see below"]], Stock=STOCK, COGS=COGS)
    cards, warehouse = drop(tmp_path, content)
    assert [(card.status, card.title) for card in cards] == [
        ("landed", "Historic stock valuations"),
        ("landed", "COGS breakdown"),
    ]
    records = warehouse.head().landings
    assert {record.sha256 for record in records} == {records[0].sha256}
    lines = {
        record.loader: read_original_line(warehouse.original(record.sha256), 2, record.reading["sheet"]).rows[0][0]
        for record in records
    }
    assert lines == {"omni.valuations": "A", "omni.cogs": "13/09/2027"}
    assert [card.status for card in drop(tmp_path, content)[0]] == ["unchanged", "unchanged"]


def test_a_bad_sheet_does_not_hold_up_the_others(tmp_path: Path) -> None:
    wrong = [*COGS[:2], ["Grand Total", None, None, 10, 5]]
    cards, _ = drop(tmp_path, write(Stock=STOCK, COGS=wrong))
    assert [card.status for card in cards] == ["landed", "refused"]
    assert cards[1].problems[0].startswith('Sheet "COGS": Line 3, Sales: the file states a total of 10.00')


def test_the_same_report_twice_for_one_month_is_refused(tmp_path: Path) -> None:
    cards, warehouse = drop(tmp_path, write(East=STOCK, West=[STOCK[0], ["B", 1, 1]], COGS=COGS))
    assert [card.status for card in cards] == ["refused", "refused", "landed"]
    assert {card.problem.refusal for card in cards[:2] if card.problem} == {RepeatedReport}
    assert 'The sheets "East" and "West" are all Historic stock valuations for 2027-09' in cards[0].problems[0]
    assert len(warehouse.head().landings) == 1


def test_the_names_of_the_sheets_state_their_months(tmp_path: Path) -> None:
    cards, warehouse = drop(tmp_path, write(Aug_2027=STOCK, Sep_2027=[STOCK[0], ["B", 1, 1]]), None)
    assert [(card.status, card.period) for card in cards] == [("landed", "2027-08"), ("landed", "2027-09")]
    assert cards[0].period_evidence == "the name of its sheet"
    again, _ = drop(tmp_path, write(Aug_2027=STOCK, COGS=COGS))
    assert again[0].problems[0].startswith('Sheet "Aug 2027": the month chosen says 2027-09')
    assert len(warehouse.head().landings) == 3
