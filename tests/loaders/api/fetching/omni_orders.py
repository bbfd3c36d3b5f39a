"""Orders of Omni's API as a server lists them, and what is fetched of them."""

import json
from pathlib import Path

from loaders.intake.exports import PendingLanding, read_each
from tests.loaders.api.omni_server import Documents, Omni, fetch_all, serve
from tests.loaders.golden import FOLDER

ROOT = Path(__file__).parents[4]


MANY = 20_000


# The orders without a dispatch date, those without an invoice date, and those dated in the month but changed outside.
FIRST_OF_OPEN = [1] * 6


def order(number: int, **changed: object) -> dict[str, object]:
    lines = [{"code": f"P{number % 7}", "qty": 2, "qtyShipped": 2, "unitPrice": 1.10, "unitCost": 0.4567}]
    return {
        "id": number,
        "reference": f"AF{number}",
        "createdDate": "2027-09-01T04:00:00Z",
        "modifiedDate": "2027-09-02T04:00:00Z",
        "dispatchedDate": "2027-09-02T04:00:00Z",
        "invoiceDate": "2027-10-01T03:59:00Z",
        "isVoid": False,
        "accountingAttributes": {"accountingImportStatus": "Imported"},
        "lineItems": lines,
        **changed,
    }


def orders(count: int) -> Documents:
    return [order(number) for number in range(1, count + 1)]


def ids(path: Path | None) -> list[int]:
    assert path
    return [each["id"] for each in json.loads(path.read_bytes())]


def fetch_orders(omni: Omni, into: Path) -> list[int]:
    with serve(omni):
        return ids(fetch_all(omni.url, into)["SalesOrders"].path)


def land(content: bytes) -> dict[str, object]:
    found = [one for _, one in read_each("SalesOrders 2027-09.json", content, None, FOLDER)]
    landings = [one.landing for one in found if isinstance(one, PendingLanding)]
    assert len(landings) == len(found), found
    return {name: table for landing in landings for name, table in landing.tables.items()}


def repeat_sample(sample: Path, times: int) -> Documents:
    """Return the documents of a sample many times, each with an id and a reference of its own."""
    documents = json.loads(sample.read_bytes()) * times
    return [
        {**each, "id": number, "reference": f"{each['reference']}-{number}"} for number, each in enumerate(documents, 1)
    ]
