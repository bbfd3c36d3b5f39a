"""Names that differ only in the legal form: one question, whose answer holds for every later file."""

from pathlib import Path

import pytest

from close.store.audit_log import AuditLog
from close.store.warehouse import Warehouse, organisations
from loaders import land
from loaders.command import main
from loaders.layouts.stated_organisation import AlikeOrganisation, OtherOrganisation, is_alike
from loaders.uploads.consent import Consent, list_questions
from tests.loaders.exports import SALES, sales_csv

LTD, LIMITED = "Kelp & Sons Ltd", "KELP AND SONS LIMITED"
TOML = f'name = "{LTD}"\ndate_order = "day-first"\nperiod = "2027-09"\n'.encode()


def printed(name: str, rows=SALES) -> bytes:
    return f"{name}\nSales orders and credit notes\n".encode() + sales_csv(rows)


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path / "warehouse", "Kelp & Sons Ltd")
    land([("", "organisation.toml", TOML)], warehouse, who="ada")
    return warehouse


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (LTD, LIMITED, True),
        ("Kelp Ltd.", "kelp-limited", True),
        ("Kelp", "Kelp Pty Ltd", True),
        ("The Kelp Company", "Kelp Co.", True),
        ("Kelp L.L.C.", "Kelp LLC", True),
        ("Kelp Ltd", "Kelp LLC", False),
        ("Kelp Ltd", "Kelp NZ Ltd", False),
        ("Kelp", "Kelpie", False),
        ("Ltd", "Limited", False),
        (LIMITED, "kelp-sons-ltd", True),
    ],
)
def test_only_the_legal_form_may_differ(one: str, other: str, alike: bool) -> None:
    assert is_alike(one, other) is is_alike(other, one) is alike


def test_the_answer_to_one_question_holds_for_all_files(warehouse: Warehouse) -> None:
    drop = [("", "a.csv", printed(LIMITED)), ("", "b.csv", printed(LIMITED, SALES[:1]))]
    cards = land(drop, warehouse, "2027-09", "ada")
    assert [card.problem.refusal for card in cards if card.problem] == [AlikeOrganisation] * 2
    assert list_questions(cards) == {(LIMITED, LTD): 2}
    cards = land(drop[:1], warehouse, "2027-09", "ada", consent=Consent(names=frozenset({LIMITED})))
    assert [card.status for card in cards] == ["landed"]
    (event,) = AuditLog(warehouse).events()
    assert (event.kind, event.subject, event.value, event.who) == ("same_company", LTD, LIMITED, "ada")
    assert land(drop[1:], warehouse, "2027-09", "ben")[0].status == "landed"
    assert len(AuditLog(warehouse).events()) == 1


def test_another_company_cannot_be_confirmed(warehouse: Warehouse) -> None:
    consent = Consent(names=frozenset({"Dulse Ltd"}))
    (card,) = land([("", "a.csv", printed("Dulse Ltd"))], warehouse, "2027-09", "ada", consent=consent)
    assert card.problem
    assert card.problem.refusal is OtherOrganisation
    assert not AuditLog(warehouse).events()


def test_the_command_asks_once(warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "drop").mkdir()
    for name, rows in (("a.csv", SALES), ("b.csv", SALES[:1])):
        (tmp_path / "drop" / name).write_bytes(printed(LIMITED, rows))
    options = [str(tmp_path / "drop"), "--warehouse", str(warehouse.root), "--period", "2027-09"]
    assert main(options) == 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f'2 files are for "{LIMITED}", and this organisation is "{LTD}". If they are the same company, run the command '
        f'again with --same-organisation "{LIMITED}".'
    )
    assert main([*options, "--same-organisation", LIMITED]) == 0


def test_a_new_organisation_with_a_similar_name_is_asked_about(
    warehouse: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "organisation.toml").write_bytes(TOML.replace(LTD.encode(), LIMITED.encode()))
    options = [str(tmp_path / "organisation.toml"), "--warehouse", str(warehouse.root)]
    assert main(options) == 1
    assert "If it is, use --organisation kelp-sons-ltd." in capsys.readouterr().err
    assert organisations(warehouse.root) == ["kelp-sons-ltd"]
    assert main([*options, "--new-organisation"]) == 0
