"""Roles and signing rules in force, for tests of permissions and signing."""

from dataclasses import replace
from decimal import Decimal

from close.store.audit_log import Event
from close.store.warehouse import Landing, Warehouse
from close.work.authority import acts
from tests.given.landings import rows_of, settings


def appoint(warehouse: Warehouse, *people: tuple[str, str], who: str = "root") -> Event:
    """Give people, as pairs of a role and a name, their roles, and take those of everybody else."""
    governing = warehouse.governing()
    named = tuple((str(role), name) for role, name in people)
    return acts.assign_roles(warehouse, who, named, governing.people if governing else ())


def rule(warehouse: Warehouse, who: str = "root", **rules: Decimal | bool) -> list[Event]:
    """Set signing rules by name."""
    return [acts.set_rule(warehouse, who, name, value, "agreed") for name, value in rules.items()]


def people(*named: tuple[str, str], period: str = "2026-01", **told: object) -> Landing:
    """Return a settings file that names people, as pairs of a role and a name, and states other settings."""
    stated = settings(period, **told)
    rows = rows_of("settings_people", [{"role": role, "who": who} for role, who in named], period)
    tables = {**stated.tables, "settings_people": rows}
    return replace(stated, content=stated.content + str(named).encode(), tables=tables)
