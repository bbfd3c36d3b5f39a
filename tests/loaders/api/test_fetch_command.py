"""`tieout fetch omni` saves and uploads the lists of a month, and shows neither the user nor the key to anybody."""

import json
import logging
import signal
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land
from loaders.fetching.credentials import KEY as KEY_VARIABLE
from loaders.fetching.credentials import USER as USER_VARIABLE
from tests.loaders.api.omni_server import KEY, USER, Omni, serve
from tests.loaders.golden import SAMPLES
from tieout.command import main

ORGANISATION = "Alder & Finch Ltd"
PAYMENT = {
    "id": 9,
    "orderId": 1,
    "orderRef": "AF1001",
    "paymentDate": "2027-10-01T03:00:00Z",
    "amount": 230.0,
    "batchReference": None,
}


@pytest.fixture
def keyed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(KEY_VARIABLE, KEY)


def fetch(omni: Omni, into: Path, *more: str) -> int:
    arguments = ("--since", "2027-09-01", "--organisation", ORGANISATION, "--into", str(into), "--base-url", omni.url)
    return main(["fetch", "omni", *arguments, *more])


@pytest.mark.usefixtures("keyed")
def test_fetched_lists_are_uploaded_and_no_secret_is_left_behind(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    there = Warehouse(tmp_path / "warehouse", ORGANISATION)
    land([("", "organisation.toml", (SAMPLES / "organisation.toml").read_bytes())], there)
    samples = {"BranchTransfers": "api_transfers", "ProductionJobs": "api_jobs"}
    lists = {name: json.loads((SAMPLES / folder / "as_in_file.json").read_bytes()) for name, folder in samples.items()}
    with serve(Omni({"Payments": [PAYMENT], **lists})) as omni:
        assert fetch(omni, tmp_path / "lists", "--warehouse", str(tmp_path / "warehouse")) == 0
    shown = capsys.readouterr()
    assert "Payments: 1 document, saved in" in shown.out
    assert "Payments from the API, 2027-09, 1 row" in shown.out
    landed = {(record.loader, record.file_name) for record in there.head().landings if record.period == "2027-09"}
    assert landed >= {
        ("omni.api_payments", "Payments 2027-09.json"),
        ("omni.api_transfers", "BranchTransfers 2027-09.json"),
        ("omni.api_jobs", "ProductionJobs 2027-09.json"),
    }
    texts = [shown.out, shown.err, caplog.text, *(path.read_bytes().decode("latin-1") for path in list_files(tmp_path))]
    assert not any(secret in text for secret in (KEY, USER) for text in texts)


@pytest.mark.usefixtures("keyed")
def test_a_list_that_may_not_be_read_keeps_those_before_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = Warehouse(tmp_path / "warehouse", ORGANISATION)
    land([("", "organisation.toml", (SAMPLES / "organisation.toml").read_bytes())], there)
    omni = Omni({"Payments": [PAYMENT]}, lambda name, *_: 403 if name == "BranchTransfers" else None)
    with serve(omni):
        assert fetch(omni, tmp_path / "lists", "--warehouse", str(tmp_path / "warehouse")) == 1
    assert "the request for BranchTransfers with status 403" in capsys.readouterr().err
    assert [record.file_name for record in there.head().of("payments")] == ["Payments 2027-09.json"]


def list_files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_wrong_key_is_refused_without_showing_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(USER_VARIABLE, USER)
    monkeypatch.setenv(KEY_VARIABLE, "an-older-key")
    with serve(Omni()) as omni:
        assert fetch(omni, tmp_path) == 1
    shown = capsys.readouterr()
    assert shown.err.startswith("Omni did not accept the user and the key.")
    assert "an-older-key" not in shown.out + shown.err


@pytest.mark.usefixtures("keyed")
def test_a_stopped_fetch_keeps_its_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(_: str, page: int, __: bool) -> None:
        if page == 2:
            signal.raise_signal(signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # tests without a terminal may ignore interrupts
    with serve(Omni({"SalesOrders": [{"id": number} for number in range(300)]}, stop)) as omni:
        assert fetch(omni, tmp_path) == 1
    signal.signal(signal.SIGINT, before)
    assert "Stopped. The finished pages are kept." in capsys.readouterr().err
    assert (tmp_path / ".unfinished" / "SalesOrders-0" / "page-000001.json").is_file()


@pytest.mark.parametrize(
    ("text", "mode", "message"),
    [
        (f'user = "{USER}"\nkey = "{KEY}"\n', 0o640, "Other users can read"),
        (f'user = "{USER}"\nkey = "{KEY}\n', 0o600, "must be a TOML file"),
        (f'user = "{USER}"\n', 0o600, "must be a TOML file"),
        (None, 0, "must be a TOML file"),
    ],
)
def test_a_file_of_secrets_that_is_open_or_damaged_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, mode: int, message: str
) -> None:
    secrets = tmp_path / "omni.toml"
    if text is not None:
        secrets.write_text(text, encoding="utf-8")
        secrets.chmod(mode)
    assert fetch(Omni(url="http://localhost:9"), tmp_path, "--secrets", str(secrets)) == 1
    shown = capsys.readouterr()
    assert message in shown.err
    assert KEY not in shown.err


def test_a_protected_file_of_secrets_is_read(tmp_path: Path) -> None:
    secrets = tmp_path / "omni.toml"
    secrets.touch(0o600)
    secrets.write_text(f'user = "{USER}"\nkey = "{KEY}"\n', encoding="utf-8")
    with serve(Omni(before=lambda *_: 404)) as omni:
        fetch(omni, tmp_path, "--secrets", str(secrets))
    assert omni.asked == [("SalesOrders", 1, False)]


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--until", "2027-08-31"), 1, "--until 2027-08-31 is before --since 2027-09-01"),
        (("--until", "31/08/2027"), 2, "31/08/2027"),
        ((), 1, "TIEOUT_OMNI_USER and TIEOUT_OMNI_KEY"),
    ],
)
def test_what_cannot_be_fetched_says_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, message: str
) -> None:
    assert fetch(Omni(url="http://localhost:9"), tmp_path, *arguments) == code
    assert message in " ".join(capsys.readouterr().err.split())
