"""A report that says how it was filtered may leave rows out, although its rows add up to its total."""

import pytest

from loaders import read
from tests.loaders.exports import folder
from tests.loaders.ledger.reports import state, xero

STOCK = "Product Code,SOH,Stock Value\r\nA-1,2,10.00\r\nB-2,3,20.00\r\nGrand Total,5,30.00\r\n"
LEDGER = [
    ["Stock"],
    ["12 May 2027", "Bill", "Kelp", "PO-1", "5.00", "", "5.00"],
    ["Total Stock", "", "", "", "5.00"],
    ["Total", "", "", "", "5.00"],
]


def find_filters(above: str = "", below: str = "") -> list[str]:
    content = (f'"{above}"\r\n' if above else "") + STOCK + (f'"{below}",,\r\n' if below else "")
    checks = read("a.csv", content.encode(), folder=folder()).card.checks
    assert checks[0].state == "passed"
    return [check.detail for check in checks if check.label == "Whole report"]


@pytest.mark.parametrize(
    "line",
    [
        "Filters applied: Branch = Auckland", "Applied filters:\nBranch is Auckland", "Filter: Category is Yarn",
        "Filtered by Branch: Auckland", "Branch: Auckland", "Warehouse = Main",
    ],
)  # fmt: skip
def test_a_stated_filter_is_on_the_card(line: str) -> None:
    said = " ".join(line.split())
    assert find_filters(above=line) == [f'line 1 says "{said}": the report may leave rows out']
    assert find_filters(below=line) == [f'line 5 says "{said}": the report may leave rows out']


@pytest.mark.parametrize(
    "line", ["Filters applied: none", "Branch: All", "Filters", "Filtered water", "Historic Stock Valuations", "Kelp"]
)
def test_other_lines_state_no_filter(line: str) -> None:
    assert find_filters(above=line) == find_filters(below=line) == []


def test_a_filter_below_a_ledger_is_on_the_card() -> None:
    assert state(xero(*LEDGER, ["Filters applied: Contact is Kelp"]), "Whole report") == "not proven"
