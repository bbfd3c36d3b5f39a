"""The rules that need a dataset: steps, tie-outs and reports by what they declare, causes by what their SQL reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from close.engine.connection import HISTORY
from close.rules.answers import run_model
from close.rules.compile import steps
from close.rules.queries import Query, library
from pages.parts.frame.page_context import PageContext
from pages.parts.month.causes import cause

LEDGER = "ledger_entries"
OF_LEDGER = ("account:", "balance:")  # needs that only ledger files can meet


@dataclass(frozen=True)
class Dependent:
    """A rule that cannot tell, or can tell less, without a dataset."""

    kind: str
    title: str


def list_dependents(context: PageContext, dataset: str) -> list[Dependent]:
    """Return the steps, tie-outs and reports that declare a need for a dataset and apply to the month."""
    method = context.settings.inventory_method
    return [
        *_list_steps(context, dataset),
        *_list_tie_outs(dataset, context.period, method),
        *_list_reports(dataset, context.period),
    ]


@lru_cache(maxsize=64)
def list_causes(dataset: str, period: str) -> tuple[str, ...]:
    """Return the names of the causes whose SQL reads a dataset for a month, directly or through models."""
    found = []
    for code, versions in sorted(library("causes").items()):
        query = _find_in_force(versions, period)
        if query and dataset in _list_tables(query, period):
            found.append(cause(code, period).name)
    return tuple(found)


def _list_steps(context: PageContext, dataset: str) -> Iterator[Dependent]:
    rows = run_model(context.warehouse, "checklist_steps", context.period, context.manifest.number).to_pylist()
    for row in rows:
        needs = {need.partition(".")[0] for need in row["needs"].split()}
        if row["applies"] and _meets(dataset, needs):
            yield Dependent("Step", f"{row['step']} {row['title']}")


def _list_tie_outs(dataset: str, period: str, method: str) -> Iterator[Dependent]:
    for code, versions in library("identities").items():
        query = _find_in_force(versions, period)
        if query is None or query.fields.get("method") not in {None, method}:
            continue
        if _meets(dataset, set(query.fields.get("needs", "").split())):
            yield Dependent("Tie-out", f"{code} {query.title}")


def _list_reports(dataset: str, period: str) -> Iterator[Dependent]:
    for versions in library("reports").values():
        query = _find_in_force(versions, period)
        if query and dataset in query.needs:
            yield Dependent("Report", query.title)


def _meets(dataset: str, needs: set[str]) -> bool:
    """Return True if a dataset meets one of the needs. `before:` is the same dataset of the month before."""
    if dataset == LEDGER and any(need.startswith(OF_LEDGER) for need in needs):
        return True
    return dataset in needs or f"before:{dataset}" in needs


def _find_in_force(versions: tuple[Query, ...], period: str) -> Query | None:
    return next((query for query in versions if query.since <= period), None)


def _list_tables(query: Query, period: str) -> set[str]:
    parts = steps(query, period).values()
    tables = frozenset(query.reads).union(*(part.tables for part in parts))
    return {table.removesuffix(HISTORY) for table in tables}
