"""Documents of API lists: the same as in the report where the API states them, and unknown where it does not."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from close.errors import Refused
from close.store.settings import Settings
from loaders import Folder, PendingLanding
from loaders.intake.exports import read_each
from loaders.intake.organisation import read_organisation
from loaders.omni.api.stand_ins import FieldsMissing
from loaders.omni.api.voids import UnclearVoid
from sample import KESTREL, Faults, simulate, write
from tests.loaders.api.sample_lists import write_lists
from tests.loaders.api.saved import AUCKLAND, open_each

BOOKS_IN = replace(AUCKLAND, currency="NZD")
NEVER = {"cost", "gross_profit", "gp_pct", "payment_batch_ref", "purchases_total", "landing_costs", "_line"}
ORDER = {
    "id": 1,
    "reference": "K-1",
    "isVoid": False,
    "createdDate": "2027-09-02T00:00:00Z",
    "dispatchedDate": "2027-09-03T00:00:00Z",
    "invoiceDate": "2027-09-04T00:00:00Z",
    "accountingAttributes": {"accountingImportStatus": "Imported"},
    "productTotal": 100.0,
    "taxRate": 0.15,
    "total": 115.0,
    "currencyCode": "NZD",
    "lineItems": [{"code": "A", "qty": 2, "qtyShipped": 2}],
}
CREDIT = {
    **{name: value for name, value in ORDER.items() if name not in {"dispatchedDate", "invoiceDate"}},
    "completedDate": "2027-09-03T00:00:00Z",
    "creditNoteDate": "2027-09-04T00:00:00Z",
    "salesReference": "K-0",
}


def open_documents(*documents: dict[str, Any], settings: Settings = BOOKS_IN) -> PendingLanding:
    found = open_each(*documents, settings=settings)[1]
    assert isinstance(found, PendingLanding), found
    return found


def land_rows(*documents: dict[str, Any], settings: Settings = BOOKS_IN) -> list[dict[str, Any]]:
    (table,) = open_documents(*documents, settings=settings).landing.tables.values()
    return table.to_pylist()


def refuse(error: type[Refused], *documents: dict[str, Any]) -> str:
    found = open_each(*documents, settings=BOOKS_IN)[1]
    assert isinstance(found, error), found
    return str(found)


def checks(*documents: dict[str, Any]) -> dict[str, str]:
    return {check.label: check.detail for check in open_documents(*documents).card.checks}


def test_the_documents_of_a_list_are_those_of_the_report(tmp_path: Path) -> None:
    books = simulate(replace(KESTREL, documents=60), 5, 2, Faults.all())
    write(books, tmp_path)
    for month in books.months:
        place = tmp_path / "exports" / str(month)
        folder = Folder(read_organisation((place / "organisation.toml").read_bytes()))
        found = (path for path in place.iterdir() if path.name.startswith(("Sales Orders", "Purchase Orders")))
        reports = {path.name: path.read_bytes() for path in found}
        reported, listed = (_read_documents(files, folder) for files in (reports, write_lists(books, month)))
        assert listed.keys() == {key for key, row in reported.items() if row["doc_type"] != "SCN"}
        for key, row in listed.items():
            stated = {name: value for name, value in reported[key].items() if value is not None and name not in NEVER}
            assert {name: row[name] for name in stated} == stated
            assert {name for name in NEVER & row.keys() if row[name] is not None} == {"_line"}


def _read_documents(files: dict[str, bytes], folder: Folder) -> dict[str, dict[str, Any]]:
    found = [one for name, content in files.items() for _, one in read_each(name, content, None, folder)]
    tables = [each.landing.tables for each in found if isinstance(each, PendingLanding)]
    assert len(tables) == len(found)
    wanted = [table for each in tables for name, table in each.items() if name.endswith("_documents")]
    return {row["ref_key"]: row for table in wanted for row in table.to_pylist()}


@pytest.mark.parametrize(
    ("changed", "sales", "tax"),
    [
        ({}, 100, 15),
        ({"taxRate": 15}, 100, 15),
        ({"total": 115.02}, 100, "15.02"),
        ({"total": 115.03}, None, None),
        ({"freightTotal": 10, "surcharge": 2, "total": 128.8}, 112, "16.80"),
        ({"discountTotal": 10, "total": 103.5}, 90, "13.50"),
        ({"discountTotal": 10}, 100, 15),
        ({"taxRate": None}, None, None),
        ({"taxStatus": "Incl", "total": 100}, None, None),
        ({"taxStatus": "Excl", "total": 100}, None, None),
        ({"taxStatus": "Exempt", "total": 100}, 100, 0),
        ({"taxRate": 0, "total": 100}, 100, 0),
        ({"productTotal": None}, None, None),
        ({"productTotal": 0, "total": 0, "taxRate": None}, 0, 0),
        ({"productTotal": 0.1, "total": 0.1}, None, None),
    ],
)
def test_the_split_of_a_total_counts_only_if_its_own_amounts_prove_it(
    changed: dict[str, Any], sales: object, tax: object
) -> None:
    (row,) = land_rows({**ORDER, **changed})
    assert row["sales_incl"] is not None
    assert tuple(value if value is None else f"{value:.2f}" for value in (row["sales"], row["sales_tax"])) == tuple(
        value if value is None else f"{float(str(value)):.2f}" for value in (sales, tax)
    )


@pytest.mark.parametrize(
    ("changed", "books", "is_known"),
    [
        ({}, "NZD", True),
        ({"currencyCode": " nzd"}, "NZD", True),
        ({"currencyCode": "USD"}, "NZD", False),
        ({"currencyCode": "USD", "currencyRate": 1}, "NZD", False),
        ({"currencyCode": None, "currencyRate": 1}, "NZD", True),
        ({"currencyCode": None}, "NZD", False),
        ({}, "", False),
    ],
)
def test_a_total_counts_only_in_the_currency_of_the_books(changed: dict[str, Any], books: str, is_known: bool) -> None:
    settings = replace(BOOKS_IN, currency=books)
    (row,) = land_rows({**ORDER, **changed}, settings=settings)
    assert [row[name] is not None for name in ("sales_incl", "sales_tax", "sales")] == [is_known] * 3


def test_unknown_amounts_are_stated_and_are_columns_that_the_list_lacks_only_if_all_are() -> None:
    foreign, including = {**ORDER, "currencyCode": "USD"}, {**ORDER, "total": 100}
    others = [{**each, "id": number, "reference": f"K-{number}"} for number, each in ((2, foreign), (3, including))]
    assert checks(ORDER, *others)["Currency"] == "1 of 3 documents without a total in the currency of the books"
    assert checks(ORDER, *others)["Tax"].startswith("1 of 3 documents of which no amounts prove the tax")
    assert "sales" not in open_documents(ORDER, *others).landing.absent
    assert {"sales_incl", "sales", "cost"} <= set(open_documents(foreign).landing.absent)


@pytest.mark.parametrize("sign", [1, -1])
def test_a_credit_note_is_negative_whatever_its_signs_in_the_list(sign: int) -> None:
    credit = {**CREDIT, "productTotal": sign * 100, "discountTotal": 10, "total": sign * 103.5}
    (row,) = land_rows({**credit, "lineItems": [{"code": "A", "qty": 2, "qtyShipped": 1}]})
    assert (row["doc_type"], row["qty_ordered"], row["qty_moved"], row["sales"]) == ("CN", -2, -1, -90)
    assert (row["sales_reference"], row["sign_flipped"]) == ("K-0", sign > 0)


def test_credit_notes_with_different_signs_in_one_list_are_all_negative() -> None:
    returned = {**CREDIT, "lineItems": [{"code": "A", "qty": -2, "qtyShipped": -2}]}
    negative = {**returned, "id": 2, "reference": "K-2", "productTotal": -100, "total": -115}
    landed = land_rows(returned, negative, {**CREDIT, "id": 3, "reference": "K-3"})
    assert {(row["qty_ordered"], row["qty_moved"], row["sales_incl"], row["sales"]) for row in landed} == {
        (-2, -2, -115, -100)
    }


@pytest.mark.parametrize(
    ("changed", "lands"),
    [
        ({}, True),
        ({"createdDate": "2027-08-02T00:00:00Z"}, True),
        ({"createdDate": "2027-10-02T00:00:00Z"}, True),
        ({"createdDate": "2027-10-02T00:00:00Z", "dispatchedDate": None, "invoiceDate": None}, False),
        ({"createdDate": None}, True),
    ],
)
def test_documents_of_the_month_land(changed: dict[str, Any], lands: bool) -> None:
    assert [row["order_ref"] for row in land_rows({**ORDER, "id": 2, "reference": "K-2", **changed}, ORDER)] == [
        *(["K-2"] if lands else []),
        "K-1",
    ]


@pytest.mark.parametrize(
    ("changed", "lands"),
    [
        ({}, False),
        ({"invoiceDate": None}, True),
        ({"accountingAttributes": {"accountingImportStatus": None}}, True),
        ({"accountingAttributes": {"accountingImportStatus": -1}}, True),
        ({"lineItems": [{"code": "A", "qty": 2, "qtyShipped": 1}]}, True),
        ({"lineItems": [{"code": "A", "qty": 2, "qtyShipped": 1}], "isVoid": True}, False),
    ],
)
def test_an_earlier_document_lands_only_while_it_is_open(changed: dict[str, Any], lands: bool) -> None:
    days = {name: ORDER[name].replace("-09-", "-08-") for name in ("createdDate", "dispatchedDate", "invoiceDate")}  # type: ignore[attr-defined]
    older = {**ORDER, "id": 2, "reference": "K-2", **days, **changed}
    assert len(land_rows(ORDER, older)) == 1 + lands
    assert ("Month" in checks(ORDER, older)) is not lands


def test_a_document_without_lines_has_no_quantity() -> None:
    bare = {**ORDER, "id": 2, "reference": "K-2", "lineItems": []}
    assert [row["qty_ordered"] for row in land_rows(ORDER, bare)] == [2, None]


@pytest.mark.parametrize("marks", [{"isVoid": None}, {"isVoid": None, "isApproved": False}])
def test_a_dated_document_that_may_be_void_is_refused(marks: dict[str, Any]) -> None:
    assert "K-1 was dispatched or invoiced on 2027-09-03" in refuse(UnclearVoid, {**ORDER, **marks})


@pytest.mark.parametrize(
    ("marks", "is_void"),
    [
        ({"isVoid": True}, True),
        ({"isVoid": None, "status": "VOID"}, True),
        ({"isVoid": None, "isApproved": True}, False),
        ({"isVoid": False, "isApproved": False}, False),
        ({"isVoid": None, "status": "APPROVED"}, False),
    ],
)
def test_a_void_document_is_marked(marks: dict[str, Any], is_void: bool) -> None:
    assert [row["is_void"] for row in land_rows({**ORDER, **marks})] == [is_void]


@pytest.mark.parametrize("field", ["accountingAttributes", "salesReference"])
def test_a_list_without_a_field_that_every_document_needs_lands_only_its_lines(field: str) -> None:
    without = {name: value for name, value in CREDIT.items() if name != field}
    assert field in refuse(FieldsMissing, without)
    assert isinstance(open_each(without, settings=BOOKS_IN)[0], PendingLanding)
