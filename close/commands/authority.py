"""Commands for roles and signing rules: list, give and take roles, set rules, and decide about a file's proposal."""

from typing import Annotated

import typer

from close.commands.groups import Group
from close.commands.options import Who
from close.store.authority import acts
from close.store.authority.in_force import RULES
from close.store.authority.people import Role
from close.store.authority.proposals import find_proposal
from close.store.settings import Settings
from close.store.warehouse import Warehouse

AUTHORITY = Group("Decide who may do what, and how a month is signed")
Person = Annotated[str, typer.Argument(metavar="NAME", help="The person, as they sign in or as --who names them.")]
RoleOf = Annotated[Role, typer.Option("--role", help="The role.")]
RuleName = Annotated[str, typer.Argument(metavar="RULE", help=f"One of {', '.join(RULES)}.")]
Value = Annotated[str, typer.Argument(metavar="VALUE", help="An amount such as 25.00, or true or false.")]


@AUTHORITY.add("roles", "")
def list_roles(warehouse: Warehouse) -> None:
    """List the roles and signing rules in force, and what the newest settings file proposes."""
    governing = warehouse.governing() or Settings()
    for role, name in governing.people:
        print(f"{role:<14} {name}")
    if not governing.people:
        print("Nobody has a role.")
    for rule in RULES:
        print(f"{rule} = {getattr(governing, rule)}")
    if proposal := find_proposal(warehouse):
        print(f"{proposal.record.file_name} for {proposal.record.period} proposes:")
        for role, name in proposal.people or ():
            print(f"{role:<14} {name}")
        for rule, value in proposal.rules.items():
            print(f"{rule} = {value}")
        print("`tieout adopt` puts this in force, and `tieout keep` leaves everything as it is.")


@AUTHORITY.add("appoint", "ben@example.com --role reviewer --who ann")
def appoint(warehouse: Warehouse, name: Person, role: RoleOf, who: Who) -> None:
    """Give a person a role."""
    print(acts.give_role(warehouse, who, role, name).note)


@AUTHORITY.add("dismiss", "ben@example.com --role reviewer --who ann")
def dismiss(warehouse: Warehouse, name: Person, role: RoleOf, who: Who) -> None:
    """Take a role from a person."""
    print(acts.take_role(warehouse, who, role, name).note)


@AUTHORITY.add("rule", "materiality 50.00 --who ann")
def set_rule(warehouse: Warehouse, rule: RuleName, value: Value, who: Who) -> None:
    """Set a signing rule: materiality, item_threshold or one_person_may_review."""
    acts.set_rule(warehouse, who, rule, acts.read_value(rule, value))
    print(f"{rule} = {value}")


@AUTHORITY.add("adopt", "--who ann")
def adopt(warehouse: Warehouse, who: Who) -> None:
    """Put the roles and signing rules that the newest settings file proposes in force."""
    for event in acts.adopt(warehouse, who):
        print(event.note or f"{event.subject} = {event.value or event.amount}")


@AUTHORITY.add("keep", "--who ann")
def keep(warehouse: Warehouse, who: Who) -> None:
    """Decline what the newest settings file proposes."""
    print(f"{acts.keep(warehouse, who).note} changes nothing.")
