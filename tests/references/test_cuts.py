"""References cut by QuickBooks at 21 characters: similar batches and back orders are distinguished."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from sample import KESTREL, Faults, simulate, write
from tests.bridge.ledger import MATCHES
from tests.reports.closed import Closed, Rows, close

# If the ledger puts its number in front, SLS-1067-A is cut to SLS-1067, which is a different order.
COMPANY = replace(KESTREL, package="quickbooks", documents=200, prefixes={**KESTREL.prefixes, "sales_order": "SLS-"})


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Closed:
    return closed(tmp_path_factory.mktemp("sound"), Faults.none())


def closed(folder: Path, faults: Faults) -> Closed:
    write(simulate(COMPANY, 5, 2, faults), folder)
    return close(folder, folder / "warehouse", ("findings", "ledger_only", "ledger_match", "revenue_bridge"))


def causes(rows: Rows) -> Counter[tuple[str, str]]:
    """Return the causes without those from the ledger's own list of invoices, which QuickBooks does not provide."""
    return Counter((r["cause_id"], r["ref"]) for r in rows if r["cause_id"] not in {*MATCHES, "G05", "S21", "S22"})


def test_what_was_cut_is_matched_where_nothing_is_wrong(sound: Closed) -> None:
    for folder in sound.folders:
        assert causes(sound.answers[folder, "findings"]) == Counter()
        assert sound.answers[folder, "ledger_only"] == []
    cut = {r["ref"] for r in sound.answers[sound.folders[-1], "findings"] if r["cause_id"] == "G06"}
    assert any(ref.endswith("-A") for ref in cut)
    assert not any(ref.startswith("BATCH-") for ref in cut)  # not an Omni document
    assert any("is the start of BATCH-" in r["reason"] for r in sound.answers[sound.folders[-1], "ledger_match"])


def test_faults_keep_their_names_though_references_are_cut(tmp_path: Path) -> None:
    books = closed(tmp_path, Faults.all())
    for folder in books.folders:
        assert causes(books.answers[folder, "findings"]) == causes(books.truth("findings", folder))
        (rest,) = (r["amount"] for r in books.answers[folder, "revenue_bridge"] if r["cause_id"] == "unexplained")
        assert rest == "0.00"


@pytest.mark.parametrize("word", ["truncated to 21 characters", "the amounts are equal"])
def test_the_match_says_why(word: str, sound: Closed) -> None:
    assert any(word in row["reason"] for row in sound.answers[sound.folders[0], "ledger_match"])
