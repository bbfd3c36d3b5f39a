"""Branch transfers from the Omni API land as those of the exported list, or are refused if units are uncertain."""

from typing import Any

import pytest

from close.errors import Refused
from close.store.settings import Settings
from loaders.cells.moments import NoOffset, ZoneUnknown
from loaders.intake.periods import WrongMonth
from loaders.layouts.faults import BadCells
from loaders.layouts.recognition import Unrecognised
from loaders.omni.api.transfers import UnclearUnits
from loaders.omni.api.voids import UnclearVoid
from loaders.omni.transfers import UnknownUnits
from tests.loaders.api.saved import checks, refuse, rows
from tests.loaders.golden import SAMPLES, read_golden

LINE = {"code": "A", "name": "Kettle", "qty": 10, "qtyTransferred": 8, "unitCost": 2.5, "parentId": 0}
TRANSFER = {
    "id": 1,
    "reference": "BT-1",
    "isApproved": True,
    "sourceBranchId": 3,
    "destinationBranchId": 4,
    "dispatchedDate": "2027-09-30T10:59:00Z",
    "receivedDate": None,
    "lineItems": [LINE],
}


def with_lines(*lines: dict[str, Any], **changed: object) -> dict[str, Any]:
    return {**TRANSFER, "lineItems": [{**LINE, **line} for line in lines], **changed}


def test_a_list_lands_as_the_exported_one_except_for_the_names_of_branches() -> None:
    listed, exported = (read_golden(SAMPLES / name) for name in ("api_transfers/as_in_file", "transfers/plain"))
    unlike = {"source_branch", "destination_branch", "_line"}
    assert [{**row, **dict.fromkeys(unlike, "")} for row in exported] == [
        {**row, **dict.fromkeys(unlike, "")} for row in listed
    ]


def test_the_numbers_of_branches_are_not_taken_for_names() -> None:
    assert {(row["source_branch"], row["destination_branch"]) for row in rows(TRANSFER)} == {(None, None)}
    assert checks(TRANSFER)["Not in the API"].startswith("the names of the branches, and a mark on void transfers.")


def test_two_lines_of_one_product_stay_two_rows() -> None:
    assert [(row["product_code"], row["qty"]) for row in rows(with_lines({}, {"qtyTransferred": 0}))] == [
        ("A", 8),
        ("A", 0),
    ]


def test_the_units_ordered_count_if_those_sent_are_blank() -> None:
    assert [row["qty"] for row in rows(with_lines({"qtyTransferred": None}))] == [10]


@pytest.mark.parametrize("unit_cost", [None, 0, "0.00"])
def test_a_missing_unit_cost_is_blank_and_one_of_zero_may_be_missing(unit_cost: object) -> None:
    assert [row["unit_cost"] for row in rows(with_lines({"unitCost": unit_cost}))] == [None]


@pytest.mark.parametrize("mark", [{"isVoid": True}, {"isDeleted": "true"}, {"stage": "Voided"}, {"status": 2}])
def test_a_void_transfer_is_marked_and_its_units_need_not_be_certain(mark: dict[str, Any]) -> None:
    assert [
        row["is_void"]
        for row in rows(with_lines({"qty": -1}, isApproved=False, **mark), {**TRANSFER, "id": 2, "reference": "BT-2"})
    ] == [True, False]


@pytest.mark.parametrize("approved", [False, None])
def test_a_dispatched_transfer_that_is_not_approved_may_be_void(approved: bool | None) -> None:
    assert "BT-1 was dispatched on 2027-09-30" in refuse(UnclearVoid, {**TRANSFER, "isApproved": approved})
    assert [row["is_void"] for row in rows({**TRANSFER, "isApproved": approved, "dispatchedDate": None})] == [False]


@pytest.mark.parametrize(
    ("line", "error", "words"),
    [
        ({"qtyTransferred": 0}, UnclearUnits, "qtyTransferred is 0 on all its lines"),
        ({"parentId": 77}, UnclearUnits, "it lists a kit as well as the products in it"),
        (
            {"qty": None, "qtyTransferred": None},
            UnknownUnits,
            "Line 1: BT-1 was dispatched, but the quantity of A is missing",
        ),
        ({"qtyTransferred": -8, "code": None}, UnknownUnits, "the quantity of this line is negative"),
    ],
)
def test_units_that_are_not_certain_are_refused_once_they_were_sent(
    line: dict[str, Any], error: type[Refused], words: str
) -> None:
    assert words in refuse(error, with_lines(line))
    assert len(rows(with_lines(line, dispatchedDate=None), {**TRANSFER, "id": 2, "reference": "BT-2"})) == 2


def test_transfers_without_lines_are_counted() -> None:
    bare = [
        {**TRANSFER, "id": number, "reference": f"BT-{number}", "lineItems": lines}
        for number, lines in ((2, []), (3, None))
    ]
    assert [row["reference"] for row in rows(TRANSFER, *bare)] == ["BT-1"]
    assert checks(TRANSFER, *bare)["Without lines"] == "2 of 3 documents"


def test_moments_become_days_of_the_company_or_are_asked_about() -> None:
    assert [row["dispatched_date"].isoformat() for row in rows(TRANSFER)] == ["2027-09-30"]
    late = {**TRANSFER, "dispatchedDate": "2027-09-30T11:00:00Z", "receivedDate": "2027-10-02T01:00:00Z"}
    assert [row["dispatched_date"].isoformat() for row in rows(late, {**TRANSFER, "id": 2, "reference": "BT-2"})] == [
        "2027-10-01",
        "2027-09-30",
    ]
    assert "dispatchedDate" in refuse(ZoneUnknown, TRANSFER, settings=Settings(name="Kelp"))
    assert "no time zone" in refuse(NoOffset, {**TRANSFER, "dispatchedDate": "2027-09-30T10:59:00"})


def test_numbers_as_text_are_read_and_other_text_is_refused() -> None:
    assert [
        (row["qty"], row["unit_cost"]) for row in rows(with_lines({"qtyTransferred": "8.5", "unitCost": "1,002.50"}))
    ] == [(8.5, 1002.5)]
    assert 'lineItems.qtyTransferred: "eight" is not a quantity' in refuse(
        BadCells, with_lines({"qtyTransferred": "eight"})
    )


def test_a_list_that_does_not_show_the_approval_is_not_taken_for_one_of_transfers() -> None:
    assert '"isApproved"' in refuse(
        Unrecognised, {name: value for name, value in TRANSFER.items() if name != "isApproved"}
    )


def test_the_day_of_creation_shows_that_a_quiet_month_was_covered() -> None:
    later = {**TRANSFER, "dispatchedDate": "2027-10-03T00:00:00Z", "receivedDate": "2027-10-04T00:00:00Z"}
    assert "2027-10" in refuse(WrongMonth, later)
    assert rows({**later, "createdDate": "2027-09-28T00:00:00Z"})
