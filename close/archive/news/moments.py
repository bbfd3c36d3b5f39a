"""Moments in the past: what was uploaded and recorded by then, and the answers of that time."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from close.errors import Refused
from close.months import say_day
from close.rules.answers import ask_of
from close.rules.compile import compile_report
from close.rules.evaluation import evaluate
from close.store.audit_log import AuditLog
from close.store.settings import Settings
from close.store.warehouse import Warehouse

Row = dict[str, Any]


class BadSince(Refused):
    """A moment that cannot be read, or that is still to come."""


@dataclass(frozen=True)
class Moment:
    """A moment in UTC, with the newest snapshot and the newest event by then. Either is 0 if there was none yet."""

    at: datetime
    manifest: int
    event: int


def read_since(text: str | None, settings: Settings, now: datetime) -> datetime:
    """Return the moment that a text states in the organisation's time zone, or the beginning of the last working day.

    Raises BadSince.
    """
    zone = ZoneInfo(settings.time_zone or "UTC")
    if text is None:
        day = find_working_day(settings, now.astimezone(zone).date())
        return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    try:
        stated = datetime.fromisoformat(text)
    except ValueError:
        raise BadSince(f'--since "{text}" is not a moment. Write it as 2026-04-02 or 2026-04-02T09:00.') from None
    moment = (stated if stated.tzinfo else stated.replace(tzinfo=zone)).astimezone(UTC)
    if moment > now:
        raise BadSince(f"--since {text} is still to come. Choose an earlier moment.")
    return moment


def find_working_day(settings: Settings, today: date) -> date:
    """Return the last business day before today."""
    day = today - timedelta(days=1)
    while settings.say_free(day):
        day -= timedelta(days=1)
    return day


def find_moment(warehouse: Warehouse, at: datetime) -> Moment:
    """Return what was known at a moment."""
    number = warehouse.head().number
    while number and datetime.fromisoformat(warehouse.manifests.open(number).published_at) > at:
        number -= 1
    events = AuditLog(warehouse).events()
    known = [event.number for event in events if datetime.fromisoformat(event.recorded_at) <= at]
    return Moment(at, number, max(known, default=0))


def answer_then(warehouse: Warehouse, name: str, period: str, moment: Moment) -> list[Row]:
    """Return the rows of a report as they were at a moment, without signatures."""
    question = replace(ask_of(warehouse, period, moment.manifest), event=moment.event)
    return evaluate(question, [compile_report(name, period)])[0].to_pylist()


def say_moment(at: datetime, settings: Settings) -> str:
    """Return a moment in the organisation's time zone: 2 April 2026, 09:00 (Pacific/Auckland)."""
    zone = ZoneInfo(settings.time_zone or "UTC")
    there = at.astimezone(zone)
    return f"{say_day(there.date())}, {there:%H:%M} ({zone.key})"
