"""The acts that change roles and signing rules. Each is an event in the audit log, by an administrator."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from close.errors import Refused
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.in_force import (
    ROLES,
    RULE,
    RULES,
    People,
    govern,
    list_changes,
    read_former,
    read_governing,
    write_people,
)
from close.store.authority.people import Action, Role, is_same, permit
from close.store.authority.values import check_people, check_rule, say_value
from close.store.manifests import Manifest
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.authority.proposals import KEPT, Proposal, find_proposal

PEOPLE, PROPOSAL = "people", "proposal"  # the subjects of events


class RolesChanged(Refused):
    """Roles that another administrator changed in the meantime."""


class SameRoles(Refused):
    """A role to give to a person who has it, or to take from one who does not."""


class NoProposal(Refused):
    """A decision about a proposal that is not, or no longer, open."""


def assign_roles(warehouse: Warehouse, who: str, people: People, seen: People) -> Event:
    """Replace the roles of everybody. `seen` are those that the person looked at.

    Raises NotAllowed, RolesChanged, and what `check_people` raises.
    """
    note = "; ".join(list_changes(seen, people)) or "no change"
    draft = Draft(who, ROLES, "", PEOPLE, note, write_people(people))
    return _record(warehouse, draft, lambda governing: _check_roles(governing, people, seen))


def give_role(warehouse: Warehouse, who: str, role: Role, name: str) -> Event:
    """Give one person a role. Raises SameRoles, and what `assign_roles` raises."""
    permit(warehouse.governing(), who, Action.SET)
    seen, name = _list_people(warehouse), name.strip()
    if _list_held(seen, role, name):
        raise SameRoles(f"{name} has the role {role} already. `tieout roles` lists everybody's.")
    return assign_roles(warehouse, who, (*seen, (role, name)), seen)


def take_role(warehouse: Warehouse, who: str, role: Role, name: str) -> Event:
    """Take a role from one person. Raises SameRoles, and what `assign_roles` raises."""
    permit(warehouse.governing(), who, Action.SET)
    seen = _list_people(warehouse)
    taken = _list_held(seen, role, name)
    if not taken:
        raise SameRoles(f'"{name}" does not have the role {role}. `tieout roles` lists everybody\'s.')
    return assign_roles(warehouse, who, tuple(held for held in seen if held not in taken), seen)


def set_rule(warehouse: Warehouse, who: str, name: str, value: Decimal | bool, note: str) -> Event:
    """Set a signing rule, and say why. It applies to every month that is not yet signed.

    Raises NotAllowed, BadRule, EmptyNote.
    """
    why = say_why(note, "a change of a signing rule")
    if isinstance(value, bool):
        draft = Draft(who, RULE, "", name, why, say_value(value))
    else:
        draft = Draft(who, RULE, "", name, why, amount=value)
    return _record(warehouse, draft, lambda _: check_rule(name, value))


def adopt(warehouse: Warehouse, who: str, landing: str) -> list[Event]:
    """Put the roles and rules of the open proposal in force.

    `landing` is the beginning of the ID of the upload that the person has read, since another may have replaced it.
    Raises NoProposal, and what `change` raises.
    """
    proposal = _find_open(warehouse, who, landing)
    note = f"Adopted from {proposal.record.file_name} for {proposal.record.period}"
    return change(warehouse, who, proposal.people, _list_people(warehouse), proposal.rules, note)


def change(
    warehouse: Warehouse, who: str, people: People | None, seen: People, rules: Mapping[str, Decimal | bool], note: str
) -> list[Event]:
    """Set several rules and, unless `people` is None, replace the roles. Everything is checked before it begins.

    Roles come last, because they may take the person's own. `note` says why the rules change, and is not needed if none
    does. Raises BadRule, EmptyNote, and what `assign_roles` raises.
    """
    governing = warehouse.governing() or Settings()
    permit(governing, who, Action.SET)
    for name, value in rules.items():
        check_rule(name, value)
    if people is not None:
        _check_roles(governing, people, seen)
    why = say_why(note, "a change of a signing rule") if rules else ""
    events = [set_rule(warehouse, who, name, value, why) for name, value in rules.items()]
    return events if people is None else [*events, assign_roles(warehouse, who, people, seen)]


def keep(warehouse: Warehouse, who: str, landing: str) -> Event:
    """Decline the open proposal: roles and rules stay as they are. `landing` is as for `adopt`.

    Raises NotAllowed, NoProposal.
    """
    record = _find_open(warehouse, who, landing).record
    return _record(warehouse, Draft(who, KEPT, record.period, PROPOSAL, record.file_name, record.landing))


def hold(warehouse: Warehouse, who: str, following: Manifest) -> list[Event]:
    """Record as acts the roles and rules in force that another snapshot would change.

    Only settings from earlier versions decide any.
    """
    now, then = warehouse.governing() or Settings(), read_governing(warehouse.folder, following) or Settings()
    moved = [name for name in RULES if getattr(now, name) != getattr(then, name)]
    why = "It stays in force although other settings became current"
    events = [set_rule(warehouse, who, name, getattr(now, name), why) for name in moved]
    if set(now.people) == set(then.people):
        return events
    return [*events, _record(warehouse, Draft(who, ROLES, "", PEOPLE, "no change", write_people(now.people)))]


def _check_roles(governing: Settings, people: People, seen: People) -> None:
    if set(governing.people) != set(seen):
        raise RolesChanged("Another person has changed the roles in the meantime. Check them, then change them again.")
    check_people(people)


def _find_open(warehouse: Warehouse, who: str, landing: str) -> Proposal:
    permit(warehouse.governing(), who, Action.SET)
    proposal = find_proposal(warehouse)
    if proposal and landing and proposal.record.landing.startswith(landing):
        return proposal
    raise NoProposal(
        "The file that proposes other roles or signing rules was replaced, or somebody has decided about it. "
        "`tieout roles` and the page Organisation show what is proposed now."
        if landing
        else "State the ID of the proposal to decide about. `tieout roles` shows it."
    )


def _list_people(warehouse: Warehouse) -> People:
    governing = warehouse.governing()
    return governing.people if governing else ()


def _list_held(people: People, role: Role, name: str) -> People:
    return tuple(held for held in people if held[0] == role and is_same(held[1], name))


def _record(warehouse: Warehouse, draft: Draft, check_act: Callable[[Settings], None] = lambda _: None) -> Event:
    """Record an act if, at that moment, the person may change authority."""
    former = read_former(warehouse.folder, warehouse.head())

    def check(events: Sequence[Event]) -> None:
        governing = govern(former, events) or Settings()
        permit(governing, draft.who, Action.SET)
        check_act(governing)

    return AuditLog(warehouse).record(draft, check)
