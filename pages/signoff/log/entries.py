"""The entries of the audit log page: every event, upload and snapshot, each with what it changed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from heapq import merge

from close.store.audit_log import AuditLog, Event
from close.store.authority.in_force import ROLES, RULE, read_former, write_people
from close.store.manifests import LandingRecord, Manifest
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.work.current_exports import MADE_CURRENT, TAKEN_BACK
from pages.parts.words import read_moment, say_count
from pages.signoff.log.subjects import say_subject
from pages.signoff.log.words import NAMES, say_kind, say_people, say_setting, say_value

UPLOADED, PUBLISHED = "uploaded a file", "a new snapshot"
# What stays set until another event of the same kind, for the same month or for every month.
PER_MONTH, FOREVER = {"change_explained", "explained", "due"}, {ROLES, RULE, "assigned", "new_key"}
ITEMS = {"assigned", "due", "explained", "accrued", "accepted", "returned", "change_explained"}


@dataclass(frozen=True)
class Entry:
    """A line of the log. `number` is that of an event, and `month` is blank if it concerns every month."""

    number: int | None
    at: datetime
    who: str
    kind: str
    month: str
    subject: str
    snapshot: int
    before: str | None = None
    after: str | None = None
    amount: Decimal | None = None
    note: str | None = None
    named_by: str | None = None
    sha256: str | None = None


def list_entries(warehouse: Warehouse) -> list[Entry]:
    """Return every entry, newest first. Events and snapshots each keep their own order, whatever their clocks said."""
    events = [(event.recorded_at, entry) for event, entry in _read_events(warehouse)]
    return [entry for _, entry in merge(_read_snapshots(warehouse), events, key=lambda pair: pair[0])][::-1]


def _read_events(warehouse: Warehouse) -> Iterator[tuple[Event, Entry]]:
    last: dict[tuple[str, ...], str | None] = {}
    former = read_former(warehouse.folder, warehouse.head()) or Settings()
    for event in AuditLog(warehouse).events():
        key = (event.kind, event.subject, *([event.period] if event.kind in PER_MONTH else []))
        after = event.note if event.kind == "change_explained" else say_value(event)
        before = last.get(key, _find_former(former, event)) if event.kind in PER_MONTH | FOREVER else None
        last[key] = after
        yield event, _describe(event, before)


def _find_former(former: Settings, event: Event) -> str | None:
    """Return the value before the first event of a rule or of roles, which are those of earlier settings."""
    if event.kind == RULE and hasattr(former, event.subject):
        return say_setting(getattr(former, event.subject))
    return say_people(write_people(former.people)) if event.kind == ROLES else None


def _describe(event: Event, before: str | None) -> Entry:
    return Entry(
        number=event.number,
        at=read_moment(event.recorded_at),
        who=event.who,
        kind=say_kind(event),
        month=event.period,
        subject=say_subject(event.subject, event.period),
        before=before,
        after=say_value(event),
        amount=event.amount if event.kind in ITEMS else None,
        note=event.note or None,
        snapshot=event.manifest,
        named_by=NAMES.get(event.named_by, event.named_by),
    )


def _read_snapshots(warehouse: Warehouse) -> Iterator[tuple[str, Entry]]:
    """Yield each snapshot after the files that were uploaded for it.

    A snapshot for which nothing was uploaded is by the person who chose the current files.
    """
    before, ever = Manifest(), set[tuple[str, str]]()
    choices = [event for event in AuditLog(warehouse).events() if event.kind in {TAKEN_BACK, MADE_CURRENT}]
    for number in range(1, warehouse.head().number + 1):
        now = warehouse.manifests.open(number)
        landed = [record for record in now.landings if not before.is_current(record.landing)]
        new = [record for record in landed if (record.landing, record.landed_at) not in ever]
        who = ", ".join(sorted({record.who for record in new})) or _find_chooser(choices, now, before)
        yield from ((now.published_at, _describe_upload(record, number)) for record in new)
        yield now.published_at, _describe_snapshot(now, before, landed, who)
        ever |= {(record.landing, record.landed_at) for record in new}
        before = now


def _find_chooser(choices: Sequence[Event], now: Manifest, before: Manifest) -> str:
    """Return who took back a file that left with a snapshot, or made one current that came with it."""
    gone = {(TAKEN_BACK, r.period, r.file_name) for r in before.landings if not now.is_current(r.landing)}
    come = {(MADE_CURRENT, r.period, r.file_name) for r in now.landings if not before.is_current(r.landing)}
    earlier = (event for event in reversed(choices) if event.manifest < now.number)
    return next((each.who for each in earlier if (each.kind, each.period, each.subject) in gone | come), "")


def _describe_upload(record: LandingRecord, snapshot: int) -> Entry:
    return Entry(
        number=None,
        at=read_moment(record.landed_at),
        who=record.who,
        kind=UPLOADED,
        month=record.period,
        subject=record.file_name,
        after=say_count(record.rows, "row"),
        snapshot=snapshot,
        sha256=record.sha256,
    )


def _describe_snapshot(now: Manifest, before: Manifest, landed: Sequence[LandingRecord], who: str) -> Entry:
    gone = sorted(record.file_name for record in before.landings if not now.is_current(record.landing))
    months = {record.period for record in landed}
    return Entry(
        number=None,
        at=read_moment(now.published_at),
        who=who,
        kind=PUBLISHED,
        month=months.pop() if len(months) == 1 else "",
        subject=f"Snapshot {now.number}",
        before=say_count(len(before.landings), "current file") if before.landings else None,
        after=say_count(len(now.landings), "current file"),
        note=f"No longer current: {', '.join(gone)}" if gone else None,
        snapshot=now.number,
    )
