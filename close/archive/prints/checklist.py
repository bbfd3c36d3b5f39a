"""The printed checklist: in full for newcomers or one line per step, filled in or blank for a future month."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from close.archive.prints.typeset import typeset
from close.months import month
from close.signing.answers import answer
from close.signing.own_work import list_own_work
from close.signing.standing import SUSPENDED, Standing, is_sealed, standings
from close.store.audit_log import AuditLog, Event
from close.store.datasets import DATASETS
from close.store.packages import PACKAGES
from close.store.records import name
from close.store.seals import MONTH
from close.store.settings import Settings
from close.store.warehouse import Warehouse
from close.store.witness.heads import EVENTS, SNAPSHOTS
from close.texts import agree
from close.work.checklist import EXCEPTIONS, list_attachments
from close.work.comments import CLOSED, comments
from close.work.glossary import GLOSSARY, STATES
from close.work.progress import DoneSteps, find_shown_state, say_step_state
from close.work.steps import steps
from close.work.words import WORDS

AUDIENCES = NEW, EXPERIENCED = ("new", "experienced")
FEW = 6
Row = dict[str, Any]


def pdf(warehouse: Warehouse, period: str, audience: str = NEW, blank: bool = False, listed_in: str = "") -> bytes:
    """Return the checklist of a month as a PDF.

    If `blank` is True, it has boxes to tick and lines to sign instead of states. `listed_in` is the file next to it
    that lists the exceptions. Without one, it says how Tieout lists them. Raises BadPeriod.
    """
    return typeset("checklist", {**facts(warehouse, period, audience, blank), "listed_in": listed_in})


def facts(warehouse: Warehouse, period: str, audience: str, blank: bool) -> Row:
    """Return all values that the print shows."""
    days, settings = month(period), warehouse.settings(period) or Settings()
    checklist = answer(warehouse, "checklist", period)
    rows = checklist.table.to_pylist()
    before = {row["step"]: row["exception_count"] for row in _before(warehouse, days.previous.period)}
    examples = {} if blank or audience != NEW else _examples(warehouse, period)
    steps = [
        _step(warehouse, period, row, before.get(row["step"]), blank, examples.get(row["step"], ())) for row in rows
    ]
    head, done = warehouse.head(), DoneSteps.of(rows)
    events = AuditLog(warehouse).events()
    audit_log, manifest = _identify(warehouse, EVENTS, len(events)), _identify(warehouse, SNAPSHOTS, head.number)
    dated = days.end.isoformat() if blank else max([head.published_at[:10], *(e.recorded_at[:10] for e in events[-1:])])
    return {
        "organisation": settings.name or warehouse.organisation,
        "period": period,
        "month": f"{days.start:%B %Y}",
        "month_end": days.end,
        "dated": dated or days.end,
        "audience": audience,
        "blank": blank,
        "company": _company(settings),
        "ledger": _ledger(settings, PACKAGES[settings.package].short_name),
        "drawn_from": "to fill in" if blank else _say_records(head.number, len(events)),
        "audit_log": audit_log,
        "manifest": manifest,
        "done": done.count,
        "done_words": done.say(),
        "applicable": sum(row["applicable"] == "Y" for row in rows),
        "caution": "" if blank else checklist.caution,
        "sealed": _say_seal(warehouse, period),
        "groups": _grouped(steps),
        "exports": _exports(rows),
        "glossary": [{"word": word, "meaning": meaning} for word, meaning in GLOSSARY.items()],
        "meanings": [
            {"state": state, "word": "Exceptions (n)" if state == EXCEPTIONS else WORDS[state], "meaning": meaning}
            for state, meaning in STATES.items()
        ],
        "signatures": _signatures(warehouse, period),
        "own_work": list_own_work(standings(warehouse, period).get(MONTH, Standing(MONTH)), rows),
    }


def _before(warehouse: Warehouse, period: str) -> list[Row]:
    """Return the checklist of the previous month, or an empty list if it has no uploads apart from settings."""
    landed = any(record.period == period and not record.dataset("settings") for record in warehouse.head().landings)
    return answer(warehouse, "checklist", period).table.to_pylist() if landed else []


def _step(warehouse: Warehouse, period: str, row: Row, before: int | None, blank: bool, such_as: Sequence[str]) -> Row:
    step, count, applies = steps()[row["step"]], row["exception_count"], row["applicable"] == "Y"
    state = find_shown_state(row)
    moments = {name: _moment(row[name]) for name in ("attested_at", "prepared_at", "reviewed_at")}
    return {
        **{name: row[name] for name in ("step", "title", "proof", "note", "due_day", "attested_by")},
        **{name: row[name] for name in ("prepared_by", "reviewed_by")},
        **moments,
        "group": row["step_group"],
        "applies": applies,
        "state": state,
        "word": say_step_state(row),
        "count": count,
        "noun": f"{agree(count, 'document')} {agree(count, 'keeps', 'keep')} the step from passing",
        "before": before,
        "due": f"{row['due_date']:%a} {row['due_date'].day} {row['due_date']:%b}" if applies else "",
        "evidence": _titles(row["evidence"]),
        "missing": _titles(row["missing_evidence"]) if applies else [],
        "stale": row["stale_evidence"],
        "undated": _titles(row["undated_evidence"]),
        "files": [] if blank else _files(warehouse, period, row["step"]),
        "comments": [] if blank else _comments(warehouse, period, row["step"]),
        **{name: getattr(step, name) for name in ("why", "where", "passes", "concerns", "help")},
        "help_short": re.sub(r"https://|(?<=\d)-.*", "", step.help),
        "such_as": list(such_as),
    }


def _examples(warehouse: Warehouse, period: str) -> dict[str, list[str]]:
    """Return the largest exceptions of each step."""
    found: dict[str, list[str]] = {}
    for row in answer(warehouse, "step_exceptions", period).table.select(["step", "ref"]).to_pylist():
        found.setdefault(row["step"], []).append(row["ref"])
    return {step: refs[:FEW] for step, refs in found.items()}


def _files(warehouse: Warehouse, period: str, step: str) -> list[Row]:
    return [
        {"name": e.note, "who": e.who, "at": _said_at(e), "hash": e.value[:12]}
        for e in list_attachments(warehouse, period, step)
    ]


def _comments(warehouse: Warehouse, period: str, step: str) -> list[Row]:
    return [
        {"text": c.asked.note, "who": c.asked.who, "at": _said_at(c.asked), "state": c.state}
        for c in comments(warehouse, period, step)
        if c.asked.period == period or c.state != CLOSED
    ]


def _say_seal(warehouse: Warehouse, period: str) -> str:
    if not is_sealed(warehouse, period):
        return "the month is not sealed"
    found = standings(warehouse, period).get(MONTH)
    has_moved = found is not None and found.state == SUSPENDED
    return "the month is sealed, but has changed since it was signed" if has_moved else "the month is sealed"


def _signatures(warehouse: Warehouse, period: str) -> list[Row]:
    found = standings(warehouse, period).get(MONTH)
    return [
        {
            "role": "Prepared by" if signature.role == "preparer" else "Reviewed by",
            "who": signature.event.who,
            "at": _said_at(signature.event),
            "number": signature.event.number,
            "state": "suspended: what was signed has changed" if signature.moved else "valid",
            "is_valid": not signature.moved,
        }
        for signature in (found.signatures if found else ())
    ]


def _grouped(steps: Sequence[Row]) -> list[Row]:
    names = dict.fromkeys(step["group"] for step in steps)
    return [{"name": name, "steps": [step for step in steps if step["group"] == name]} for name in names]


def _exports(rows: Sequence[Row]) -> list[Row]:
    needed = {name for row in rows if row["applicable"] == "Y" for name in row["evidence"].split(", ")}
    return [{"title": d.title, "source": d.source} for name, d in DATASETS.items() if d.source and name in needed]


def _company(settings: Settings) -> str:
    """Return a description of the settings that decide which steps apply."""
    traits = {
        "point of sale": settings.uses_pos,
        "web shop": settings.uses_ecommerce,
        "web sales in batches": settings.uses_ecommerce and settings.batches_sales,
        "uploads as drafts": settings.expects_drafts,
    }
    ledger = _ledger(settings, "no ledger connected")
    return ", ".join(
        [
            f"Settings: {ledger}",
            f"{settings.inventory_method} inventory",
            *(name for name, has in traits.items() if has),
        ]
    )


def _ledger(settings: Settings, otherwise: str) -> str:
    """Return the name of the package that Omni syncs with, or `otherwise` if there is none."""
    package = PACKAGES[settings.package]
    return package.title if package.syncs else otherwise


def _say_records(snapshot: int, event: int) -> str:
    """Return the records that a print was made from, in words."""
    return f"snapshot {snapshot} of the uploads" + (f", event {event} of the audit log" if event else "")


def _identify(warehouse: Warehouse, chain: str, number: int) -> Mapping[str, Any]:
    """Return the number of a chain's record and the start of its hash.

    The hash identifies the record and all records before it.
    """
    if not number:
        return {"number": 0, "hash": "none"}
    content = (warehouse.folder / chain / name(number)).read_bytes()
    return {"number": number, "hash": hashlib.sha256(content).hexdigest()[:12]}


def _titles(names: str | None) -> list[str]:
    return [DATASETS[name].title for name in (names or "").split(", ") if name]


def _said_at(event: Event) -> str:
    return event.recorded_at[:16].replace("T", " ")


def _moment(at: datetime | None) -> str | None:
    return f"{at:%Y-%m-%d %H:%M}" if at else None
