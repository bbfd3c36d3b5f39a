"""Stock with the same code on several rows becomes one line. A copied row is refused."""

import pytest

from loaders import read
from loaders.layouts.keys import DuplicateKey
from tests.loaders.exports import folder, rows_of

HEAD = "Product Code,Product Name,Branch,SOH,Stock Value"


def test_rows_of_one_code_are_added_up() -> None:
    rows = ["S-1,Red,Leeds,2,10.50", "S-2,Tin,Leeds,1,3.00", "S-1,Blue,Leeds,,4.25", "S-1,Red,York,2,10.50"]
    pending = read("a.csv", "\n".join([HEAD, *rows, ""]).encode(), folder=folder())
    landed = rows_of(pending.landing)
    lines = zip(landed["_line"].to_pylist(), map(str, landed["stock_value"].to_pylist()), strict=True)
    assert set(lines) == {(2, "14.7500"), (3, "3.0000"), (5, "10.5000")}
    detail = "1 code is on several rows, which were added together. First: S-1, Leeds on lines 2 and 4"
    assert pending.card.checks[-1].detail == detail


def test_copied_row_is_refused_unless_it_holds_no_stock() -> None:
    with pytest.raises(DuplicateKey, match="Lines 2 and 3 are both Product Code S-1, Leeds"):
        read("a.csv", f"{HEAD}\nS-1,Red,Leeds,2,10.50\nS-1,Red,Leeds,2,10.50\n".encode(), folder=folder())
    empty = read("a.csv", f"{HEAD}\nS-1,Red,Leeds,0,0.00\nS-1,Red,Leeds,0,0.00\n".encode(), folder=folder())
    assert rows_of(empty.landing).num_rows == 1
