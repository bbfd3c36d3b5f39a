"""Answers for screens, prints, commands and binders: in words, and with signatures and drift included."""

import pyarrow as pa

from close.rules.answers import Answer, run
from close.rules.compile import compile_report
from close.rules.reasons import render
from close.rules.results import Result, digest_of
from close.signing.standing import NothingSigned, moments, signatures
from close.store.audit_log import AuditLog
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

MOVED, STATES = "moved_documents", "document_states"


def answer(
    warehouse: Warehouse, name: str, period: str, manifest: int | None = None, reference: str | None = None
) -> Answer:
    """Return the answer of a report for a period, or of one document if the report takes a reference.

    Current signatures are included. Moved documents are measured from the newest signature or seal. Raises
    UnknownReport, BadPeriod, UnknownManifest.
    """
    if name == MOVED and (signed := moments(warehouse, period)):
        return moved_documents(warehouse, signed[0].number, manifest)
    given = {}
    if "signatures" in compile_report(name, period).tables:
        rows = signatures(warehouse, period)
        given["signatures"] = Result(digest_of(rows), rows)
    return render(run(warehouse, name, period, manifest, given, reference=reference))


def moved_documents(warehouse: Warehouse, number: int, manifest: int | None = None) -> Answer:
    """Return the documents of the signed month end that differ between the signed snapshot and the current one.

    On both sides, exports of later months count if they had landed. `manifest` replaces the newest snapshot as the
    current one. Raises NothingSigned.
    """
    events = AuditLog(warehouse).events()
    if not 0 < number <= len(events):
        raise NothingSigned(f"There is no event {number}. The newest is {len(events)}.")
    event = events[number - 1]
    then = warehouse.manifests.open(event.manifest)
    now = warehouse.head() if manifest is None else warehouse.manifests.open(manifest)
    sides = {"signed_documents": then, "current_documents": now}
    given = {name: _states(warehouse, event.period, snapshot) for name, snapshot in sides.items()}
    return render(run(warehouse, MOVED, event.period, now.number, given))


def _states(warehouse: Warehouse, period: str, snapshot: Manifest) -> Result:
    """Every document at a month end, as the newest export of any month in a snapshot shows it."""
    last_month = max([period, *(record.period for record in snapshot.landings)])
    return run(warehouse, STATES, period, snapshot.number, last_month=last_month).result


def visible(answer: Answer) -> pa.Table:
    """Return the rows of an answer without the lineage columns."""
    return answer.table.select([column.name for column in answer.report.columns if not column.is_lineage])
