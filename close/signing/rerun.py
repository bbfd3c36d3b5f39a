"""Re-runs of signatures from their records alone: the same text over the same landings gives the same digest."""

from dataclasses import dataclass

from close.engine.connection import ENGINE, EngineError
from close.errors import Refused
from close.rules.results import digest_of
from close.signing import pins
from close.signing.pins import PinnedAnswer
from close.store.audit_log import AuditLog, Event
from close.store.authority.people import Action, permit
from close.store.evidence import NotAsPinned, check, fetch
from close.store.warehouse import Warehouse


class NoSignature(Refused):
    """An event that is not a signature."""


@dataclass(frozen=True)
class Rerun:
    """One pinned answer, run again: the new digest, blank if it could not be run, and the reasons for a difference."""

    pin: PinnedAnswer
    digest: str
    reasons: tuple[str, ...]

    @property
    def is_same(self) -> bool:
        """True if the answer was reproduced."""
        return self.digest == self.pin.digest


def rerun(warehouse: Warehouse, number: int, who: str = "") -> list[Rerun]:
    """Re-run every answer that a signature pins.

    If `who` is given, the user must have a role that allows it. Raises NotAllowed, NoSignature.
    """
    if who:
        permit(warehouse.governing(), who, Action.EXPORT)
    signed = next((event for event in AuditLog(warehouse).events() if event.number == number), None)
    if signed is None or not signed.pins:
        raise NoSignature(f"Event {number} is not a signature. `tieout signatures --period ...` lists them.")
    return [_rerun_pin(warehouse, signed, PinnedAnswer.from_record(record)) for record in signed.pins]


def _rerun_pin(warehouse: Warehouse, signed: Event, pin: PinnedAnswer) -> Rerun:
    """Run a pinned answer again, unless a file behind it was changed. The new rows would then prove nothing."""
    faults = _faults(warehouse, signed, pin)
    try:
        sql = fetch(warehouse, pin.sql).decode()
    except NotAsPinned as error:
        faults = (f"the pinned text, {error.fault.path}: {error.fault.why}", *faults)
    if faults:
        return Rerun(pin, "", faults)
    upgraded = (f"the engine was {pin.engine} and is now {ENGINE}",) if pin.engine != ENGINE else ()
    try:
        digest = digest_of(pins.run_pinned(warehouse, pin, sql, signed.period, signed.manifest))
    except EngineError as error:
        return Rerun(pin, "", (*upgraded, f"the engine cannot run it: {error}"))
    return Rerun(pin, digest, () if digest == pin.digest else upgraded or ("no recorded change explains it",))


def _faults(warehouse: Warehouse, signed: Event, pin: PinnedAnswer) -> tuple[str, ...]:
    """Return the landed files behind an answer that are missing or were changed."""
    snapshot = warehouse.manifests.history(warehouse.manifests.open(signed.manifest))
    files = (file for record in snapshot.landings if record.landing in pin.landings for file in record.files)
    faults = (check(warehouse.folder, file.path, file.sha256) for file in files)
    return tuple(f"{fault.path}: {fault.why}" for fault in faults if fault)
