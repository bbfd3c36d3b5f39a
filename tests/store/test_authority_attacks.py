"""Attacks on roles and signing rules: names, values, proposals that change, snapshots, and events that are damaged."""

import unicodedata
from decimal import Decimal
from pathlib import Path

import pytest

from close.commands.command import main
from close.errors import Refused
from close.store.audit_log import AuditLog, Draft, Nameless
from close.store.authority import values
from close.store.authority.people import ADMINISTRATORS, Role, is_same, roles_of
from close.store.manifests import BrokenRecord
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work import current_exports
from close.work.authority import acts
from close.work.authority.proposals import find_proposal
from loaders import land
from tests.given.landings import settings
from tests.given.named import appoint, people
from tests.store.test_authority import as_before

ANN, PAT = ("administrator", "ann"), ("preparer", "pat")
DECOMPOSED = "jose\N{COMBINING ACUTE ACCENT}"


@pytest.fixture(autouse=True)
def _nobody_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADMINISTRATORS, raising=False)


@pytest.fixture
def books(tmp_path: Path) -> Warehouse:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "root")
    appoint(warehouse, ANN, PAT)
    return warehouse


def governing_of(warehouse: Warehouse) -> Settings:
    found = warehouse.governing()
    assert found
    return found


@pytest.mark.parametrize("name", ["", "  ", "an\u200bn", "ann\x1b[2J", "ann\nben", "a" * 255, DECOMPOSED, "\u212aarl"])
def test_a_role_needs_a_name_by_which_somebody_can_sign_in(books: Warehouse, name: str) -> None:
    """Nobody could act as the only administrator, or the name would show as another."""
    for given in ((("administrator", name),), (ANN, ("viewer", name))):
        with pytest.raises(values.BadName):
            appoint(books, *given, who="ann")
    content = (
        f'name = "Ash & Co"\nperiod = "2026-02"\n[people]\nviewer = ["{name.encode("unicode_escape").decode()}"]\n'
    )
    (card,) = land([("", "organisation.toml", content.replace("\\x", "\\u00").encode())], books, who="pat")
    assert card.status == "refused"


UNSEEN = ("\u200b", "\u3164", "\u2800", "ann\ufe0f", "an\u034fn", "ann\U000e0100", "a" * 255)


@pytest.mark.parametrize("who", ["", *UNSEEN])
def test_an_act_needs_a_name_that_can_be_read(tmp_path: Path, who: str) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], "root")
    with pytest.raises(Nameless):
        appoint(warehouse, ANN, who=who)


@pytest.mark.parametrize("who", [" ", *UNSEEN])
def test_so_does_an_upload(tmp_path: Path, who: str) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    with pytest.raises(Nameless):
        warehouse.land([settings()], who)
    assert warehouse.head().number == 0


@pytest.mark.parametrize("who", ["\u202eann\u202c", "ann\x85", "a\u2028nn"])
def test_a_record_has_no_marks_that_turn_or_break_its_line(tmp_path: Path, who: str) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    warehouse.land([settings()], who)
    acts.set_rule(warehouse, who, "materiality", Decimal(1), f"agreed with {who}")
    (event,) = AuditLog(warehouse).events()[-1:]
    for text in (event.who, event.note, warehouse.head().landings[0].who):
        assert text.isprintable()


def test_accents_may_be_encoded_either_way_but_no_letter_becomes_another() -> None:
    assert is_same(DECOMPOSED, unicodedata.normalize("NFC", DECOMPOSED))
    assert not is_same("\N{KELVIN SIGN}arl", "Karl")


def test_a_role_is_taken_however_the_name_is_written(books: Warehouse) -> None:
    acts.take_role(books, "ann", Role.PREPARER, "Pat ")
    assert roles_of(governing_of(books), "pat") == frozenset()
    with pytest.raises(acts.SameRoles):
        acts.take_role(books, "ann", Role.PREPARER, "pat")
    with pytest.raises(acts.SameRoles):
        acts.give_role(books, "ann", Role.ADMINISTRATOR, "ANN")


def test_what_does_not_exist_is_not_recorded(books: Warehouse) -> None:
    before = AuditLog(books).head()
    for name, value in [("currency", Decimal(1)), ("materiality", Decimal(-1)), ("materiality", Decimal("0.005"))]:
        with pytest.raises(values.BadRule):
            acts.set_rule(books, "ann", name, value, "agreed")
    for name, flag in [("materiality", True), ("nonsense", True)]:
        with pytest.raises(values.BadRule):
            acts.set_rule(books, "ann", name, flag, "agreed")
    with pytest.raises(values.BadRole):
        appoint(books, ANN, ("owner", "eve"), who="ann")
    assert AuditLog(books).head() == before


@pytest.mark.parametrize("amount", ["-5", "0.005", "1000000000000"])
def test_a_file_cannot_propose_an_impossible_rule(books: Warehouse, amount: str) -> None:
    content = f'name = "Ash & Co"\nperiod = "2026-02"\nmateriality = {amount}\n'
    (card,) = land([("", "organisation.toml", content.encode())], books, who="pat")
    assert card.status == "refused"
    assert "an amount such as 25.00" in card.problems[0]


@pytest.mark.parametrize("decide", [acts.adopt, acts.keep])
def test_only_the_proposal_that_was_read_is_decided(books: Warehouse, decide: object) -> None:
    """Replace a harmless proposal with another between reading and deciding."""
    assert callable(decide)
    books.land([people(ANN, ("viewer", "vic"), period="2026-02")], "pat")
    read = find_proposal(books)
    assert read
    books.land([people(("administrator", "eve"), period="2026-02", materiality=Decimal(900))], "pat")
    for landing in (read.record.landing, ""):
        with pytest.raises(acts.NoProposal):
            decide(books, "ann", landing)
    assert set(governing_of(books).people) == {ANN, PAT}
    assert find_proposal(books)


def test_a_change_that_is_refused_leaves_nothing_half_done(books: Warehouse) -> None:
    before = AuditLog(books).head()
    refused = [((ANN,), (ANN,)), ((("viewer", "vic"),), (ANN, PAT)), ((ANN, ("owner", "eve")), (ANN, PAT))]
    for named, seen in refused:
        with pytest.raises(Refused):
            acts.change(books, "ann", named, seen, {"materiality": Decimal(9)}, "agreed")
    assert AuditLog(books).head() == before


@pytest.mark.parametrize("is_again", [False, True])
def test_no_choice_of_exports_changes_authority(tmp_path: Path, is_again: bool) -> None:
    """Take back settings that decide roles and rules, as they did in earlier versions, or make former ones current."""
    warehouse = Warehouse(tmp_path, "Ash & Co")
    with as_before():
        warehouse.land(
            [settings(), people(("administrator", "eve"), period="2026-02", materiality=Decimal(900))], "root"
        )
        (former,) = warehouse.head().of("settings", "2026-02")
        warehouse.land([people(ANN, PAT, period="2026-02", materiality=Decimal(7))], "eve")
    (newest,) = warehouse.head().of("settings", "2026-02")
    choose = current_exports.make_current if is_again else current_exports.take_back
    choose(warehouse, (former if is_again else newest).landing, "ann", "a mistake")
    assert set(governing_of(warehouse).people) == {ANN, PAT}
    assert governing_of(warehouse).materiality == Decimal(7)
    assert [event.kind for event in AuditLog(warehouse).events()][:2] == ["signing_rule", "roles"]


@pytest.mark.parametrize(
    "value", ["{", "[]", "null", '{"administrator": "ann"}', '{"owner": ["ann"]}', '{"administrator": [1]}']
)
def test_an_act_that_cannot_be_read_opens_nothing(books: Warehouse, value: str) -> None:
    AuditLog(books).record(Draft("ann", "roles", "", "people", "", value))
    with pytest.raises(BrokenRecord, match="000000002"):
        books.governing()


@pytest.mark.parametrize(("subject", "value"), [("nonsense", "true"), ("one_person_may_review", "maybe")])
def test_a_rule_that_cannot_be_read_is_no_default(books: Warehouse, subject: str, value: str) -> None:
    AuditLog(books).record(Draft("ann", "signing_rule", "", subject, "", value))
    with pytest.raises(BrokenRecord):
        books.governing()


def test_commands_print_what_is_recorded(books: Warehouse, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--warehouse", str(books.root)]
    assert main(["rule", "materiality", "50,00", "--who", "ann", "--note", "agreed", *where]) == 1
    assert main(["rule", "materiality", "1,250.5", "--who", "ann", "--note", "agreed", *where]) == 0
    books.land([people(("administrator", "eve"), period="2026-02")], "pat")
    assert main(["roles", *where]) == 0
    printed = capsys.readouterr().out
    assert "materiality = 1250.50" in printed
    for change in (
        "eve gets the role administrator",
        "ann loses the role administrator",
        "pat loses the role preparer",
    ):
        assert change in printed
    proposal = find_proposal(books)
    assert proposal
    assert f"tieout adopt {proposal.record.landing[:8]}" in printed
    assert main(["adopt", proposal.record.landing[:8], "--who", "ann", *where]) == 0
    assert governing_of(books).people == (("administrator", "eve"),)
