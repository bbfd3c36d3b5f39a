"""The roles and signing rules in force: of the newest acts or, before any, of settings from earlier versions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from close.store.authority.people import Role
from close.store.events import Event, read_events
from close.store.manifests import BrokenRecord, Manifest
from close.store.records import name as name_record
from close.store.settings import DEFINITION, Settings
from close.store.settings_in_force import LATEST, read_naming, read_settings
from close.store.witness.heads import EVENTS

ROLES, RULE = "roles", "signing_rule"  # the kinds of event
RULES = tuple(setting.name for setting in DEFINITION.values() if setting.is_rule)

People = tuple[tuple[str, str], ...]  # (role, name)


def read_governing(folder: Path, manifest: Manifest) -> Settings | None:
    """Return the newest settings with the roles and signing rules in force, or None if there are neither."""
    return govern(read_former(folder, manifest), read_events(folder / EVENTS))


def read_former(folder: Path, manifest: Manifest) -> Settings | None:
    """Return the newest settings, with the people of the newest that name any.

    Only settings landed by earlier versions name people or state rules, see `admission`.
    """
    newest, naming = read_settings(folder, manifest, LATEST), read_naming(folder, manifest)
    return replace(newest, people=naming.people) if newest and naming else newest


def govern(former: Settings | None, events: Sequence[Event]) -> Settings | None:
    """Return settings with the roles and rules of the newest acts."""
    rules = {event.subject: read_rule(event) for event in events if event.kind == RULE}
    people = next((read_people(event) for event in reversed(events) if event.kind == ROLES), None)
    if people is None and not rules:
        return former
    governing = replace(former or Settings(), **rules)
    return governing if people is None else replace(governing, people=people)


def write_people(people: People) -> str:
    """Return people as the value of an event: a JSON object of names by role."""
    named: dict[str, list[str]] = {}
    for role, name in people:
        named.setdefault(role, []).append(name)
    return json.dumps(named, ensure_ascii=False)


def read_people(event: Event) -> People:
    """Return the people that an act assigned roles to. Raises BrokenRecord."""
    try:
        named: Mapping[str, Sequence[str]] = json.loads(event.value)
        people = tuple((str(Role(role)), name) for role, names in named.items() for name in names)
    except (ValueError, TypeError, AttributeError) as error:
        raise _say_broken(event) from error
    if any(isinstance(names, str) for names in named.values()) or not all(isinstance(name, str) for _, name in people):
        raise _say_broken(event)
    return people


def read_rule(event: Event) -> Any:
    """Return the value of the rule that an act set. Raises BrokenRecord."""
    if event.subject in RULES and DEFINITION[event.subject].kind is Decimal and event.amount is not None:
        return event.amount
    if event.subject in RULES and DEFINITION[event.subject].kind is bool and event.value in {"true", "false"}:
        return event.value == "true"
    raise _say_broken(event)


def list_changes(before: People, after: People) -> list[str]:
    """Return a sentence for each role that somebody gets or loses."""
    given = [f"{name} gets the role {role}" for role, name in after if (role, name) not in before]
    taken = [f"{name} loses the role {role}" for role, name in before if (role, name) not in after]
    return [*given, *taken]


def _say_broken(event: Event) -> BrokenRecord:
    return BrokenRecord(Path(event.organisation, EVENTS, name_record(event.number)))
