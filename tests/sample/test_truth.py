"""Every planted cause is in the expected figures. If none is planted, they are empty."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sample import ALDER, COMPANIES, KESTREL, PLANTERS, Company, Faults, simulate, truth, write
from tests.sample.conftest import Written
from tests.sample.exported import files

QUIET = ("timing", "cleared_timing", "missing_fields", "blank_cogs", "findings", "bridge", "revenue_bridge", "gl_only")
LATE = {"G05"}  # appears in the month after its date
BATCH_ONLY = {"S08", "S15", "S16"}
DRAFT_ONLY = {"S19", "P07"}
TINY = {name: replace(c, documents=30, products=c.products[:6]) for name, c in COMPANIES.items()}


@pytest.mark.parametrize("company", COMPANIES.values(), ids=COMPANIES)
def test_two_runs_write_the_same_bytes(company: Company, tmp_path: Path) -> None:
    for run in ("one", "two"):
        write(simulate(company, 3, 2, Faults.all()), tmp_path / run)
    assert dict(files(tmp_path / "one")) == dict(files(tmp_path / "two"))


def test_another_seed_is_another_company() -> None:
    assert simulate(KESTREL, 1, 1, Faults.none()) != simulate(KESTREL, 2, 1, Faults.none())


@pytest.mark.parametrize("company", COMPANIES.values(), ids=COMPANIES)
def test_no_faults_mean_no_findings(company: Company) -> None:
    for seed in range(3):
        tables = truth(simulate(company, seed, 3, Faults.none()))
        assert {name: tables[name] for name in QUIET} == {name: [] for name in QUIET}
        assert {row["exception_count"] for row in tables["checklist"]} == {0}
        assert all(row["hsv"] == row["sohr_closing"] == row["gl_inventory"] for row in tables["balances"])


def plantable(company: Company) -> list[str]:
    """Return the causes that can occur in a company."""
    batches = set() if company.batches_sales else BATCH_ONLY
    drafts = set() if company.package == "xero" else DRAFT_ONLY
    return [cause for cause in PLANTERS if cause not in batches | drafts]


@pytest.mark.parametrize(
    ("name", "cause"), [(name, cause) for name, company in COMPANIES.items() for cause in plantable(company)]
)
def test_planted_cause_is_found_alone(name: str, cause: str) -> None:
    company = COMPANIES[name]
    tables = truth(simulate(replace(company, documents=120), 5, 2, Faults.of([cause], times=2)))
    found = Counter((str(row["month"]), row["cause_id"]) for row in tables["findings"])
    assert {cause for _, cause in found} == {cause}
    months = [str(row["month"]) for row in tables["balances"]]
    assert {month for month, _ in found} == set(months[1:] if cause in LATE else months)


def test_every_cause_is_in_the_sample(written: Written) -> None:
    found = {row["cause_id"] for row in truth(written.books)["findings"]}
    assert found == set(plantable(written.books.company))


def test_steps_that_do_not_apply_have_no_count() -> None:
    for faults, idle in ((Faults.none(), {"CL1", "CL2", "SY2", "X1"}), (Faults.of(["A03"]), {"CL1", "CL2", "SY2"})):
        rows = truth(simulate(ALDER, 7, 3, faults))["checklist"][-14:]
        counts = {row["step"]: row["exception_count"] for row in rows if row["applicable"] == "N"}
        assert counts == dict.fromkeys(idle, 0)


@settings(max_examples=40)
@given(
    name=st.sampled_from(sorted(COMPANIES)),
    seed=st.integers(0, 10**6),
    months=st.integers(1, 3),
    counts=st.dictionaries(st.sampled_from(sorted(PLANTERS)), st.integers(0, 4), max_size=12),
)
def test_bridges_of_any_company_add_up(name: str, seed: int, months: int, counts: dict[str, int]) -> None:
    tables = truth(simulate(TINY[name], seed, months, Faults(counts)))
    for balance in tables["balances"]:
        month = balance["month"]
        for leg, gap in {"hsv_to_sohr": "hsv_minus_sohr", "sohr_to_gl": "sohr_minus_gl"}.items():
            rows = [row["amount"] for row in tables["bridge"] if (row["month"], row["leg"]) == (month, leg)]
            assert total(rows) == balance[gap]
        revenue = [row["amount"] for row in tables["revenue_bridge"] if row["month"] == month]
        assert total(revenue) == total([balance["cin7_sales"]]) - total([balance["gl_revenue"]])


def total(amounts: list[object]) -> Decimal:
    return sum((a for a in amounts if isinstance(a, Decimal)), Decimal("0.00"))


def test_tiny_company_is_quick() -> None:
    books = simulate(replace(KESTREL, documents=60), 1, 1, Faults.of(("S01", "P01", "A01")))
    assert len(truth(books)["findings"]) == 3
