"""A pivot in outline form prints each label on a row of its own, which lands on the rows below it."""

import pytest

from close.errors import Refused
from loaders import read
from loaders.layouts.label_groups import UncertainHeading
from loaders.layouts.totals import TotalsDiffer
from tests.loaders.exports import folder, rows_of

COGS = "Invoice Date,Order Ref,Accounting Invoice Status,Sales,COGS"
PAYMENTS = "Branch,Payment Date,Order Ref,Payment Method,Amount,Batch Reference"
FIRST, SECOND, THIRD = ",K-1,Imported,9,5", ",K-2,Imported,9,5", ",K-3,Imported,9,5"


def land(*lines: str) -> list[dict[str, object]]:
    landing = read("a.csv", "\n".join([*lines, ""]).encode(), folder=folder()).landing
    return rows_of(landing, lines=False).to_pylist()


def refuse(kind: type[Refused], *lines: str) -> str:
    with pytest.raises(kind) as caught:
        land(*lines)
    return str(caught.value)


def test_a_label_on_its_own_row_is_that_of_the_rows_below_it() -> None:
    outline = ["13/09/2027,,,,", FIRST, SECOND, "14/09/2027,,,,", THIRD, "Grand Total,,,27,15"]
    full = [f"13/09/2027{FIRST}", f"13/09/2027{SECOND}", f"14/09/2027{THIRD}", "Grand Total,,,27,15"]
    assert land(COGS, *outline) == land(COGS, *full)


def test_an_outer_label_starts_the_inner_labels_anew() -> None:
    outline = [
        "Main,,,,,", ",13/09/2027,,,,", ",,K-1,Cash,9,", ",,K-2,Cash,9,", "Shop,,,,,", ",14/09/2027,,,,",
        ",,K-3,Card,9,", "Shop Total,,,,9,", "Grand Total,,,,27,",
    ]  # fmt: skip
    full = ["Main,13/09/2027,K-1,Cash,9,", "Main,13/09/2027,K-2,Cash,9,", "Shop,14/09/2027,K-3,Card,9,"]
    assert land(PAYMENTS, *outline) == land(PAYMENTS, *full, "Grand Total,,,,27,")
    lost = [line for line in outline if not line.startswith(",14/")]
    assert 'Line 3 ("13/09/2027") can be the Payment Date' in refuse(UncertainHeading, PAYMENTS, *lost)


def test_a_single_heading_needs_a_total_that_names_it() -> None:
    rows = [",13/09/2027,K-1,Cash,9,", ",14/09/2027,K-2,Cash,9,"]
    message = refuse(UncertainHeading, PAYMENTS, "Prepared by Mia,,,,,", *rows, "Grand Total,,,,18,")
    assert message.startswith('Line 2 ("Prepared by Mia") can be the Branch of the rows below it, or a note.')
    named = land(PAYMENTS, "Main,,,,,", *rows, "Main Total,,,,18,", "Grand Total,,,,18,")
    assert [row["branch"] for row in named] == ["Main", "Main"]


def test_labels_on_some_rows_and_above_others_are_refused() -> None:
    rows = ["Main,,,,,", ",13/09/2027,K-1,Cash,9,", "Shop,14/09/2027,K-2,Cash,9,", "Grand Total,,,,18,"]
    assert 'Line 2 ("Main")' in refuse(UncertainHeading, PAYMENTS, *rows)


def test_subtotals_still_prove_the_groups() -> None:
    lines = ["13/09/2027,,,,", FIRST, SECOND, "Total 13/09/2027,,,18,11", "14/09/2027,,,,", THIRD]
    assert "Line 5, COGS" in refuse(TotalsDiffer, COGS, *lines, "Grand Total,,,27,15")


def test_notes_below_the_rows_and_labels_on_every_row_are_unaffected() -> None:
    rows = ["Main,13/09/2027,K-1,Cash,9,", "Main,14/09/2027,K-2,Cash,9,", "Grand Total,,,,18,"]
    assert land(PAYMENTS, *rows, "Prepared by Mia,,,,,") == land(PAYMENTS, *rows)
    assert land(PAYMENTS, "Main branch,,,,,", *rows) == land(PAYMENTS, *rows)
