"""Answers for screens, prints, commands and binders, with reason codes in words, signatures and later changes."""

from collections.abc import Sequence

import pyarrow as pa

from close.months import month
from close.rules.answers import NO_TABLES, Answer, run
from close.rules.compile import compile_report
from close.rules.given import BY_MONTH, MONTHLY_TABLES
from close.rules.reasons import render
from close.rules.results import Result, digest_of
from close.signing.standing import NothingSigned, moments, month_states, signatures
from close.store.audit_log import AuditLog
from close.store.manifests import Manifest
from close.store.records import digest
from close.store.warehouse import Warehouse

MOVED, STATES, SIGNATURES, STANDINGS = "moved_documents", "document_states", "signatures", "month_standings"


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
    given = {**given, **list_months(warehouse, name, period, manifest), **list_standings(warehouse, name, period)}
    return render(run(warehouse, name, period, manifest, given, reference=reference))


def reads_signatures(name: str, period: str) -> bool:
    """Return True if a report's answer depends on the signatures of the month."""
    return SIGNATURES in compile_report(name, period).tables


def list_signatures(warehouse: Warehouse, period: str) -> dict[str, Result]:
    """Return the current signatures of a month as a given table."""
    rows = signatures(warehouse, period)
    return {SIGNATURES: Result(digest_of(rows), rows)}


def list_months(warehouse: Warehouse, name: str, period: str, manifest: int | None = None) -> dict[str, Result]:
    """Return the given tables `<other report>_by_month` that a report reads, over the same snapshot.

    They contain the months with exports among the last ones, as many as the report's header states. The answers are
    cached, so only months whose exports changed are computed again.
    """
    compiled = compile_report(name, period)
    tables = compiled.tables & MONTHLY_TABLES.keys()
    snapshot = warehouse.head() if manifest is None else warehouse.manifests.open(manifest)
    months = [each for each in list_back(period, compiled.query.months) if has_exports(snapshot, each)]
    return {table: _stack(warehouse, table, months, snapshot.number) for table in sorted(tables)}


def list_standings(warehouse: Warehouse, name: str, period: str) -> dict[str, Result]:
    """Return the signing states of the months that a report compares as a given table, if it reads them."""
    compiled = compile_report(name, period)
    if STANDINGS not in compiled.tables:
        return {}
    rows = month_states(warehouse, list_back(period, compiled.query.months))
    return {STANDINGS: Result(digest_of(rows), rows)}


def list_back(period: str, count: int) -> list[str]:
    """Return as many months up to a month, the oldest first."""
    months = [month(period)] if count else []
    while len(months) < count:
        months.append(months[-1].previous)
    return [each.period for each in reversed(months)]


def has_exports(snapshot: Manifest, period: str) -> bool:
    """Return True if an export other than settings has landed for a month."""
    return any(record.period == period and not record.dataset("settings") for record in snapshot.landings)


def _stack(warehouse: Warehouse, table: str, months: Sequence[str], manifest: int) -> Result:
    """Return the answers of a report for some months as one table, with the month of each row."""
    schema = MONTHLY_TABLES[table]
    answers = [run(warehouse, table.removesuffix(BY_MONTH), each, manifest) for each in months]
    parts = [_date(each.result.table, each.period, schema) for each in answers]
    key = digest(repr([each.basis.key for each in answers]).encode())
    return Result(key, pa.concat_tables([schema.empty_table(), *parts]))


def _date(rows: pa.Table, period: str, schema: pa.Schema) -> pa.Table:
    period_of = pa.array([period] * rows.num_rows, pa.string())
    return pa.table([period_of if name == "period" else rows[name] for name in schema.names], schema=schema)


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
