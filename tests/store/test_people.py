"""Every action is refused, with a sentence, to every role without permission: by function and by command."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.archive import binder
from close.commands.command import main
from close.errors import Refused
from close.signing import signoff
from close.signing.rerun import rerun
from close.signing.signoff import certify
from close.signing.standing import PREPARER, REVIEWER
from close.store import seals
from close.store.audit_log import AuditLog, Event
from close.store.authority.people import ADMINISTRATORS, MAY, Action, NotAllowed, Role, is_same, may, roles_of
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work import checklist, comments, worklist
from close.work.authority import acts
from loaders import command as landing_command
from tests.given.landings import landing, sale, settings
from tests.given.named import appoint

PERIOD = "2026-03"
FAR = date(2999, 1, 4)
PREPARES, REVIEWS, ADMINISTERS, AUDITS = Role.PREPARER, Role.REVIEWER, Role.ADMINISTRATOR, Role.AUDITOR
AT_WORK = {PREPARES, REVIEWS, ADMINISTERS}
PEOPLE = {role: f"{role}@ash.example" for role in Role}
NOBODY = "eve@elsewhere.example"
NOTE, ITEMS = "because", ["S03|SO|S-1"]

OTHER_REASONS = tuple(kind for kind in Refused.__subclasses__() if kind is not NotAllowed)

Act = Callable[[Warehouse, str], object]
ACTS: dict[str, tuple[Act, set[Role]]] = {
    "land": (lambda w, who: w.land([landing("payments", [])], who), {PREPARES, ADMINISTERS}),
    "give a role": (lambda w, who: acts.give_role(w, who, Role.VIEWER, "fay"), {ADMINISTERS}),
    "take a role": (lambda w, who: acts.take_role(w, who, Role.VIEWER, "fay"), {ADMINISTERS}),
    "set materiality": (lambda w, who: acts.set_rule(w, who, "materiality", Decimal(99), "agreed"), {ADMINISTERS}),
    "let one review": (lambda w, who: acts.set_rule(w, who, "one_person_may_review", False, "agreed"), {ADMINISTERS}),
    "decline a proposal": (lambda w, who: acts.keep(w, who, "0"), {ADMINISTERS}),
    "adopt a proposal": (lambda w, who: acts.adopt(w, who, "0"), {ADMINISTERS}),
    "attest": (lambda w, who: checklist.attest(w, PERIOD, "CH3", who, NOTE), {PREPARES}),
    "waive": (lambda w, who: checklist.waive(w, PERIOD, "CH1", who, NOTE), {REVIEWS}),
    "withdraw an attestation": (lambda w, who: checklist.withdraw(w, PERIOD, "SY2", who, NOTE), {PREPARES}),
    "withdraw a waiver": (lambda w, who: checklist.withdraw(w, PERIOD, "SY5", who, NOTE), {REVIEWS}),
    "attach": (lambda w, who: checklist.attach(w, PERIOD, "CH3", who, "a.png", b"x"), {PREPARES}),
    "prepare": (lambda w, who: signoff.sign(w, PERIOD, "CH2", who, PREPARER), {PREPARES}),
    "review": (lambda w, who: signoff.sign(w, PERIOD, "CH2", who, REVIEWER), {REVIEWS}),
    "certify": (lambda w, who: certify(w, PERIOD, who), {PREPARES}),
    "take back a preparer's": (lambda w, who: signoff.retract(w, 4, who, NOTE), {PREPARES}),
    "take back a reviewer's": (lambda w, who: signoff.retract(w, 5, who, NOTE), {REVIEWS}),
    "seal": (lambda w, who: signoff.seal(w, PERIOD, who), {REVIEWS, ADMINISTERS}),
    "reopen": (lambda w, who: seals.reopen(w, PERIOD, who, NOTE, FAR), {ADMINISTERS}),
    "assign": (lambda w, who: worklist.assign(w, PERIOD, ITEMS, who, who), AT_WORK),
    "set due": (lambda w, who: worklist.set_due(w, PERIOD, ITEMS, who, FAR), AT_WORK),
    "explain": (lambda w, who: worklist.explain(w, PERIOD, ITEMS, who, "S03", NOTE), AT_WORK),
    "accrue": (lambda w, who: worklist.accrue(w, PERIOD, ITEMS, who, "MJ-1", NOTE), AT_WORK),
    "accept": (lambda w, who: worklist.accept(w, PERIOD, ITEMS, who, NOTE), AT_WORK),
    "put back": (lambda w, who: worklist.take_back(w, PERIOD, ITEMS, who, NOTE), AT_WORK),
    "comment": (lambda w, who: comments.comment(w, PERIOD, "month", who, NOTE), AT_WORK),
    "resolve": (lambda w, who: comments.resolve(w, 6, who, NOTE), AT_WORK),
    "close a comment": (lambda w, who: comments.close_comment(w, 6, who), AT_WORK),
    "run again": (lambda w, who: rerun(w, 4, who), {*AT_WORK, AUDITS}),
    "take a binder": (lambda w, who: binder.write(w, "2026-01", who), {*AT_WORK, AUDITS}),
}
COMMANDS: dict[str, tuple[list[str], set[Role]]] = {
    "attest": (["attest", "CH3", "--note", NOTE], {PREPARES}),
    "waive": (["waive", "CH1", "--note", NOTE], {REVIEWS}),
    "withdraw": (["withdraw", "SY2", "--note", NOTE], {PREPARES}),
    "attach": (["attach", "CH3", __file__], {PREPARES}),
    "prepare": (["sign", "CH2"], {PREPARES}),
    "review": (["sign", "CH2", "--role", "reviewer"], {REVIEWS}),
    "certify": (["certify"], {PREPARES}),
    "retract": (["retract", "4", "--note", NOTE], {PREPARES}),
    "seal": (["seal"], {REVIEWS, ADMINISTERS}),
    "reopen": (["reopen", "--note", NOTE, "--until", "2999-01-04"], {ADMINISTERS}),
}
DECIDED: dict[str, tuple[list[str], set[Role]]] = {
    "appoint": (["appoint", "gil", "--role", "viewer"], {ADMINISTERS}),
    "dismiss": (["dismiss", "gil", "--role", "viewer"], {ADMINISTERS}),
    "rule": (["rule", "item_threshold", "0.00", "--note", "agreed"], {ADMINISTERS}),
    "keep": (["keep", "0"], {ADMINISTERS}),
}


EVERYBODY = [(str(role), who) for role, who in PEOPLE.items()]


@pytest.fixture(autouse=True)
def _nobody_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ADMINISTRATORS, raising=False)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Warehouse:
    """Prepare a month with something to do for every role: attested, waived, signed by two, commented on."""
    warehouse = Warehouse(tmp_path_factory.mktemp("warehouse"), "Ash & Co")
    sales = [sale("S-1", acct_date=None, status="NOT_IMPORTED"), sale("S-2")]
    cogs = [{"doc_type": "SO", "order_ref": "S-1", "ref_key": "S-1", "cogs": None}]
    warehouse.land([settings(), landing("sales_documents", sales), landing("cogs_entries", cogs)], "root")
    appoint(warehouse, *EVERYBODY)
    checklist.attest(warehouse, PERIOD, "SY2", PEOPLE[PREPARES], NOTE)
    checklist.waive(warehouse, PERIOD, "SY5", PEOPLE[REVIEWS], NOTE)
    signoff.sign(warehouse, PERIOD, "sales_and_credits", PEOPLE[PREPARES], PREPARER)
    signoff.sign(warehouse, PERIOD, "sales_and_credits", PEOPLE[REVIEWS], REVIEWER)
    comments.comment(warehouse, PERIOD, "month", PEOPLE[PREPARES], "is S-1 right?")
    return warehouse


def said(warehouse: Warehouse) -> tuple[list[Event], int]:
    return AuditLog(warehouse).events(), warehouse.head().number


@pytest.mark.parametrize("role", [*Role, None], ids=str)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_takes_its_role(warehouse: Warehouse, act: str, role: Role | None) -> None:
    do, allowed = ACTS[act]
    before = said(warehouse)
    if role not in allowed:
        with pytest.raises(
            NotAllowed, match=r"may not .+\. This requires the role .+An administrator can assign roles"
        ):
            do(warehouse, PEOPLE[role] if role else NOBODY)
        assert said(warehouse) == before
        return
    # If it is still refused, the reason differs: a month that is not signed cannot be sealed.
    with suppress(*OTHER_REASONS):
        do(warehouse, PEOPLE[role])


@pytest.mark.parametrize("role", [*Role, None], ids=str)
@pytest.mark.parametrize("act", COMMANDS)
def test_a_command_takes_its_role(warehouse: Warehouse, act: str, role: Role | None, capsys) -> None:
    arguments, allowed = COMMANDS[act]
    who = PEOPLE[role] if role else NOBODY
    status = main([*arguments, "--period", PERIOD, "--who", who, "--warehouse", str(warehouse.root)])
    told = capsys.readouterr().err
    assert ("may not" in told) == (role not in allowed)
    if role not in allowed:
        assert status == 1
        assert told.startswith(f"{who} ")


@pytest.mark.parametrize("role", [*Role, None], ids=str)
@pytest.mark.parametrize("command", DECIDED)
def test_a_decision_takes_an_administrator(warehouse: Warehouse, command: str, role: Role | None, capsys) -> None:
    arguments, allowed = DECIDED[command]
    who = PEOPLE[role] if role else NOBODY
    main([*arguments, "--who", who, "--warehouse", str(warehouse.root)])
    assert ("may not" in capsys.readouterr().err) == (role not in allowed)


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_running_again_and_landing_by_command_take_a_role(
    warehouse: Warehouse, role: Role | None, capsys, tmp_path: Path
) -> None:
    who = PEOPLE[role] if role else NOBODY
    again = main(["rerun", "4", "--who", who, "--warehouse", str(warehouse.root)])
    assert (again == 0) == (role not in (Role.VIEWER, None))
    (tmp_path / "organisation.toml").write_text('name = "Ash & Co"\nperiod = "2026-03"\n')
    landed = landing_command.main([str(tmp_path), "--warehouse", str(warehouse.root), "--who", who])
    assert (landed == 0) == (role in (PREPARES, ADMINISTERS))


def test_a_person_may_hold_several_roles() -> None:
    settings = Settings(people=(("preparer", "ada"), ("auditor", "Ada ")))
    assert roles_of(settings, "ADA") == {Role.PREPARER, Role.AUDITOR}
    assert may(settings, "ada", Action.PREPARE)
    assert not may(settings, "ada", Action.REVIEW)
    assert roles_of(settings, "ben") == frozenset()


def test_without_named_people_everyone_may_do_everything() -> None:
    assert roles_of(None, "anybody") == frozenset(Role)
    assert all(may(Settings(), "anybody", action) for action in Action)


def test_administrators_of_the_environment_administer_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADMINISTRATORS, " root@ash.example, Ann@ash.example ")
    assert roles_of(None, "ann@ash.example") == {Role.ADMINISTRATOR}
    assert roles_of(Settings(people=(("reviewer", "ann@ash.example"),)), "ANN@ASH.EXAMPLE") == {REVIEWS, ADMINISTERS}
    assert roles_of(None, "ben") == frozenset()


def test_no_blank_and_no_capital_makes_somebody_else() -> None:
    assert is_same("Ada  Ash ", "ada ash")
    assert is_same("ÉLISE", "élise")
    assert not is_same("ada", "adaash")


@pytest.mark.parametrize(
    ("one", "other"), [("strass", "straß"), ("kim", "\u212aim"), ("sam", "\u017fam"), ("ivy", "\u0130vy")]
)
def test_letters_that_look_the_same_make_somebody_else(one: str, other: str) -> None:
    assert not is_same(f"{one}@ash.example", f"{other}@ash.example")


def test_every_action_is_somebodys() -> None:
    assert {action for actions in MAY.values() for action in actions} == set(Action)
    assert all(Action.LOOK in actions for actions in MAY.values())
