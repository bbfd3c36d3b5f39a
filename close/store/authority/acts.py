"""The acts that change roles and signing rules. Each is an event in the audit log, by an administrator."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation

from close.errors import Refused
from close.store.audit_log import AuditLog, Draft, Event
from close.store.authority.in_force import ROLES, RULE, RULES, People, govern, read_former, write_people
from close.store.authority.people import Action, Role, list_administrators, permit
from close.store.authority.proposals import KEPT, Proposal, find_proposal
from close.store.settings import DEFINITION, Settings
from close.store.warehouse import Warehouse

PEOPLE, PROPOSAL = "people", "proposal"  # the subjects of events
_MOST = Decimal(10**12)


class NoAdministrator(Refused):
    """Roles that leave an organisation without an administrator."""


class RolesChanged(Refused):
    """Roles that another administrator changed in the meantime."""


class BadRule(Refused):
    """A value that a signing rule cannot have."""


class NoProposal(Refused):
    """A decision about a proposal that is not, or no longer, open."""


def assign_roles(warehouse: Warehouse, who: str, people: People, seen: People) -> Event:
    """Replace the roles of everybody. `seen` are those that the person looked at.

    Raises NotAllowed, RolesChanged, NoAdministrator.
    """

    def check(governing: Settings) -> None:
        if set(governing.people) != set(seen):
            raise RolesChanged(
                "Another person has changed the roles in the meantime. Check them, then change them again."
            )
        _check_administrator(people)

    note = _say_change(seen, people)
    return _record(warehouse, Draft(who, ROLES, "", PEOPLE, note, write_people(people)), check)


def give_role(warehouse: Warehouse, who: str, role: Role, name: str) -> Event:
    """Give one person a role. Raises what `assign_roles` raises."""
    seen = _list_people(warehouse)
    return assign_roles(warehouse, who, (*(held for held in seen if held != (role, name)), (role, name)), seen)


def take_role(warehouse: Warehouse, who: str, role: Role, name: str) -> Event:
    """Take a role from one person. Raises what `assign_roles` raises."""
    seen = _list_people(warehouse)
    return assign_roles(warehouse, who, tuple(held for held in seen if held != (role, name)), seen)


def set_rule(warehouse: Warehouse, who: str, name: str, value: Decimal | bool) -> Event:
    """Set a signing rule. It applies to every month that is not yet signed. Raises NotAllowed."""
    if isinstance(value, bool):
        return _record(warehouse, Draft(who, RULE, "", name, value=str(value).lower()))
    return _record(warehouse, Draft(who, RULE, "", name, amount=value))


def read_value(name: str, text: str) -> Decimal | bool:
    """Return the value of a signing rule as typed. Blank is the default. Raises BadRule."""
    text = text.strip().replace(",", "")
    if name not in RULES:
        raise BadRule(f'There is no signing rule "{name}". Choose one of {", ".join(RULES)}.')
    if DEFINITION[name].kind is bool:
        if text not in {"true", "false"}:
            raise BadRule(f'{name}: "{text}" is neither true nor false. Write one of them.')
        return text == "true"
    try:
        amount = Decimal(text or 0)
    except InvalidOperation as error:
        raise BadRule(f'{name}: "{text}" is not an amount. Write one such as 25.00.') from error
    if not amount.is_finite() or not 0 <= amount < _MOST:
        raise BadRule(f'{name}: "{text}" is negative or far too large. Write an amount such as 25.00.')
    return amount.quantize(Decimal("0.01"))


def adopt(warehouse: Warehouse, who: str) -> list[Event]:
    """Put the roles and rules of the open proposal in force. Raises NotAllowed, NoProposal, NoAdministrator."""
    proposal = _find_open(warehouse, who)
    return change(warehouse, who, proposal.people, _list_people(warehouse), proposal.rules)


def change(
    warehouse: Warehouse, who: str, people: People | None, seen: People, rules: Mapping[str, Decimal | bool]
) -> list[Event]:
    """Set several rules and, unless `people` is None, replace the roles. Raises what `assign_roles` raises.

    Roles come last, because they may take the person's own.
    """
    if people is not None:
        _check_administrator(people)
    events = [set_rule(warehouse, who, name, value) for name, value in rules.items()]
    return events if people is None else [*events, assign_roles(warehouse, who, people, seen)]


def keep(warehouse: Warehouse, who: str) -> Event:
    """Decline the open proposal: roles and rules stay as they are. Raises NotAllowed, NoProposal."""
    record = _find_open(warehouse, who).record
    return _record(warehouse, Draft(who, KEPT, record.period, PROPOSAL, record.file_name))


def _check_administrator(people: People) -> None:
    if not list_administrators() and not any(role == Role.ADMINISTRATOR for role, _ in people):
        raise NoAdministrator("Name an administrator as well. Without one, nobody could change roles again.")


def _find_open(warehouse: Warehouse, who: str) -> Proposal:
    permit(warehouse.governing(), who, Action.SET)
    if proposal := find_proposal(warehouse):
        return proposal
    raise NoProposal("No settings file proposes other roles or signing rules. Upload one, or change them directly.")


def _list_people(warehouse: Warehouse) -> People:
    governing = warehouse.governing()
    return governing.people if governing else ()


def _record(warehouse: Warehouse, draft: Draft, check_roles: Callable[[Settings], None] = lambda _: None) -> Event:
    """Record an act if, at that moment, the person may change authority."""
    former = read_former(warehouse.folder, warehouse.head())

    def check(events: Sequence[Event]) -> None:
        governing = govern(former, events) or Settings()
        permit(governing, draft.who, Action.SET)
        check_roles(governing)

    return AuditLog(warehouse).record(draft, check)


def _say_change(before: People, after: People) -> str:
    given = [f"{name} is now {role}" for role, name in after if (role, name) not in before]
    taken = [f"{name} is no longer {role}" for role, name in before if (role, name) not in after]
    return "; ".join([*given, *taken]) or "no change"
