"""Lists saved from the Omni API: what they are, which rows they have, and which month and day those belong to."""

import json
from dataclasses import replace
from typing import Any

import pytest

from close.errors import Refused
from close.store.settings import Settings
from loaders.cells.moments import NoOffset, ZoneUnknown
from loaders.files.json_lists import DocumentTwice, EmptyList, NotAList, read_objects
from loaders.intake.original_lines import read_original_line
from loaders.intake.periods import WrongMonth
from loaders.layouts.recognition import ColumnTwice, Unrecognised
from loaders.omni.api.adjustments import UnclearValue
from loaders.omni.api.payments import ChannelUnknown
from loaders.omni.api.references import NoReference, ReferenceTwice
from loaders.omni.api.unused import Unused
from tests.loaders.api.saved import AUCKLAND, checks, open_list, refuse, rows

PAYMENT = {
    "id": 1,
    "orderId": 5,
    "orderRef": "K-1",
    "paymentDate": "2027-09-30T10:59:00Z",
    "amount": 230.0,
    "batchReference": None,
}
ADJUSTMENT = {
    "id": 1,
    "reference": "ADJ-1",
    "completedDate": "2027-09-03T00:00:00Z",
    "adjustInAccountingSystem": None,
    "productTotal": -5.0,
    "lineItems": [{"code": "A", "qtyAdjusted": -1, "unitCost": 5}],
}
ORDER = {
    "id": 1,
    "reference": "K-1",
    "dispatchedDate": None,
    "invoiceDate": "2027-09-03T00:00:00Z",
    "lineItems": [{"code": "A", "qty": 1, "qtyShipped": 1}],
}


def test_a_flat_list_has_a_row_for_each_document() -> None:
    landed = rows(PAYMENT, {**PAYMENT, "id": 2, "amount": 1.10, "addedLater": {"deep": [1, 2]}})
    assert [(row["order_ref"], str(row["amount"]), row["_line"]) for row in landed] == [
        ("K-1", "230.0000", 1),
        ("K-1", "1.1000", 2),
    ]


def test_lists_of_different_kinds_are_not_multiplied() -> None:
    cartons = [{"carton": 1, "qty": 100}, {"carton": 2, "qty": 100}, {"carton": 3, "qty": 100}]
    adjustment = {**ADJUSTMENT, "lineItems": ADJUSTMENT["lineItems"] * 2, "cartons": cartons}  # type: ignore[operator]
    (row,) = rows({**adjustment, "productTotal": -10})
    assert row["qty"] == -2
    (line, other) = rows({**ORDER, "cartons": cartons, "lineItems": [*ORDER["lineItems"], {"code": "B", "qty": 2}]})  # type: ignore[misc]
    assert (line["qty"], other["qty"], other["qty_moved"]) == (1, 2, None)


def test_a_sum_is_blank_if_a_line_lacks_the_value() -> None:
    lines = [{"code": "A", "qtyAdjusted": -1}, {"code": "B", "qtyAdjusted": None}]
    assert [
        row["qty"] for row in rows(ADJUSTMENT, {**ADJUSTMENT, "id": 2, "reference": "ADJ-2", "lineItems": lines})
    ] == [
        -1,
        None,
    ]


def test_names_of_fields_may_begin_with_a_capital() -> None:
    assert rows({name[0].upper() + name[1:]: value for name, value in PAYMENT.items()})[0]["order_ref"] == "K-1"


def test_two_spellings_of_a_field_are_refused_in_words() -> None:
    other = {name[0].upper() + name[1:]: value for name, value in PAYMENT.items()} | {"Id": 2}
    assert 'The fields of the list: "id" and "Id" are two spellings of one field' in refuse(ColumnTwice, PAYMENT, other)


def test_a_day_is_that_of_the_company() -> None:
    (row,) = rows({**PAYMENT, "paymentDate": "2027-08-31T12:00:00Z"})
    assert row["payment_date"].isoformat() == "2027-09-01"
    assert "times of paymentDate converted to Pacific/Auckland" in open_list(PAYMENT).card.reading


def test_payments_of_other_months_are_left_out() -> None:
    later = {**PAYMENT, "id": 2, "paymentDate": "2027-09-30T11:00:00Z"}
    assert [row["_line"] for row in rows(later, PAYMENT)] == [2]
    assert checks(later, PAYMENT)["Month"] == "1 row of other months left out"
    assert "2027-10" in refuse(WrongMonth, later)


def test_a_payment_without_authorisation_does_not_count() -> None:
    declined = {**PAYMENT, "id": 2, "isAuthorized": False}
    assert len(rows(PAYMENT, declined)) == 1
    assert checks(PAYMENT, declined)["Not authorised"].startswith("1 left out")


@pytest.mark.parametrize(("amount", "landed"), [(57, -57), (-57, -57)])
def test_a_refund_is_negative(amount: int, landed: int) -> None:
    refund = {**PAYMENT, "id": 2, "orderRef": "KC-1", "orderType": "CreditNote", "amount": amount}
    assert [row["amount"] for row in rows({**PAYMENT, "orderType": "SalesOrder"}, refund)] == [230, landed]


def test_refunds_of_both_signs_are_all_negative_and_remarked_on() -> None:
    refunds = [
        {**PAYMENT, "id": at, "orderRef": f"KC-{at}", "orderType": "CreditNote", "amount": amount}
        for at, amount in ((2, 60), (3, -60), (4, 60))
    ]
    assert [row["amount"] for row in rows(PAYMENT, *refunds)] == [230, -60, -60, -60]
    assert "2 positive and 1 negative credit" in checks(PAYMENT, *refunds)["Signs"]


def test_payments_of_registers_must_be_told_apart() -> None:
    registers = replace(AUCKLAND, uses_pos=True)
    assert "pos_order under reference_prefixes" in refuse(ChannelUnknown, PAYMENT, settings=registers)
    prefixed = replace(registers, prefixes={"pos_order": "K-"})
    assert open_list(PAYMENT, settings=prefixed).card.rows == 1


def test_without_a_time_zone_the_day_is_asked_for_only_if_it_matters() -> None:
    bare = Settings(name="Kelp")
    assert 'Line 1, paymentDate: the day of "2027-09-30T10:59:00Z"' in refuse(ZoneUnknown, PAYMENT, settings=bare)
    assert "no time zone" in refuse(NoOffset, {**PAYMENT, "paymentDate": "2027-09-30T10:59:00"})
    midnight = open_list({**PAYMENT, "paymentDate": "2027-09-30T00:00:00Z"}, settings=bare)
    assert "plain days" in midnight.card.reading


def test_a_document_that_is_listed_twice_lands_once() -> None:
    assert len(rows(PAYMENT, PAYMENT)) == 1
    assert checks(PAYMENT, PAYMENT)["Complete"] == "the list is closed; 1 repeated document left out"
    old, new = ({**PAYMENT, "amount": amount, "modifiedDate": f"2027-09-0{amount}"} for amount in (1, 2))
    assert [int(row["amount"]) for row in rows(new, old)] == [2]
    assert "Documents 1 and 2 of this list both have the id 1" in refuse(
        DocumentTwice, PAYMENT, {**PAYMENT, "amount": 1}
    )


def test_the_values_of_an_adjustment_may_have_many_decimals() -> None:
    lines = [{"code": "A", "qtyAdjusted": -1.5, "unitCost": 40.12345}]
    assert [str(row["total"]) for row in rows({**ADJUSTMENT, "productTotal": -60.18525, "lineItems": lines})] == [
        "-60.1853"
    ]


@pytest.mark.parametrize("document", [ADJUSTMENT, ORDER])
def test_a_document_without_a_reference_is_refused(document: dict[str, Any]) -> None:
    assert "Document 2 of this list" in refuse(NoReference, document, {**document, "id": 2, "reference": None})


def test_lines_of_two_documents_with_one_reference_are_not_added_together() -> None:
    assert "Documents 1 and 2 of this list both have the reference K-1" in refuse(
        ReferenceTwice, ORDER, {**ORDER, "id": 2, "reference": "k-1"}
    )


@pytest.mark.parametrize("total", [5, 0, -6, -4.5])
def test_an_adjustment_whose_total_contradicts_its_lines_is_refused(total: float) -> None:
    assert f"productTotal is {total:,.2f}, but its lines add up to -5.00" in refuse(
        UnclearValue, {**ADJUSTMENT, "productTotal": total}
    )


def test_a_total_without_costs_has_the_sign_of_its_quantities_if_they_have_one() -> None:
    out, back = {"code": "A", "qtyAdjusted": -2}, {"code": "B", "qtyAdjusted": 1}
    assert "but its lines adjust -4 units" in refuse(
        UnclearValue, {**ADJUSTMENT, "productTotal": 40, "lineItems": [out, out]}
    )
    (row,) = rows({**ADJUSTMENT, "productTotal": 40, "lineItems": [out, back]})
    assert row["total"] == 40


@pytest.mark.parametrize(
    "changed",
    [{"productTotal": 0, "isVoid": True}, {"productTotal": 0, "completedDate": None}, {"productTotal": -5.01},
     {"productTotal": -50.3, "lineItems": [{"code": "A", "qtyAdjusted": -100, "unitCost": 0.5}]}],
)  # fmt: skip
def test_a_total_of_rounded_costs_and_one_without_value_yet_land(changed: dict[str, Any]) -> None:
    assert len(rows({**ADJUSTMENT, **changed}, {**ADJUSTMENT, "id": 2, "reference": "ADJ-2"})) == 2


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({"code": "A", "stockOnHand": 1, "openSales": 0, "productOptionId": 4}, "Historic Stock Valuations"),
        ({"styleCode": "A", "productOptions": [{"code": "A-1"}]}, "nothing is needed from it"),
    ],
)
def test_a_list_that_replaces_no_report_says_what_to_do(document: dict[str, Any], words: str) -> None:
    assert words in refuse(Unused, document)


def test_orders_without_lines_are_counted() -> None:
    bare = {**ORDER, "id": 2, "reference": "K-2", "lineItems": [], "payments": [{"amount": 7}]}
    assert [row["order_ref"] for row in rows(ORDER, bare)] == ["K-1"]
    assert checks(ORDER, bare)["Without lines"] == "1 of 2 documents"
    assert "Without lines" not in checks(ORDER)


def test_an_order_list_without_lines_is_refused() -> None:
    assert "lineItems.code" in refuse(Unrecognised, {**ORDER, "lineItems": []})


@pytest.mark.parametrize(
    ("text", "error"),
    [("[]", EmptyList), ('{"message": "denied"}', NotAList), ("[1]", NotAList), ("[" * 100_000, NotAList)],
)
def test_text_that_is_no_list_of_documents_is_refused(text: str, error: type[Refused]) -> None:
    with pytest.raises(error):
        read_objects(text)


def test_the_original_of_a_document_shows_all_its_entries() -> None:
    content = json.dumps([ORDER, {**ORDER, "id": 2, "payments": [{"amount": 7}]}]).encode()
    lines = read_original_line(content, 2)
    amount = lines.headings.index("payments.amount")
    assert [row[amount] for row in lines.rows] == [None, "7"]
