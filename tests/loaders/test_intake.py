"""The outcome of an upload: cards, one commit, and a real warehouse behind it."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from close.months import BadPeriod
from close.rules.answers import run
from close.store.audit_log import AuditLog, Draft
from close.store.warehouse import Warehouse
from loaders import LOADERS, Card, land
from tests.given.tables import connect
from tests.loaders.exports import HEADERS, SALES, refusals, sales_csv, total_row, write_xlsx

TOML = b'name = "Kelp"\ndate_order = "day-first"\nperiod = "2027-09"\nexported_on = 2027-10-04\n'
TOML += b'[reference_prefixes]\nsales_order = "K-"\ncredit_note = "KC-"\n'
DROP = [("", "organisation.toml", TOML), ("", "sales.csv", sales_csv())]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path, "Kelp")


def zipped(files: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


def statuses(cards: list[Card]) -> list[str]:
    return [card.status for card in cards]


def test_a_drop_is_one_commit_and_a_card_for_each_file(warehouse: Warehouse) -> None:
    settings, sales = land(DROP, warehouse, who="mia")
    assert warehouse.head().number == 1
    assert (settings.title, settings.period, settings.status) == ("Organisation settings", "2027-09", "landed")
    assert (sales.title, sales.organisation, sales.rows) == ("Sales orders and credit notes", "Kelp", 3)
    assert sales.period_evidence == "organisation.toml"
    assert sales.checks[0].state == "passed"
    assert sales.outcome
    assert sales.outcome.new == 3
    assert sales.reading.startswith('csv, comma, UTF-8; dates day-first (evidence: line 2 "13/09/2027"); decimal point')
    with connect(warehouse) as connection:
        query = "select ref_key, who from sales_documents join landings on landing = _landing order by ref_key"
        assert connection.execute(query).fetchall() == [("K-1", "mia"), ("K-2", "mia"), ("KC-1", "mia")]


def test_a_refused_file_holds_no_other_back(warehouse: Warehouse) -> None:
    bad = sales_csv().replace(b"1,150.00", b"one")
    cards = land([*DROP, ("", "bad.csv", bad), ("", "notes.txt", b"hello\n")], warehouse)
    assert statuses(cards) == ["landed", "landed", "refused", "refused"]
    assert refusals(cards)[0].splitlines()[0] == 'Line 2, Sales (Incl): "one" is not an amount.'
    assert warehouse.head().number == 1


def test_the_same_bytes_again_are_unchanged(warehouse: Warehouse) -> None:
    land(DROP, warehouse)
    assert statuses(land(DROP, warehouse)) == ["unchanged", "unchanged"]
    assert warehouse.head().number == 1


def test_settings_that_landed_before_are_in_force(warehouse: Warehouse) -> None:
    land(DROP, warehouse)
    (card,) = land([("", "sales.xlsx", write_xlsx([HEADERS, *SALES, total_row()]))], warehouse, "2027-10")
    assert "meant for 2027-10" in refusals([card])[0]
    (card,) = land([("", "sales 2027-09.csv", sales_csv(SALES[:2]))], warehouse)
    assert (card.period_evidence, card.organisation) == ("its name", "Kelp")
    assert card.outcome
    assert card.outcome.replaced == ("sales.csv",)
    assert card.outcome.vanished == 1


def test_a_file_that_lost_its_grand_total_since_is_refused(warehouse: Warehouse) -> None:
    land(DROP, warehouse)
    (card,) = land([("", "sales 2027-09.csv", sales_csv(total=False))], warehouse)
    assert "the export before it had one" in refusals([card])[0]


def test_without_a_grand_total_completeness_is_not_proven(warehouse: Warehouse) -> None:
    _, card = land([DROP[0], ("", "sales.csv", sales_csv(total=False))], warehouse)
    assert (card.status, card.checks[0].state) == ("landed", "not proven")


def test_of_two_exports_the_one_taken_later_stays(warehouse: Warehouse) -> None:
    later = TOML.replace(b"10-04", b"10-22")
    fewer = ("late", "sales.csv", sales_csv(SALES[:2]))
    cards = land(
        [("late", "organisation.toml", later), fewer, ("early", "organisation.toml", TOML), ("early", *DROP[1][1:])],
        warehouse,
    )
    assert statuses(cards) == ["landed"] * 4
    with connect(warehouse) as connection:
        assert connection.execute("select count(*) from sales_documents").fetchall() == [(2,)]
    assert warehouse.head().number == 1


def test_folders_have_settings_of_their_own(warehouse: Warehouse) -> None:
    august = TOML.replace(b"2027-09", b"2027-08")
    cards = land(
        [("a", "organisation.toml", august), ("a", "sales.csv", sales_csv()), ("b", *DROP[0][1:]), ("b", *DROP[1][1:])],
        warehouse,
    )
    assert statuses(cards) == ["landed", "refused", "landed", "landed"]
    assert "This file is meant for 2027-08" in refusals(cards)[0]


@pytest.mark.parametrize("inside", ["", "exports/2027-09/"])
def test_a_zip_is_a_folder(warehouse: Warehouse, inside: str) -> None:
    files = [(f"{inside}{name}", content) for _, name, content in DROP]
    mac = [("__MACOSX/._sales.csv", b"x"), (".DS_Store", b"x"), (f"{inside}empty/", b"")]
    cards = land([("", "all.zip", zipped([*files, *mac]))], warehouse)
    assert [(card.file_name, card.status) for card in cards] == [
        ("organisation.toml", "landed"),
        ("sales.csv", "landed"),
    ]


def test_a_zip_without_settings_belongs_to_its_folder(warehouse: Warehouse) -> None:
    cards = land([("x", *DROP[0][1:]), ("x", "sales.zip", zipped([("sales.csv", sales_csv())]))], warehouse)
    assert statuses(cards) == ["landed", "landed"]


def test_a_damaged_zip_is_refused(warehouse: Warehouse) -> None:
    cards = land(
        [*DROP, ("", "all.zip", zipped([("a.csv", b"a")])[:-9]), ("", "in.zip", zipped([("b.zip", zipped([]))]))],
        warehouse,
    )
    assert statuses(cards) == ["landed", "landed", "refused", "refused"]
    assert "cannot be opened" in refusals(cards)[0]


def test_two_settings_in_one_folder_are_refused(warehouse: Warehouse) -> None:
    cards = land([*DROP, ("", "other.toml", TOML)], warehouse)
    assert statuses(cards) == ["landed", "landed", "refused"]
    assert "already has settings (organisation.toml)" in refusals(cards)[0]


def test_settings_of_another_organisation_are_refused_with_their_files(warehouse: Warehouse) -> None:
    land(DROP, warehouse)
    other = [("", "organisation.toml", TOML.replace(b"Kelp", b"Dulse")), ("", "sales.csv", sales_csv(SALES[:2]))]
    cards = land(other, warehouse)
    assert statuses(cards) == ["refused", "refused"]
    assert all('for "Dulse", but the selected organisation is "Kelp"' in problem for problem in refusals(cards))


def test_settings_take_their_month_from_the_choice(warehouse: Warehouse) -> None:
    bare = TOML.replace(b'period = "2027-09"\n', b"")
    assert "The month of this file is unknown" in refusals(land([("", "organisation.toml", bare)], warehouse))[0]
    assert statuses(land([("", "organisation.toml", bare), DROP[1]], warehouse, "2027-09")) == ["landed", "landed"]
    with pytest.raises(BadPeriod):
        land(DROP, warehouse, "September")


def test_a_loader_that_fails_holds_no_other_file_back(tmp_path: Path) -> None:
    def break_down(*_: object) -> NoReturn:
        raise ZeroDivisionError

    broken = [replace(one, layout=break_down) if one.name == "omni.payments" else one for one in LOADERS]
    folder = Path(__file__).parent / "samples"
    drop = [
        ("", "organisation.toml", (folder / "organisation.toml").read_bytes()),
        ("", "payments.csv", (folder / "payments" / "plain.csv").read_bytes()),
        ("", "cogs.csv", (folder / "cogs" / "pivot.csv").read_bytes()),
    ]
    cards = land(drop, Warehouse(tmp_path, "one"), loaders=broken)
    assert {card.file_name: card.status for card in cards} == {
        "organisation.toml": "landed",
        "payments.csv": "refused",
        "cogs.csv": "landed",
    }


@pytest.mark.parametrize("name", ["sales\udcff.csv", "sa\nles.csv", "sa\x00les.csv", "sale\u0301s.csv"])
def test_a_file_name_of_any_bytes_lands_and_can_be_reported(warehouse: Warehouse, name: str) -> None:
    cards = land([("", "organisation.toml", TOML), ("", name, sales_csv())], warehouse, who="m\udcffa")
    assert statuses(cards) == ["landed", "landed"]
    assert cards[1].file_name.isprintable()
    assert cards[1].file_name == warehouse.head().of("sales_documents")[0].file_name
    assert run(warehouse, "sales_and_credits", "2027-09").table.num_rows == 3


def test_an_event_of_any_text_can_be_reported(warehouse: Warehouse) -> None:
    land(DROP, warehouse)
    AuditLog(warehouse).record(Draft("ada", "attested", "2027-09", "CL1", note="na\udcffme\x00 of\ntwo lines"))
    assert [event.note for event in AuditLog(warehouse).events()] == ["na?me  of\ntwo lines"]
    assert run(warehouse, "step_proof", "2027-09").table.num_rows
