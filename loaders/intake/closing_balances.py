"""Comparison of a trial balance's closing balances with those in the month's ledger files, once both have landed.

The `trial_balance` report compares every account. This check is for the card of the file that landed second.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq

from close.store.datasets import LEDGER_BALANCES
from close.store.warehouse import Landing, Outcome, Warehouse
from close.texts import say_count
from loaders.layouts.description import Check
from loaders.layouts.recognition import normalise
from loaders.layouts.totals import cents

_SHOWN = 3
Closings = Mapping[str, tuple[str, Decimal]]


def compare_balances(warehouse: Warehouse, landing: Landing, outcome: Outcome) -> tuple[Check, ...]:
    """Compare the closing balances in this file with those in the month's files of the other kind."""
    if LEDGER_BALANCES.name not in landing.tables:
        return ()
    rows = landing.tables[LEDGER_BALANCES.name].to_pylist()
    checks = [
        _compare(rows, others, name)
        for name, others in _read_others(warehouse, landing.period, outcome.landing)
        if _is_trial(rows) != _is_trial(others)
    ]
    return tuple(check for check in checks if check)


def _read_others(warehouse: Warehouse, period: str, landing: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Return the name and balances of every other current file for the month."""
    for record in warehouse.head().of(LEDGER_BALANCES.name, period):
        file = record.dataset(LEDGER_BALANCES.name)
        if file and record.landing != landing:
            yield record.file_name, pq.read_table(warehouse.folder / file.path, partitioning=None).to_pylist()


def _is_trial(rows: list[dict[str, Any]]) -> bool:
    """Return True for a trial balance, which does not contain movements."""
    return all(row["debits"] is None for row in rows)


def _compare(rows: list[dict[str, Any]], others: list[dict[str, Any]], file: str) -> Check | None:
    here, there = _closings(rows), _closings(others)
    pairs = [(*here[key], there[key][1]) for key in here if key in there]
    apart = [f"{name}: {one:,.2f} here, {two:,.2f} there" for name, one, two in pairs if cents(one) != cents(two)]
    if apart:
        more = f"; and {len(apart) - _SHOWN} more" if len(apart) > _SHOWN else ""
        return Check(
            "Trial balance", "not proven", f'"{file}" has different closing balances. {"; ".join(apart[:_SHOWN])}{more}'
        )
    if not pairs:
        return None
    return Check(
        "Trial balance", "passed", f'the same closing balances as in "{file}" for {say_count(len(pairs), "account")}'
    )


def _closings(rows: list[dict[str, Any]]) -> Closings:
    """Return each account and its closing balance by normalised name.

    If two accounts share a name, both are left out.
    """
    names: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["closing"] is not None:
            names[normalise(row["account_name"] or row["account"])].append(row)
    return {key: (rows[0]["account"], rows[0]["closing"]) for key, rows in names.items() if len(rows) == 1}
