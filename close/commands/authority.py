"""Commands for roles and signing rules: list, give and take roles, set rules, and decide about a file's proposal."""

from typing import Annotated

import typer

from close.commands.groups import Group
from close.commands.options import Note, Who
from close.store.authority.in_force import ROLES, RULES, list_changes, read_rule
from close.store.authority.people import ADMINISTRATORS, Role, list_administrators
from close.store.authority.values import read_value, say_value
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.authority import acts
from close.work.authority.proposals import Proposal, find_proposal

AUTHORITY = Group("Decide who may do what, and how a month is signed")
Person = Annotated[str, typer.Argument(metavar="NAME", help="The person, as they sign in or as --who names them.")]
RoleOf = Annotated[Role, typer.Option("--role", help="The role.")]
RuleName = Annotated[str, typer.Argument(metavar="RULE", help=f"One of {', '.join(RULES)}.")]
Upload = Annotated[str, typer.Argument(metavar="ID", help="The ID of the proposal, as listed by the command roles.")]
Value = Annotated[str, typer.Argument(metavar="VALUE", help="An amount such as 25.00, or true or false.")]


@AUTHORITY.add("roles", "")
def list_roles(warehouse: Warehouse) -> None:
    """List the roles and signing rules in force, and what the newest settings file proposes."""
    governing = warehouse.governing() or Settings()
    for role, name in governing.people:
        print(f"{role:<14} {name}")
    if not governing.people:
        print(_say_nobody())
    for rule in RULES:
        print(f"{rule} = {say_value(getattr(governing, rule))}")
    if proposal := find_proposal(warehouse):
        _print_proposal(proposal, governing)


def _say_nobody() -> str:
    if administrators := list_administrators():
        return f"Nobody has a role, except the administrators in {ADMINISTRATORS}: {', '.join(administrators)}."
    return "Nobody has a role, so everybody may do everything."


def _print_proposal(proposal: Proposal, governing: Settings) -> None:
    record = proposal.record
    print(f"{record.file_name} for {record.period}, uploaded by {record.who}, proposes:")
    for each in list_changes(governing.people, proposal.people) if proposal.people else ():
        print(f"  {each}")
    for rule, value in proposal.rules.items():
        print(f"  {rule} = {say_value(value)}")
    start = record.landing[:8]
    print(
        f"`tieout adopt {start} --who NAME` puts this in force. "
        f"`tieout keep {start} --who NAME` leaves everything as it is."
    )


@AUTHORITY.add("appoint", "ben@example.com --role reviewer --who ann")
def appoint(warehouse: Warehouse, name: Person, role: RoleOf, who: Who) -> None:
    """Give a person a role."""
    print(acts.give_role(warehouse, who, role, name).note)


@AUTHORITY.add("dismiss", "ben@example.com --role reviewer --who ann")
def dismiss(warehouse: Warehouse, name: Person, role: RoleOf, who: Who) -> None:
    """Take a role from a person."""
    print(acts.take_role(warehouse, who, role, name).note)


@AUTHORITY.add("rule", 'materiality 50.00 --who ann --note "agreed with the auditors"')
def set_rule(warehouse: Warehouse, rule: RuleName, value: Value, who: Who, note: Note) -> None:
    """Set a signing rule: materiality, item_threshold, one_person_may_review, or a tolerance."""
    read = read_value(rule, value)
    acts.set_rule(warehouse, who, rule, read, note)
    print(f"{rule} = {say_value(read)}")


@AUTHORITY.add("adopt", "824e0567 --who ann")
def adopt(warehouse: Warehouse, upload: Upload, who: Who) -> None:
    """Put the roles and signing rules that a settings file proposes in force."""
    for event in acts.adopt(warehouse, who, upload):
        print(event.note if event.kind == ROLES else f"{event.subject} = {say_value(read_rule(event))}")


@AUTHORITY.add("keep", "824e0567 --who ann")
def keep(warehouse: Warehouse, upload: Upload, who: Who) -> None:
    """Decline what a settings file proposes."""
    print(f"{acts.keep(warehouse, who, upload).note} changes nothing.")
