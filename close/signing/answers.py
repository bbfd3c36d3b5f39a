"""Answers for screens, prints, commands and binders, with reason codes in words, signatures and later changes."""

import pyarrow as pa

from close.rules.answers import NO_TABLES, Answer, run
from close.rules.compile import compile_report
from close.rules.reasons import render
from close.rules.results import Result, digest_of
from close.signing.standing import NothingSigned, moments, signatures
from close.store.audit_log import AuditLog
from close.store.manifests import Manifest
from close.store.warehouse import Warehouse

MOVED, STATES, SIGNATURES = "moved_documents", "document_states", "signatures"


def answer(
    warehouse: Warehouse, name: str, period: str, manifest: int | None = None, reference: str | None = None
) -> Answer:
    """Return a report's answer for a period, or for one document if the report takes a reference.

    Current signatures are included. `moved_documents` compares with the newest signature or seal. Raises
    UnknownReport, BadPeriod, UnknownManifest.
    """
    if name == MOVED and (signed := moments(warehouse, period)):
        return moved_documents(warehouse, signed[0].number, manifest)
    given = list_signatures(warehouse, period) if reads_signatures(name, period) else NO_TABLES
    return render(run(warehouse, name, period, manifest, given, reference=reference))


def reads_signatures(name: str, period: str) -> bool:
    """Return True if a report's answer depends on the signatures of the month."""
    return SIGNATURES in compile_report(name, period).tables


def list_signatures(warehouse: Warehouse, period: str) -> dict[str, Result]:
    """Return the current signatures of a month as a given table."""
    rows = signatures(warehouse, period)
    return {SIGNATURES: Result(digest_of(rows), rows)}


def moved_documents(warehouse: Warehouse, number: int, manifest: int | None = None) -> Answer:
    """Return the documents at the signed month end that differ between the signed snapshot and the current one.

    Both snapshots include exports for later months that had landed by then. `manifest` is the snapshot to use as the
    current one, if not the newest. Raises NothingSigned.
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
    """Return every document at a month end, as shown in the newest export for any month in a snapshot."""
    last_month = max([period, *(record.period for record in snapshot.landings)])
    return run(warehouse, STATES, period, snapshot.number, last_month=last_month).result


def visible(answer: Answer) -> pa.Table:
    """Return the rows of an answer without the lineage columns."""
    return answer.table.select([column.name for column in answer.report.columns if not column.is_lineage])
