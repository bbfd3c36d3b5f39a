"""A ledger with its own way of writing references gives the same findings as one that writes them as Omni does."""

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Warehouse
from loaders import land
from sample import KESTREL, Faults, simulate, write
from tests.bridge.slips import Row, accounts, ledger, line
from tests.given.landings import landing, sale
from tests.given.variants import spread
from tests.references.reference_styles import Style, redress
from tests.reports.closed import Rows, rows

JOINTS = (
    *("{serial}-{document}", "{document}-{serial}", "{serial}/{document}", "{serial} {document}"),
    *("{serial}_{document}", "{document} ({serial})", "[{serial}]{document}", "{serial}#{document}"),
    *("{serial}{document}", "{document}{serial}"),
)
STYLES = (
    *(Style(joint) for joint in JOINTS),
    *(Style(joint, "dropped") for joint in JOINTS[:3]),
    *(Style("{document}", prefix) for prefix in ("kept", "dropped", "spaced", "lower", "zeros")),
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
    """Compare entries without a document by their amounts, because their references are written in the style."""
    return Counter(
        (row["cause_id"], row["doc_type"], "" if row["doc_type"] == "GL" else row["ref"], row["amount"])
        for row in found
    )


def test_there_are_styles_enough() -> None:
    assert len({style.name for style in STYLES}) >= 24


@pytest.mark.parametrize("style", spread(STYLES, 5), ids=lambda style: style.name)
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


@pytest.mark.parametrize("style", [*UNREADABLE, Style("{serial}")], ids=lambda style: style.name)
def test_references_that_cannot_be_read_are_one_problem(
    style: Style, month: Path, truth: Counter[tuple[str, ...]], tmp_path: Path
) -> None:
    assert not findings(ask(month, style, tmp_path, "findings")) - truth
    steps = {row["step"]: row["state"] for row in ask(month, style, tmp_path, "checklist")}
    assert steps["SY3"] == "cannot_tell"


_SOURCES = {"sales": "Receivable Invoice", "purchases": "Payable Invoice"}


@pytest.mark.parametrize(
    ("style", "pattern"),
    [
        (Style("{serial} | {document}"), "serial-order"),
        (Style("{document}/{serial}"), "order-serial"),
        (Style("{serial}-{document}", "dropped"), "serial-number"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.joint,
)
def test_patterns_are_shown_with_their_evidence(style: Style, pattern: str, month: Path, tmp_path: Path) -> None:
    found = {(row["kind"], row["pattern"]): row for row in ask(month, style, tmp_path, "reference_patterns")}
    sales = found["sales_invoice", pattern]
    assert int(sales["matched"]) > int(sales["of_entries"]) * 0.8
    assert sales["example_document"].rsplit("-", 1)[-1][-4:] in sales["example_entry"]


def test_a_document_that_omni_has_purged_is_named_whatever_joins_it(tmp_path: Path) -> None:
    later = line("revenue", "INV7/SO-904", -50, date(2026, 3, 5))
    found = purged(tmp_path, later)
    assert [(row["cause_id"], row["ref"]) for row in found if row["cause_id"] == "S22"] == [("S22", "SO-904")]


GONE = {
    "INV7/902": ("S22", "SO-902"),  # in its place between the others
    "INV7/950": ("S23", "INV7/950"),
    "INV7/880": ("S23", "INV7/880"),
    "902": ("S23", "902"),
    "INV902": ("S23", "INV902"),
}


def test_a_purged_order_is_recognised_by_its_number(tmp_path: Path) -> None:
    numbers = (900, 901, 903, 905)
    orders = [sale(f"SO-{n}", acct_date=date(2026, 3, 2), sales=Decimal(20)) for n in numbers]
    posted = [line("revenue", f"INV{n % 100}/{n}", -20, date(2026, 3, 2)) for n in numbers]
    warehouse = Warehouse(tmp_path, "Ash & Co")
    gone = [line("revenue", reference, -77, date(2026, 3, 20), "sales_invoice") for reference in GONE]
    for landed in (accounts(), landing("sales_documents", orders, "2026-03"), ledger(*posted, *gone)):
        warehouse.land([landed], "ada")
    found = Counter((row["cause_id"], row["ref"]) for row in rows(warehouse, "findings", "2026-03"))
    assert found >= Counter(GONE.values())


NAMED = {
    "INV7-SO-10": "SO-10",
    "INV7-SO-10-A": "SO-10-A",
    "inv7so0010": "SO-10",
    "INV7 (so 10 a)": "SO-10-A",
    "SO-1 INV10": "SO-1",
    "INV7-SO-10-B": "",
    "INV7-SO-100": "",
    "INV7-XSO-10": "",
    "INV7-10": "",
}


def test_a_reference_is_a_whole_token(tmp_path: Path) -> None:
    """Check that a bare number, which fits any document, needs a matching amount, but a full reference does not."""
    orders = [sale(ref, acct_date=date(2026, 3, 2), sales=Decimal(20)) for ref in ("SO-1", "SO-10", "SO-10-A")]
    warehouse = Warehouse(tmp_path, "Ash & Co")
    entries = [line("revenue", reference, -77, date(2026, 3, 20)) for reference in NAMED]
    for landed in (accounts(), landing("sales_documents", orders, "2026-03"), ledger(*entries)):
        warehouse.land([landed], "ada")
    assert matched(rows(warehouse, "ledger_match", "2026-03")) == NAMED


def matched(found: Rows) -> dict[str, str]:
    """Return the document that each entry refers to, or blank if there is none."""
    return {row["reference"]: row["document"] if row["pile"] == "matched" else "" for row in found}


def purged(root: Path, entry: Row) -> Rows:
    """Return the findings for a month with orders SO-900 to SO-903 and one more entry."""
    orders = [sale(f"SO-90{n}", acct_date=date(2026, 3, 2), sales=Decimal(20)) for n in range(4)]
    warehouse = Warehouse(root, "Ash & Co")
    posted = [line("revenue", f"INV{n}/SO-90{n}", -20, date(2026, 3, 2)) for n in range(4)]
    for landed in (accounts(), landing("sales_documents", orders, "2026-03"), ledger(*posted, entry)):
        warehouse.land([landed], "ada")
    return rows(warehouse, "findings", "2026-03")
