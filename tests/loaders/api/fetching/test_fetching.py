"""A list that is fetched over many pages is whole, whatever changes meanwhile."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.fetching.client import UnexpectedAnswer
from loaders.fetching.pages import NeverStill
from tests.loaders.api.fetching.omni_orders import (
    FIRST_OF_OPEN,
    MANY,
    ROOT,
    fetch_orders,
    land,
    order,
    orders,
    repeat_sample,
)
from tests.loaders.api.omni_server import Omni, fetch_all, serve
from tests.loaders.golden import SAMPLES


def test_twenty_thousand_orders_survive_faults_and_a_killed_client(tmp_path: Path) -> None:
    omni, faults = Omni({"SalesOrders": orders(MANY)}), {5: [429, 429], 11: [500], 17: [0, 503], 60: [0]}
    client: list[subprocess.Popen[bytes]] = []

    def fail(_: str, page: int, is_ids: bool) -> int | None:
        if page == 40 and client and not is_ids:
            client.pop().send_signal(signal.SIGKILL)
        return faults[page].pop(0) if faults.get(page) else None

    omni.before, omni.headers = fail, {"Retry-After": "2"}
    with serve(omni):
        command = [sys.executable, "-m", "tests.loaders.api.omni_server", omni.url, str(tmp_path)]
        killed = subprocess.Popen(command, cwd=ROOT)
        client.append(killed)
        assert killed.wait(30) == -signal.SIGKILL
        assert list(tmp_path.iterdir()) == [tmp_path / ".unfinished"]
        omni.asked.clear()
        path = fetch_all(omni.url, tmp_path)["SalesOrders"].path
    assert path == tmp_path / "SalesOrders 2027-09.json"
    assert list(tmp_path.iterdir()) == [path]
    # The lists of open orders, which are asked for as well, have a first page only.
    assert set(omni.full_pages("SalesOrders")) == {1, *range(40, MANY // 250 + 2)}
    assert land(path.read_bytes()) == land(json.dumps(orders(MANY)).encode())


def test_a_document_deleted_between_two_pages_hides_no_other(tmp_path: Path) -> None:
    omni = Omni({"SalesOrders": orders(600)})

    def delete(_: str, page: int, is_ids: bool) -> None:
        if page == 2 and not is_ids:
            omni.lists["SalesOrders"] = [each for each in omni.lists["SalesOrders"] if each["id"] != 7]

    omni.before = delete
    assert fetch_orders(omni, tmp_path) == [1, 2, 3, 4, 5, 6, *range(8, 601)]


def test_a_document_that_appears_between_two_pages_repeats_no_other(tmp_path: Path) -> None:
    omni = Omni({"SalesOrders": orders(600)[1:]})

    def add(_: str, page: int, is_ids: bool) -> None:
        if page == 2 and len(omni.lists["SalesOrders"]) == 599:
            omni.lists["SalesOrders"].append(order(1))

    omni.before = add
    assert fetch_orders(omni, tmp_path) == list(range(1, 601))


def test_a_document_changed_after_its_page_is_fetched_again(tmp_path: Path) -> None:
    omni = Omni({"SalesOrders": orders(300)})

    def change(_: str, page: int, is_ids: bool) -> None:
        if page == 2 and not is_ids:
            omni.lists["SalesOrders"][0] = order(1, invoiceDate=None, modifiedDate="2027-09-05T00:00:00Z")

    omni.before = change
    with serve(omni):
        path = fetch_all(omni.url, tmp_path)["SalesOrders"].path
    assert path
    assert json.loads(path.read_bytes())[0]["invoiceDate"] is None


def test_a_list_that_is_never_still_is_refused(tmp_path: Path) -> None:
    omni = Omni({"SalesOrders": orders(600)})
    omni.before = lambda *_: omni.lists.update(SalesOrders=omni.lists["SalesOrders"][1:])
    with serve(omni), pytest.raises(NeverStill, match="SalesOrders kept changing"):
        fetch_all(omni.url, tmp_path)


def test_pages_of_another_question_are_not_taken_over(tmp_path: Path) -> None:
    omni = Omni({"SalesOrders": orders(300)})
    omni.before = lambda _, page, __: 400 if page == 2 else None
    with serve(omni), pytest.raises(UnexpectedAnswer):
        fetch_all(omni.url, tmp_path)
    note = tmp_path / ".unfinished" / "SalesOrders-0" / "question.json"
    note.write_text(note.read_text(encoding="utf-8").replace("2027", "2026"), encoding="utf-8")
    omni.before = lambda *_: None
    omni.asked.clear()
    fetch_orders(omni, tmp_path)
    assert omni.full_pages("SalesOrders") == [1, 2, *FIRST_OF_OPEN]


def test_a_list_without_documents_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "Payments 2027-09.json").write_text("[]", encoding="utf-8")
    with serve(Omni({"Adjustments": [order(1), order(2)]})) as omni:
        saved = fetch_all(omni.url, tmp_path)
    assert [each.documents for each in saved.values()] == [0, 0, 0, 0, 2, 0, 0]
    assert [path.name for path in tmp_path.iterdir()] == ["Adjustments 2027-09.json"]


def test_transfers_and_jobs_survive_faults_and_land_as_if_saved_by_hand(tmp_path: Path) -> None:
    lists = {
        name: repeat_sample(SAMPLES / sample / "as_in_file.json", 100)
        for name, sample in (("BranchTransfers", "api_transfers"), ("ProductionJobs", "api_jobs"))
    }
    omni, faults = Omni(lists, headers={"Retry-After": "1"}), {1: [429], 2: [0, 500]}

    def fail(name: str, page: int, is_ids: bool) -> int | None:
        return faults[page].pop(0) if name in lists and not is_ids and faults.get(page) else None

    omni.before = fail
    with serve(omni):
        saved = fetch_all(omni.url, tmp_path)
    for name, documents in lists.items():
        path = saved[name].path
        assert path
        assert land(path.read_bytes()) == land(json.dumps(documents).encode())
    assert not any(faults.values())


def test_documents_that_are_still_open_are_asked_for_however_old_they_are(tmp_path: Path) -> None:
    omni = Omni()
    with serve(omni):
        fetch_all(omni.url, tmp_path)
    before = " AND CreatedDate<'2027-10-02T00:00:00Z'"
    changed = f"ModifiedDate>='2027-08-31T00:00:00Z'{before}"
    assert omni.conditions["PurchaseOrders"] == [
        changed,
        f"FullyReceivedDate IS NULL{before}",
        f"InvoiceDate IS NULL{before}",
        *dated("FullyReceivedDate"),
        *dated("InvoiceDate"),
    ]
    assert omni.conditions["BranchTransfers"] == [
        changed,
        f"ReceivedDate IS NULL{before}",
        *dated("ReceivedDate"),
        *dated("DispatchedDate"),
    ]
    assert omni.conditions["ProductionJobs"] == [changed, f"CompletedDate IS NULL{before}", *dated("CompletedDate")]


def dated(name: str) -> tuple[str, str]:
    within = f"{name}>='2027-08-31T00:00:00Z' AND {name}<'2027-10-02T00:00:00Z'"
    return f"{within} AND ModifiedDate<'2027-08-31T00:00:00Z'", f"{within} AND CreatedDate>='2027-10-02T00:00:00Z'"


def test_documents_dated_in_the_month_are_fetched_whenever_they_were_created_and_changed(tmp_path: Path) -> None:
    both = {"completedDate": "2027-09-20T00:00:00Z", "adjustInAccountingSystem": "2027-09-20T00:00:00Z"}
    ahead = {"id": 1, "createdDate": "2027-08-01T00:00:00Z", "modifiedDate": "2027-08-02T00:00:00Z", **both}
    behind = {"id": 2, "createdDate": "2027-10-05T00:00:00Z", "modifiedDate": "2027-10-05T00:00:00Z", **both}
    other = {
        **behind,
        "id": 3,
        "completedDate": "2027-10-05T00:00:00Z",
        "adjustInAccountingSystem": "2027-10-05T00:00Z",
    }
    with serve(Omni({"Adjustments": [ahead, behind, other]})) as omni:
        path = fetch_all(omni.url, tmp_path)["Adjustments"].path
    assert path
    assert [each["id"] for each in json.loads(path.read_bytes())] == [1, 2]
