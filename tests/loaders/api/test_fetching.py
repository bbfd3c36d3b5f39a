"""Lists are fetched whole, whatever happens on the way, and land exactly as if they had been saved by hand."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from loaders.fetching.client import ATTEMPTS, Denied, Entry, NotSecure, UnexpectedAnswer, Unreachable
from loaders.fetching.credentials import Credentials
from loaders.fetching.pages import NeverStill, merge_entries
from loaders.files.list_texts import DamagedList, split_list
from loaders.intake.exports import PendingLanding, read_each
from tests.loaders.api.omni_server import KEY, USER, Documents, Omni, fetch_all, hurry, serve
from tests.loaders.golden import FOLDER, SAMPLES

ROOT = Path(__file__).parents[3]
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


def repeat_sample(sample: Path, times: int) -> Documents:
    """Return the documents of a sample many times, each with an id and a reference of its own."""
    documents = json.loads(sample.read_bytes()) * times
    return [
        {**each, "id": number, "reference": f"{each['reference']}-{number}"} for number, each in enumerate(documents, 1)
    ]


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


def test_numbers_are_saved_with_every_digit() -> None:
    ((document, text),) = split_list('[ {"a": 1.10, "b": 12345678901234567.891, "c": "é]"}\n]')
    assert text == '{"a": 1.10, "b": 12345678901234567.891, "c": "é]"}'
    assert document["c"] == "é]"


@pytest.mark.parametrize("text", ["", "[", '[{"a": 1}', '[{"a": 1},]', "[1]", '{"a": 1}', "[] x", '[{"a": 1} {}]'])
def test_a_damaged_list_is_not_split(text: str) -> None:
    with pytest.raises(DamagedList):
        split_list(text)


def test_the_newest_version_of_a_document_counts() -> None:
    versions = [Entry("10", "2", "new"), Entry("9", "1", "other"), Entry("10", "1", "old")]
    assert [entry.text for entry in merge_entries(versions)] == ["other", "new"]


@pytest.mark.parametrize(
    ("status", "headers", "error", "requests"),
    [
        (401, {}, Denied, 1),
        (403, {}, UnexpectedAnswer, 1),
        (404, {}, UnexpectedAnswer, 1),
        (302, {"Location": "http://example.com/"}, UnexpectedAnswer, 1),
        (200, {}, UnexpectedAnswer, 1),
        (500, {}, Unreachable, ATTEMPTS),
        (0, {}, Unreachable, ATTEMPTS),
        (429, {"Retry-After": "86400"}, Unreachable, 1),
        (429, {"Retry-After": "Wed, 21 Oct 2099 07:28:00 GMT"}, Unreachable, 1),
    ],
)
def test_faults_that_do_not_pass_are_refused(
    tmp_path: Path, status: int, headers: dict[str, str], error: type[Exception], requests: int
) -> None:
    omni = Omni({"SalesOrders": orders(1)}, lambda *_: status, headers)
    with serve(omni), pytest.raises(error) as refused:
        fetch_all(omni.url, tmp_path)
    assert len(omni.asked) == requests
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["http://api.cin7.com/api/v1", "ftp://localhost/", "api.cin7.com", f"https://{USER}:{KEY}@x/"]
)
def test_the_key_is_sent_over_https_only(tmp_path: Path, url: str) -> None:
    with pytest.raises(NotSecure) as refused:
        fetch_all(url, tmp_path)
    assert KEY not in str(refused.value)


def test_credentials_have_no_representation() -> None:
    assert KEY not in f"{Credentials(USER, KEY)!r}"


def test_requests_keep_to_both_limits() -> None:
    pace = hurry()
    moments = []
    for _ in range(150):
        pace.wait()
        moments.append(pace.clock.now())
    assert all(later - earlier >= 1 for earlier, later in zip(moments, moments[3:], strict=False))
    assert all(later - earlier >= 60 for earlier, later in zip(moments, moments[60:], strict=False))
    assert moments[-1] < 130
