"""A pivot with Year and Month across the top contains the amounts of each document once."""

import pytest

from close.errors import Refused
from loaders import read
from loaders.layouts.captions import IrregularGroups
from loaders.layouts.column_groups import SplitDocument
from loaders.layouts.recognition import ColumnTwice
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder, rows_of
from tests.loaders.golden import FOLDER, SAMPLES

SAMPLE = (SAMPLES / "cogs/months_in_columns.csv").read_text()
MONTHS = (
    ",,,2027,,2027,",
    ",,,08,,09,",
    "Order Ref,Invoice Date,Invoice Status,Sales,COGS,Sales,COGS",
    "K-1,2027-08-31,Imported,7,4,,",
    "K-2,2027-09-02,Imported,,,9,5",
    "Grand Total,,,7,4,9,5",
)


def refuse(kind: type[Refused], text: str) -> str:
    with pytest.raises(kind) as caught:
        read("a.csv", text.encode(), folder=FOLDER)
    return str(caught.value)


def test_months_without_a_group_of_totals() -> None:
    landing = read("a.csv", "\n".join([*MONTHS, ""]).encode(), folder=folder()).landing
    assert [str(amount) for amount in rows_of(landing)["cogs"].to_pylist()] == ["4.0000", "5.0000"]
    assert landing.reading["total_row"] == "yes"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (
            '"$1,000.00",$400.00,late',
            '"$1,000.00",$401.00,late',
            "Line 6, COGS of Total 2027: the file",
        ),
        (
            "Grand Total,,,$90.00,$40.00",
            "Grand Total,,,$90.00,$41.00",
            "Line 10, COGS: the file states",
        ),
        ('"$1,195.00"', '"$1,195.10"', "Line 10, Sales: the file states a total of 1,195.10"),
        ('"$1,100.00",$400.00,"$1,100.00"', '"$1,100.01",$400.00,"$1,100.01"', "Line 8, Sales"),
    ],
)
def test_every_total_is_proven(old: str, new: str, where: str) -> None:
    assert old in SAMPLE
    assert where in refuse(TotalsDiffer, SAMPLE.replace(old, new))


def test_document_in_two_months_is_refused() -> None:
    message = refuse(SplitDocument, SAMPLE.replace("$0.00,$0.00,$90.00", "$1.00,$0.00,$90.00"))
    assert message.startswith('Line 5: AF1000 has amounts under "2027 August" and "September"')
    assert "Remove Year and Month from the report's columns, or anything else above its headers" in message


def test_groups_that_are_not_alike_are_refused() -> None:
    assert "Year and Month" in refuse(IrregularGroups, SAMPLE.replace("Sales,COGS,Note", "Sales,Cost,Note"))


def test_column_twice_without_captions_is_still_refused() -> None:
    assert "Line 1" in refuse(ColumnTwice, "\n".join([*MONTHS[2:], ""]))
