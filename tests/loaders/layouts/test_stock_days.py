"""A stock report is for the day that its rows, headers or lines show, which has to be the month's last."""

import pytest

from loaders import Card, read
from loaders.intake.periods import WrongMonth
from tests.loaders.exports import folder

DATED = "{header},Product Code,SOH,Stock Value\r\n{day},A-1,2,10.00\r\n{day},B-2,3,20.00\r\n{day},C-3,1,5.00\r\n"
PLAIN = "Product Code,SOH,Available,Stock Value\r\nA-1,2,2,10.00\r\nB-2,3,0,20.00\r\n"


def read_card(text: str) -> Card:
    return read("a.csv", text.encode(), folder=folder()).card


def find_remarks(card: Card) -> list[tuple[str, str]]:
    return [(check.label, check.detail) for check in card.checks if check.label != "Complete"]


@pytest.mark.parametrize("header", ["Date", "As at", "Valuation Date", "Stock date", "Month end date"])
def test_the_stock_of_another_month_is_refused(header: str) -> None:
    with pytest.raises(WrongMonth, match="meant for 2027-09, but 3 of its dates are in 2027-10"):
        read_card(DATED.format(header=header, day="05/10/2027"))


def test_the_stock_of_an_earlier_day_is_remarked() -> None:
    card = read_card(DATED.format(header="Date", day="05/09/2027"))
    assert find_remarks(card) == [("Whole month", "the report ends on 5 September 2027")]


@pytest.mark.parametrize(("header", "day"), [("Date", "30/09/2027"), ("Last received", "05/10/2027")])
def test_the_stock_at_month_end_needs_no_remark(header: str, day: str) -> None:
    assert find_remarks(read_card(DATED.format(header=header, day=day))) == []


def test_a_list_of_current_stock_is_remarked() -> None:
    ((label, detail),) = find_remarks(read_card(PLAIN))
    assert label == "Day"
    assert detail.startswith('"Available" shows that this is the stock at the time of the export.')
    ((_, detail),) = find_remarks(read_card("Stock as of today\r\n" + PLAIN.replace("Available", "Notes")))
    assert detail.startswith('"Stock as of today" shows')


def test_a_list_that_states_its_day_needs_no_remark() -> None:
    assert find_remarks(read_card("As at 30 September 2027\r\n" + PLAIN)) == []


@pytest.mark.parametrize("name", ["a.csv", "Historic Stock Valuations 02-10-2027.csv"])
def test_a_stock_report_of_which_only_a_person_says_the_month_is_remarked(name: str) -> None:
    text = PLAIN.replace("Available", "Notes")
    ((label, detail),) = find_remarks(read(name, text.encode(), folder=folder(None)).card)
    assert label == "Day"
    assert detail.startswith("neither the file nor its name says for which day it is. Make sure that it is this")


@pytest.mark.parametrize("name", ["a 2027-09.csv", "September 2027.csv", "stock 30-09-2027.csv", "stock_20270930.csv"])
def test_a_stock_report_with_the_month_in_its_name_needs_no_remark(name: str) -> None:
    text = PLAIN.replace("Available", "Notes")
    assert find_remarks(read(name, text.encode(), folder=folder(None)).card) == []


def test_a_stock_report_whose_lines_or_settings_state_the_month_needs_no_remark() -> None:
    text = PLAIN.replace("Available", "Notes")
    assert find_remarks(read("a.csv", text.encode(), folder=folder()).card) == []
    stated = f"As at 30 September 2027\r\n{text}"
    assert find_remarks(read("a.csv", stated.encode(), folder=folder(None)).card) == []


def test_an_unstated_day_is_remarked_once() -> None:
    ((_, detail),) = find_remarks(read("a.csv", PLAIN.encode(), folder=folder(None)).card)
    assert detail.startswith('"Available" shows')
