"""Kits in lists of the API, which list the kit and the products in it, and are counted once."""

from typing import Any

from tests.loaders.api.saved import checks, rows
from tests.loaders.api.test_documents import ORDER, land_rows, open_documents
from tests.loaders.api.test_lists import ADJUSTMENT


def line(number: int, parent: int = 0, **others: Any) -> dict[str, Any]:
    return {"id": number, "parentId": parent, "code": f"P{number}", "qty": 2, "qtyShipped": 2, "unitCost": 5, **others}


def order(*lines: dict[str, Any]) -> dict[str, Any]:
    return {**ORDER, "lineItems": [*lines]}


KIT = (line(1, unitCost=10), line(2, parent=1), line(3, parent=1, qty=4, qtyShipped=4), line(4))


def test_a_kit_is_counted_as_the_products_in_it() -> None:
    assert [row["product_code"] for row in rows(order(*KIT))] == ["P2", "P3", "P4"]
    assert checks(order(*KIT))["Kits"] == "1 kit is counted as the products in them"
    (document,) = land_rows(order(*KIT))
    assert (document["qty_ordered"], document["qty_moved"]) == (8, 8)


def test_lines_without_their_kit_have_unknown_units() -> None:
    (document,) = land_rows(order(line(2, parent=1), line(4)))
    assert (document["qty_ordered"], document["qty_moved"]) == (None, None)
    card = open_documents(order(line(2, parent=1), line(4))).card
    assert ("Kits", "not proven") in [check[:2] for check in card.checks]


def test_a_kit_that_moved_without_the_products_in_it_has_unknown_units() -> None:
    kit = (line(1), line(2, parent=1, qtyShipped=0), line(3))
    assert rows(order(*kit)) == []
    (document,) = land_rows(order(*kit))
    assert document["qty_moved"] is None


def test_the_value_of_an_adjusted_kit_is_that_of_the_products_in_it() -> None:
    lines = [{"id": n, "parentId": p, "code": "A", "qtyAdjusted": -1, "unitCost": 5} for n, p in ((1, 0), (2, 1))]
    (row,) = rows({**ADJUSTMENT, "lineItems": lines})
    assert (row["qty"], row["total"]) == (-1, -5)
