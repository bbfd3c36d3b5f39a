"""Properties of the bridge over random companies: the legs close, and a fault changes only its own bar."""

import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sample import COMPANIES, Faults, simulate, write
from tests.bridge.ledger import ESTIMATED, MATCHES
from tests.reports.closed import Closed, close

ASKED = ("bridge", "revenue_bridge", "balances", "findings")
STOCK = ("P01", "P02", "P05", "P06", "P19", "P21", "A03", "S01", "C01", "G01", "G02", "P23", "P09")
BOOKS = ("S05", "S06", "S07", "S20", "S22", "S25")


def closed(name: str, seed: int, faults: Faults) -> Closed:
    company = replace(COMPANIES[name], documents=60)
    folder = Path(tempfile.mkdtemp())
    write(simulate(company, seed, 1, faults), folder)
    return close(folder, folder / "warehouse", ASKED)


def bars(books: Closed, report: str) -> dict[tuple[str, str], Decimal]:
    (folder,) = books.folders
    return {(row.get("leg", ""), row["cause_id"]): Decimal(row["amount"]) for row in books.answers[folder, report]}


def rest(books: Closed) -> Decimal:
    both = {**bars(books, "bridge"), **bars(books, "revenue_bridge")}
    return sum((abs(amount) for (_, cause), amount in both.items() if cause == "unexplained"), Decimal(0))


@pytest.mark.parametrize("name", COMPANIES)
def test_a_company_without_faults_has_no_findings(name: str) -> None:
    books = closed(name, 3, Faults.none())
    (folder,) = books.folders
    assert [r for r in books.answers[folder, "findings"] if r["cause_id"] not in MATCHES] == []
    assert rest(books) == 0


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(COMPANIES)), st.integers(0, 999), st.sampled_from([*STOCK, *BOOKS]), st.integers(1, 3))
def test_a_fault_moves_its_own_bar_and_never_the_rest(name: str, seed: int, cause: str, times: int) -> None:
    books = closed(name, seed, Faults.of([cause], times))
    (folder,) = books.folders
    named_causes = {row["cause_id"] for row in books.answers[folder, "findings"]} - MATCHES
    truth = {row["cause_id"] for row in books.truth("findings", folder)}
    assert named_causes == truth
    assert rest(books) == 0


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(COMPANIES)), st.integers(0, 999))
def test_legs_add_up_to_the_gap_whatever_is_wrong(name: str, seed: int) -> None:
    books = closed(name, seed, Faults.all(1))
    (folder,) = books.folders
    (balances,) = books.answers[folder, "balances"]
    legs: dict[str, Decimal] = {}
    for (leg, _), amount in bars(books, "bridge").items():
        legs[leg] = legs.get(leg, Decimal(0)) + amount
    assert legs == {
        "hsv_to_sohr": Decimal(balances["hsv_minus_sohr"]),
        "sohr_to_gl": Decimal(balances["sohr_minus_gl"]),
    }
    estimated = sum(abs(amount) for (_, cause), amount in bars(books, "bridge").items() if cause in ESTIMATED)
    assert rest(books) <= estimated + 1
