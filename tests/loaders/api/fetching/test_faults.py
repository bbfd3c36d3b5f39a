"""Damaged answers, faults that do not pass, and the limits of requests."""

from pathlib import Path

import pytest

from loaders.fetching.client import ATTEMPTS, Denied, Entry, NotSecure, UnexpectedAnswer, Unreachable
from loaders.fetching.credentials import Credentials
from loaders.fetching.pages import merge_entries
from loaders.files.list_texts import DamagedList, split_list
from tests.loaders.api.fetching.omni_orders import orders
from tests.loaders.api.omni_server import KEY, USER, Omni, fetch_all, hurry, serve


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
