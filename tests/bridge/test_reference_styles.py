"""A ledger that writes Omni's references in its own way gives the findings of one that writes them as Omni does."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land
from sample import KESTREL, Faults, simulate, write
from tests.bridge.reference_styles import Style, redress
from tests.reports.closed import Rows, rows

JOINTS = (
    *("{serial}-{document}", "{document}-{serial}", "{serial}/{document}", "{serial} {document}"),
    *("{serial}_{document}", "{document} ({serial})", "[{serial}]{document}", "{serial}#{document}"),
    *("{serial}{document}", "{document}{serial}"),
)
STYLES = (
    *(Style(joint) for joint in JOINTS),
    *(Style(joint, "dropped") for joint in JOINTS[:3]),
    *(Style("{document}", prefix) for prefix in ("kept", "dropped", "lower", "spaced", "zeros")),
    *(Style("{serial}-{document}", prefix) for prefix in ("lower", "spaced", "zeros")),
    *(Style("{document}/{serial}", "dropped", kinds) for kinds in ("sales", "purchases")),
    *(Style("{serial}/{document}", "zeros", kinds) for kinds in ("sales", "purchases")),
)
UNREADABLE = (Style("{serial}", kinds="sales"), Style("{serial}", kinds="purchases"))


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    write(simulate(replace(KESTREL, documents=60), 5, 1, Faults.all()), folder)
    return folder


@pytest.fixture(scope="module")
def truth(month: Path, tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[str, ...]]:
    return findings(ask(month, Style("{serial} | {document}"), tmp_path_factory.mktemp("truth"), "findings"))


def ask(month: Path, style: Style, root: Path, report: str) -> Rows:
    warehouse = Warehouse(root, "redressed")
    (folder,) = (month / "exports").iterdir()
    land(redress(sorted(folder.iterdir()), style), warehouse, who="ada")
    return rows(warehouse, report, folder.name)


def findings(found: Rows) -> Counter[tuple[str, ...]]:
    """Entries without a document go by their amounts: their references are written in the style."""
    return Counter(
        (row["cause_id"], row["doc_type"], "" if row["doc_type"] == "GL" else row["ref"], row["amount"])
        for row in found
    )


def test_there_are_styles_enough() -> None:
    assert len({style.name for style in STYLES}) >= 24


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.name)
def test_findings_are_those_of_the_plain_ledger(
    style: Style, month: Path, truth: Counter[tuple[str, ...]], tmp_path: Path
) -> None:
    assert findings(ask(month, style, tmp_path, "findings")) == truth


@pytest.mark.parametrize("style", UNREADABLE, ids=lambda style: style.name)
def test_nothing_is_matched_by_amount_alone(style: Style, month: Path, tmp_path: Path) -> None:
    found = ask(month, style, tmp_path, "ledger_match")
    hidden = [row for row in found if row["source_type"] == _SOURCES[style.kinds]]
    assert hidden
    assert {row["pile"] for row in hidden} <= {"suggested", "unmatched"}


_SOURCES = {"sales": "Receivable Invoice", "purchases": "Payable Invoice"}
