"""The close binder: everything signed for a month in one file that can be verified and re-run without Tieout."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PureWindowsPath

import pyarrow as pa

from close.archive import sums, zips
from close.archive.export import write as export
from close.archive.export import write_book
from close.archive.prints import checklist
from close.archive.programs import BOUND, Content, encode, write_programs
from close.rules.answers import say_caution
from close.rules.queries import in_force
from close.rules.reasons import add_words
from close.signing import pins
from close.signing.pins import PinnedAnswer
from close.signing.standing import NothingSigned
from close.store.audit_log import AuditLog, Event
from close.store.authority.people import Action, permit
from close.store.datasets import UNREADABLE_ROWS
from close.store.evidence import FOLDER, fetch
from close.store.manifests import LandingRecord
from close.store.records import digest, name
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from close.store.witness.heads import EVENTS, SNAPSHOTS
from close.store.witness.heads import FOLDER as HEADS
from close.store.witness.keys import FOLDER as KEYS
from close.store.witness.keys import list_ids, open_key
from close.texts import name_everywhere


@dataclass(frozen=True)
class Month:
    """A month to put into a binder: its signatures and the records behind them."""

    warehouse: Warehouse
    period: str
    events: tuple[Event, ...]

    @cached_property
    def signed(self) -> tuple[Event, ...]:
        """Every signature of the month, including those replaced or withdrawn."""
        return tuple(event for event in self.events if event.period == self.period and event.pins)

    @cached_property
    def manifest(self) -> int:
        """The newest snapshot that was signed."""
        return max(event.manifest for event in self.signed)

    @cached_property
    def landings(self) -> tuple[LandingRecord, ...]:
        """Every landing for this month or earlier that was current in that snapshot or an earlier one."""
        manifests = self.warehouse.manifests
        ever = manifests.list_ever(manifests.open(self.manifest))
        return tuple(sorted((r for r in ever if r.period <= self.period), key=lambda r: (r.period, r.landing)))

    @cached_property
    def answers(self) -> dict[str, pa.Table]:
        """The rows of every signed answer, run again, by result name. Identical answers signed twice appear once."""
        answers: dict[str, pa.Table] = {}
        for event in self.signed:
            for pin in map(PinnedAnswer.from_record, event.pins):
                if _result(pin) not in answers:
                    sql = fetch(self.warehouse, pin.sql).decode()
                    table = pins.run_pinned(self.warehouse, pin, sql, self.period, event.manifest)
                    shown = [column for column in table.column_names if not column.startswith("_")]
                    answers[_result(pin)] = table.select(shown)
        return answers


def write(warehouse: Warehouse, period: str, who: str) -> bytes:
    """Write a month's binder.

    The same records always produce the same bytes. Raises NotAllowed, NothingSigned, NotAsPinned.
    """
    permit(warehouse.governing(), who, Action.EXPORT)
    events = AuditLog(warehouse).events()
    last = max((event.number for event in events if event.period == period), default=0)
    bound = Month(warehouse, period, tuple(events[:last]))
    if not bound.signed:
        raise NothingSigned(
            f"Nothing is signed for {period} yet. Sign the month first: a binder contains only signed answers."
        )
    content = {path: each for part in PARTS for path, each in part(bound).items()}
    return zips.write(content | sums.sign(content, open_key(warehouse.folder)))


def _programs(bound: Month) -> Content:
    return write_programs(bound.warehouse.organisation, bound.period)


def _records(bound: Month) -> Content:
    """Return the chains with the heads and public keys that prove them."""
    audit_log = [f"{EVENTS}/{name(event.number)}" for event in bound.events]
    manifests = [f"{SNAPSHOTS}/{name(number)}" for number in range(1, bound.manifest + 1)]
    heads = [f"{HEADS}/{name(event.number)}" for event in bound.events]
    public = [f"{KEYS}/{key_id}.pem" for key_id in list_ids(bound.warehouse.folder)]
    folder = bound.warehouse.folder
    proofs = [path for path in (*heads, *public) if (folder / path).exists()]
    return {path: (folder / path).read_bytes() for path in (*audit_log, *manifests, *proofs)}


def _exports(bound: Month) -> Content:
    """Return the original exports by path. If a file name is already taken, the path also contains the landing.

    Names that differ only in case count as the same, as they are on Windows.
    """
    exports: Content = {}
    taken: set[str] = set()
    for record in (record for record in bound.landings if record.period == bound.period):
        plain = _plain(record.file_name)
        path = f"exports/{record.landing}/{plain}" if plain.casefold() in taken else f"exports/{plain}"
        taken.add(plain.casefold())
        exports[path] = bound.warehouse.original(record.sha256)
    return exports


def _data(bound: Month) -> Content:
    paths = (file.path for record in bound.landings for file in record.files)
    return {path: (bound.warehouse.folder / path).read_bytes() for path in paths}


def _answers(bound: Month) -> Content:
    pinned = [PinnedAnswer.from_record(record) for event in bound.signed for record in event.pins]
    texts = {_sql(pin): fetch(bound.warehouse, pin.sql) for pin in pinned}
    return texts | {path: export(table, "csv") for path, table in bound.answers.items()}


def _signatures(bound: Month) -> Content:
    signatures = {}
    for event in bound.signed:
        pinned = [PinnedAnswer.from_record(record) for record in event.pins]
        signature = {"number": event.number, "who": event.who, "role": event.value, "subject": event.subject}
        signature |= {
            "recorded_at": event.recorded_at,
            "note": event.note,
            "kind": event.kind,
            "manifest": event.manifest,
        }
        answers = [pin.to_record() | {"text": _sql(pin), "result": _result(pin)} for pin in pinned]
        signatures[f"signatures/{event.number} {event.subject} {event.value}.json"] = encode(
            signature | {"answers": answers}
        )
    return signatures


def _evidence(bound: Month) -> Content:
    attached = [event for event in bound.events if event.period == bound.period and event.kind == "attached"]
    paths = {e.number: f"{FOLDER}/{_plain(e.note, f'{e.number} {e.subject} ')}" for e in attached}
    return {paths[event.number]: fetch(bound.warehouse, event.value) for event in attached}


def _workbook(bound: Month) -> Content:
    """Return a workbook of the answers in the month's newest signature, or in the newest of a step or report."""
    newest = max(bound.signed, key=lambda event: (event.subject == MONTH, event.number))
    signed, sheets = [PinnedAnswer.from_record(record) for record in newest.pins], {}
    for pin in signed:
        report = in_force(pin.report, bound.period)
        labels = {column.name: column.label for column in report.columns}
        sheets[pin.title] = (add_words(bound.answers[_result(pin)], report.wordings, bound.period), labels)
    return {"workbook.xlsx": write_book(sheets, say_caution(_list_incomplete(bound, signed)))}


def _list_incomplete(bound: Month, signed: Sequence[PinnedAnswer]) -> list[str]:
    """Return the datasets of signed answers whose exports lack rows."""
    used = {landing for pin in signed for landing in pin.landings}
    short = bound.warehouse.manifests.open(bound.manifest).list_short(bound.period)
    unread = [(each.files[0].dataset, each) for each in bound.landings if each.dataset(UNREADABLE_ROWS.name)]
    return sorted({dataset for dataset, record in (*short, *unread) if record.landing in used})


def _checklist(bound: Month) -> Content:
    """Return the current checklist. The printed page states the snapshot and the event it was made from."""
    return {"checklist.pdf": checklist.pdf(bound.warehouse, bound.period, checklist.EXPERIENCED)}


def _readme(bound: Month) -> Content:
    head, journal = bound.events[-1].number, bound.warehouse.folder / EVENTS
    signatures = [
        f"- {event.number}: {event.subject} by {event.who} as {event.value}, {event.recorded_at[:19]} UTC"
        for event in bound.signed
    ]
    facts = {
        "organisation": bound.warehouse.organisation,
        "period": bound.period,
        "head": head,
        "digest": digest((journal / name(head)).read_bytes()),
        "key": open_key(bound.warehouse.folder).key_id,
        "signatures": "\n".join(signatures),
    }
    return {"README.md": (BOUND / "README.md").read_text(encoding="utf-8").format(**facts).encode()}


PARTS: tuple[Callable[[Month], Content], ...] = (
    *(_programs, _records, _exports, _data, _answers, _signatures, _evidence, _workbook),
    *(_checklist, _readme),
)


def _sql(pin: PinnedAnswer) -> str:
    return f"sql/{pin.report}.v{pin.version} {pin.sql[:12]}.sql"


def _result(pin: PinnedAnswer) -> str:
    return f"results/{name_everywhere(pin.title, pin.report)} {pin.digest[:12]}.csv"


def _plain(file_name: str, before: str = "") -> str:
    """Return the file name without its folders, after some other text, as every system accepts it."""
    return name_everywhere(before + (PureWindowsPath(file_name).name or "file"), "export")
