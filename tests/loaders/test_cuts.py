"""A file cut at any byte is refused, or loads as exactly the same rows if only its line ending was lost."""

from pathlib import Path

import pytest

from close.errors import Refused
from loaders.files.formats import open_sheets
from tests.given.cuts import cuts_that_land_other_rows
from tests.loaders.exports import sales_csv, write_xlsx
from tests.loaders.golden import FOLDER, SAMPLES

ENDED = [
    "sales/plain.csv",
    "purchases/plain.csv",
    "cogs/pivot.csv",
    "valuations/grouped.csv",
    "payments/plain.csv",
    "adjustments/plain.csv",
    "reconciliation/sections.csv",
    "reconciliation/flat.csv",
    "order_lines/api.json",
    "api_transfers/as_in_file.json",
    "api_jobs/as_in_file.json",
]


@pytest.mark.parametrize("name", ENDED)
def test_cut_sample_is_refused_or_whole(name: str) -> None:
    content = Path(SAMPLES / name).read_bytes()
    assert content
    assert not cuts_that_land_other_rows(content, FOLDER)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8"])
def test_cut_inside_any_encoding_is_refused_or_whole(encoding: str) -> None:
    assert not cuts_that_land_other_rows(sales_csv().decode().encode(encoding), FOLDER)


def test_cut_workbook_is_refused() -> None:
    content = write_xlsx([["Order Ref", "SOH"], ["K-1", "5"]])
    for size in range(0, len(content), 97):
        with pytest.raises(Refused):
            open_sheets(content[:size])
