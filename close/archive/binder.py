"""The close binder: everything signed for a month in one file that can be verified and re-run without Tieout."""

from collections.abc import Callable
from pathlib import PureWindowsPath

from close.archive import sums, zips
from close.archive.binding import standing
from close.archive.binding.month import BoundMonth, bind_month, name_result
from close.archive.binding.workbook import write_workbook
from close.archive.export import write as export
from close.archive.prints import checklist, workbook
from close.archive.programs import BOUND, Content, encode, write_programs
from close.signing.pins import PinnedAnswer
from close.store.authority.people import Action, permit
from close.store.evidence import FOLDER, fetch
from close.store.records import digest, name
from close.store.warehouse import Warehouse
from close.store.witness.heads import EVENTS, SNAPSHOTS
from close.store.witness.heads import FOLDER as HEADS
from close.store.witness.keys import FOLDER as KEYS
from close.store.witness.keys import list_ids, open_key
from close.texts import name_everywhere

EXCEPTIONS = "checklist.xlsx"


def write(warehouse: Warehouse, period: str, who: str) -> bytes:
    """Write a month's binder.

    The same records always produce the same bytes. Raises NotAllowed, NothingSigned, NotAsPinned.
    """
    permit(warehouse.governing(), who, Action.EXPORT)
    bound = bind_month(warehouse, period)
    content = {path: each for part in PARTS for path, each in part(bound).items()}
    return zips.write(content | sums.sign(content, open_key(warehouse.folder)))


def _programs(bound: BoundMonth) -> Content:
    return write_programs(bound.warehouse.organisation, bound.period, standing.summarise(bound))


def _records(bound: BoundMonth) -> Content:
    """Return the chains with the heads and public keys that prove them."""
    audit_log = [f"{EVENTS}/{name(event.number)}" for event in bound.events]
    manifests = [f"{SNAPSHOTS}/{name(number)}" for number in range(1, bound.manifest + 1)]
    heads = [f"{HEADS}/{name(event.number)}" for event in bound.events]
    public = [f"{KEYS}/{key_id}.pem" for key_id in list_ids(bound.warehouse.folder)]
    folder = bound.warehouse.folder
    proofs = [path for path in (*heads, *public) if (folder / path).exists()]
    return {path: (folder / path).read_bytes() for path in (*audit_log, *manifests, *proofs)}


def _exports(bound: BoundMonth) -> Content:
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


def _data(bound: BoundMonth) -> Content:
    paths = (file.path for record in bound.landings for file in record.files)
    return {path: (bound.warehouse.folder / path).read_bytes() for path in paths}


def _answers(bound: BoundMonth) -> Content:
    pinned = [PinnedAnswer.from_record(record) for event in bound.signed for record in event.pins]
    texts = {_sql(pin): fetch(bound.warehouse, pin.sql) for pin in pinned}
    return texts | {path: export(table, "csv") for path, table in bound.answers.items()}


def _signatures(bound: BoundMonth) -> Content:
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
        answers = [pin.to_record() | {"text": _sql(pin), "result": name_result(pin)} for pin in pinned]
        signatures[f"signatures/{event.number} {event.subject} {event.value}.json"] = encode(
            signature | {"answers": answers}
        )
    return signatures


def _evidence(bound: BoundMonth) -> Content:
    attached = [event for event in bound.events if event.period == bound.period and event.kind == "attached"]
    paths = {e.number: f"{FOLDER}/{_plain(e.note, f'{e.number} {e.subject} ')}" for e in attached}
    return {paths[event.number]: fetch(bound.warehouse, event.value) for event in attached}


def _workbook(bound: BoundMonth) -> Content:
    return {"workbook.xlsx": write_workbook(bound)}


def _checklist(bound: BoundMonth) -> Content:
    """Return the checklist of the state that is bound, and its workbook, which lists the exceptions of every step.

    The printed page states its snapshot and its event.
    """
    pages = checklist.pdf(
        bound.warehouse, bound.period, checklist.EXPERIENCED, listed_in=f"{EXCEPTIONS}, sheet Documents"
    )
    return {"checklist.pdf": pages, EXCEPTIONS: workbook.xlsx(bound.warehouse, bound.period, checklist.EXPERIENCED)}


def _readme(bound: BoundMonth) -> Content:
    head, journal = bound.events[-1].number, bound.warehouse.folder / EVENTS
    facts = {
        "organisation": bound.warehouse.organisation,
        "period": bound.period,
        "head": head,
        "digest": digest((journal / name(head)).read_bytes()),
        "key": open_key(bound.warehouse.folder).key_id,
        "snapshots": "snapshot 1" if bound.manifest == 1 else f"snapshots 1 to {bound.manifest}",
        "evidence": ATTACHED if _evidence(bound) else NOTHING_ATTACHED,
        "standing": standing.summarise(bound),
        "signatures": standing.say_signatures(bound),
        "seal": standing.say_seal(bound),
        "waived": standing.say_waived(bound),
        "names": standing.say_names(bound),
    }
    return {"README.md": (BOUND / "README.md").read_text(encoding="utf-8").format(**facts).encode()}


ATTACHED = "| `evidence/` | files that people attached to steps |"
NOTHING_ATTACHED = "| no folder `evidence/` | nobody attached a file to a step of the month |"
PARTS: tuple[Callable[[BoundMonth], Content], ...] = (
    *(_programs, _records, _exports, _data, _answers, _signatures, _evidence, _workbook),
    *(_checklist, _readme),
)


def _sql(pin: PinnedAnswer) -> str:
    return f"sql/{pin.report}.v{pin.version} {pin.sql[:12]}.sql"


def _plain(file_name: str, before: str = "") -> str:
    """Return the file name without its folders, after some other text, as every system accepts it."""
    return name_everywhere(before + (PureWindowsPath(file_name).name or "file"), "export")
