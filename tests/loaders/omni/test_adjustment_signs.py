"""Stock adjustments whose minus signs were lost are remarked, because the file shows it by its words or amounts."""

import pytest

from loaders import read
from tests.loaders.exports import folder

HEADERS = "Reference,Reason,Completed Date,Accounting Adjustment Date,{}Qty Adjusted,Total"


def list_remarks(*rows: str, column: str = "") -> list[str]:
    lines = [f"ADJ-{number},{row}".replace("*", "14/09/2027,14/09/2027") for number, row in enumerate(rows)]
    content = "\n".join([HEADERS.format(column), *lines, ""]).encode()
    return [
        check.detail for check in read("2027-09.csv", content, folder=folder()).card.checks if check.label == "Signs"
    ]


@pytest.mark.parametrize(
    ("rows", "column", "words"),
    [
        (("Write-off,*,10,52.30", "Found in count,*,2,3.10"), "", "although the words in 1 row mean"),
        (("Damaged in transit,*,10,52.30", "stolen,*,2,3.10"), "", "although the words in 2 rows mean"),
        (("count,*,Decrease,10,52.30", "count,*,Increase,2,3.10"), "Type,", "although the words in 1 row mean"),
        (("count,*,10,-52.30", "count,*,2,3.10"), "", "no quantity is negative, although the total is in 1 row."),
        (("count,*,-10,52.30", "count,*,-2,3.10"), "", "no total is negative, although the quantity is in 2 rows."),
    ],
)
def test_lost_signs_are_remarked(rows: tuple[str, ...], column: str, words: str) -> None:
    (remark,) = list_remarks(*rows, column=column)
    assert words in remark
    assert remark.endswith("Make sure that no minus sign was lost, or export the list again")


@pytest.mark.parametrize(
    "rows",
    [
        ("Write-off,*,-10,-52.30", "Found in count,*,2,3.10"),
        ("Write-off,*,-10,-52.30", "Write-off,*,2,3.10"),
        ("Write-off reversed,*,10,52.30", "Found: not lost,*,2,3.10"),
        ("Opening stock,*,10,52.30", "count,*,2,3.10"),
        ("count,*,-9,5.00", "count,*,-2,-3.10"),
        ("Write-off,*,0,0.00", "Damaged,*,,"),
    ],
)
def test_other_signs_need_no_remark(rows: tuple[str, ...]) -> None:
    assert list_remarks(*rows) == []
