"""The choice of a month's current exports by a person: taking one back, or making a former one current again.

No file is deleted. A sealed month can change in this way, as it can by an upload, and is then shown as moved.
"""

from collections.abc import Callable

from close.errors import Refused
from close.store.audit_log import AuditLog, Draft, Event, say_why
from close.store.authority.people import Action, permit
from close.store.datasets import DATASETS
from close.store.manifests import LandingRecord, Manifest
from close.store.replacement import add_landing
from close.store.warehouse import Warehouse, now
from close.work.authority.acts import hold

TAKEN_BACK, MADE_CURRENT = "taken_back", "made_current"


class UnknownLanding(Refused):
    """A landing that this organisation never had, or the beginning of an ID that several have."""


class NotCurrent(Refused):
    """An export to take back that was replaced or taken back before."""


class AlreadyCurrent(Refused):
    """An export to make current that is current."""


class BesideReport(Refused):
    """A list to make current although a report that has more is current."""


class LastSettings(Refused):
    """Settings to take back that are the only ones. Without them, the organisation would have no name."""


def list_uploads(warehouse: Warehouse, period: str) -> list[LandingRecord]:
    """Return every upload that a month ever had, newest first, whether or not it is current."""
    ever = (record for record in warehouse.manifests.list_ever(warehouse.head()) if record.period == period)
    return sorted(ever, key=lambda record: (record.landed_at, record.file_name), reverse=True)


def list_gaps(warehouse: Warehouse, manifest: Manifest, period: str) -> list[LandingRecord]:
    """Return the exports of a month that were taken back, where others of their dataset stayed and none came since.

    One may have been a part of the month, such as the file of one branch. Nothing but a person knows.
    """
    numbers = {landing: _find_taken(warehouse, manifest, landing) for landing in manifest.taken_back}
    taken = [r for r in warehouse.manifests.list_ever(manifest) if r.period == period and r.landing in numbers]
    gaps = []
    for record in taken:
        names = [file.dataset for file in record.files if not DATASETS[file.dataset].follows_file]
        rest = [other for name in names for other in manifest.of(name, period)]
        if rest and "settings" not in names and all(other.sequence < numbers[record.landing] for other in rest):
            gaps.append(record)
    return gaps


def _find_taken(warehouse: Warehouse, manifest: Manifest, landing: str) -> int:
    """Return the number of the snapshot in which a landing was taken back."""
    number = manifest.number
    while number > 1 and landing in warehouse.manifests.open(number - 1).taken_back:
        number -= 1
    return number


def say_state(manifest: Manifest, record: LandingRecord) -> str:
    """Return the state of an upload in words: current, replaced or taken back."""
    if manifest.is_current(record.landing):
        return "current"
    return "taken back" if record.landing in manifest.taken_back else "replaced"


def list_replaced(warehouse: Warehouse, record: LandingRecord) -> list[LandingRecord]:
    """Return the former uploads that an upload replaced and that nothing has made current since."""
    manifests, kinds = warehouse.manifests, {file.dataset for file in record.files}
    before, after, head = manifests.open(record.sequence - 1), manifests.open(record.sequence), warehouse.head()
    replaced = (
        other
        for other in before.landings
        if other.period == record.period and kinds & {file.dataset for file in other.files}
    )
    gone = (other for other in replaced if not (after.is_current(other.landing) or head.is_current(other.landing)))
    return sorted(gone, key=lambda other: other.file_name)


def list_former(warehouse: Warehouse, manifest: Manifest) -> list[tuple[LandingRecord, list[LandingRecord]]]:
    """Return each upload that was taken back, with the former uploads that a person can make current in its place.

    Once another export of the same dataset and month has come, there is no place left to fill.
    """
    ever = {record.landing: record for record in warehouse.manifests.list_ever(manifest)}
    found = []
    for record in (ever[landing] for landing in manifest.taken_back if landing in ever):
        number = _find_taken(warehouse, manifest, record.landing)
        names = [file.dataset for file in record.files]
        is_filled = any(other.sequence > number for name in names for other in manifest.of(name, record.period))
        former = [each for each in list_replaced(warehouse, record) if each.landing not in manifest.taken_back]
        if former and not is_filled:
            found.append((record, former))
    return found


def take_back(warehouse: Warehouse, start: str, who: str, note: str) -> Event:
    """Publish a snapshot without an upload, whose ID begins with `start`, and record who took it back and why.

    Raises UnknownLanding, NotCurrent, LastSettings, NotAllowed, EmptyNote.
    """
    record = find_landing(warehouse, start)

    def remove(head: Manifest) -> Manifest:
        if not head.is_current(record.landing):
            raise NotCurrent(f"{_name(record)} is not current, so it cannot be taken back.")
        if record.dataset("settings") and len(head.of("settings")) == 1:
            raise LastSettings(f"{_name(record)} has the only settings. Save different settings instead.")
        rest = (other for other in head.landings if other.landing != record.landing)
        return head.follow(rest, now(), [record.landing])

    draft = Draft(who, TAKEN_BACK, record.period, record.file_name, say_why(note, "taking back an upload"))
    return _publish(warehouse, record, draft, remove)


def make_current(warehouse: Warehouse, start: str, who: str, note: str) -> Event:
    """Publish a snapshot with a former upload instead of those that share keys with it, which count as taken back.

    Raises UnknownLanding, AlreadyCurrent, BesideReport, NotAllowed, EmptyNote.
    """
    record = find_landing(warehouse, start)

    def add(head: Manifest) -> Manifest:
        if head.is_current(record.landing):
            raise AlreadyCurrent(f"{_name(record)} is already current.")
        landings, outcome = add_landing(warehouse.folder, head.landings, record, head.number + 1)
        if outcome.kept:
            first = outcome.kept[0]
            raise BesideReport(f'{_name(record)} has less than the report "{first}". Take that one back first.')
        kept = {other.landing for other in landings}
        return head.follow(landings, now(), [r.landing for r in head.landings if r.landing not in kept])

    draft = Draft(who, MADE_CURRENT, record.period, record.file_name, say_why(note, "making a former upload current"))
    return _publish(warehouse, record, draft, add)


def find_landing(warehouse: Warehouse, start: str) -> LandingRecord:
    """Return the upload whose ID begins with `start`, current or not. Raises UnknownLanding."""
    found = [r for r in warehouse.manifests.list_ever(warehouse.head()) if start and r.landing.startswith(start)]
    if len(found) != 1:
        why = "Several uploads have IDs that begin" if found else "No upload has an ID that begins"
        raise UnknownLanding(f'{why} with "{start}". `tieout uploads` lists the uploads of a month with their IDs.')
    return found[0]


def _publish(
    warehouse: Warehouse, record: LandingRecord, draft: Draft, follow: Callable[[Manifest], Manifest]
) -> Event:
    """Record the event, then publish, so that no snapshot is without its event. Only settings need an administrator.

    Those from an earlier version may decide roles and rules. What is in force stays so, by acts.
    """
    permit(warehouse.governing(), draft.who, Action.SET if record.dataset("settings") else Action.LAND)
    following = follow(warehouse.head())
    if record.dataset("settings"):
        hold(warehouse, draft.who, following)
    event = AuditLog(warehouse).record(draft)
    warehouse.revise(follow)
    return event


def _name(record: LandingRecord) -> str:
    return f'"{record.file_name}" for {record.period}'
