"""Stated reference patterns: only text in the stated position identifies a document."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest

from close.rules.answers import run_model
from close.signing.answers import answer
from close.store.settings_toml import write_toml
from close.store.warehouse import Landing, Warehouse
from close.work.proposals import PATTERNS, accept, list_open
from loaders import land
from loaders.ledger.layouts.match_keys import add_keys
from sample import KESTREL, Faults, simulate, write
from tests.bridge.slips import Row, accounts, ledger, line
from tests.given.landings import landing, purchase, rows_of, sale, settings
from tests.given.variants import spread
from tests.references.reference_styles import Style
from tests.references.test_reference_styles import STYLES, ask, matched
from tests.reports.closed import rows

PERIOD, DAY, OTHER_DAY = "2026-03", date(2026, 3, 2), date(2026, 3, 20)


def stated(period: str = "2026-01", **patterns: str) -> Landing:
    """Return settings that state the patterns for some kinds of entries."""
    own = settings(period, package="none")
    stated = rows_of("settings_patterns", [{"kind": k, "pattern": p} for k, p in patterns.items()], period)
    content = own.content + str(patterns).encode()
    return replace(own, content=content, tables={**own.tables, "settings_patterns": stated})


def orders(*refs: str) -> list[Row]:
    return [sale(ref, acct_date=DAY, sales=Decimal(20), customer="Fir") for ref in refs]


def match(root: Path, refs: list[str], entries: list[Row], *told: Landing) -> dict[str, str]:
    """Return the document that each entry refers to, or blank if there is none."""
    warehouse = Warehouse(root, "Ash & Co")
    bought = [purchase(ref, supplier_inv_no=f"S-{n}") for n, ref in enumerate(refs)]
    lists = [landing("sales_documents", orders(*refs)), landing("purchase_documents", bought)]
    for landed in (*told, accounts(), *lists, ledger(*entries)):
        warehouse.land([landed], "ada")
    return matched(rows(warehouse, "ledger_match", PERIOD))


BARE, FULL = ["10001", "10002"], ["SO-1", "SO-10"]


@pytest.mark.parametrize(
    ("refs", "pattern", "named"),
    [
        # Orders without a prefix, and a ledger serial that is a different order's number.
        (
            *(BARE, "serial-order"),
            {
                "10002 / 10001": "10001",
                "10002 | 10001": "10001",
                "10002-0010001": "10001",
                "10002 | 77": "",
                "10002": "",
            },
        ),
        (BARE, "order-serial", {"10002 / 10001": "10002", "10002 | 10001": "10002"}),
        (BARE, "order", {"10001": "10001", "10002 | 10001": ""}),
        (BARE, "serial-number", {"10002 / 10001": "10001"}),
        # The same with a prefix.
        (
            *(FULL, "serial-order"),
            {
                "SO-1 | SO-10": "SO-10",
                "INV7 (so 0010)": "SO-10",
                "SO-10": "SO-10",
                "SO-10 | INV7": "",
                "INV7-10": "",
            },
        ),
        (FULL, "order-serial", {"SO-1/SO-10": "SO-1", "so0010inv7": "SO-10"}),
        (FULL, "order", {"so_10": "SO-10", "INV7 | SO-10": ""}),
        (FULL, "serial-number", {"INV7 | SO-10": "SO-10"}),
    ],
)
def test_the_stated_place_names_the_document(
    refs: list[str], pattern: str, named: dict[str, str], tmp_path: Path
) -> None:
    entries = [line("revenue", reference, -77, OTHER_DAY) for reference in named]
    assert match(tmp_path, refs, entries, stated(sales_invoice=pattern)) == named


CONFIRMATIONS: dict[int, Row] = {10: {"net": -20}, 11: {"on": DAY}, 12: {"contact": "fir"}}
UNCONFIRMED: dict[int, Row] = {13: {}, 14: {"contact": "Oak"}}


@pytest.mark.parametrize(
    ("pattern", "form"), [("number", "00{}"), ("serial-number", "INV7/{}"), ("number-serial", "{}-INV7")]
)
def test_a_bare_number_is_read_where_something_confirms_it(pattern: str, form: str, tmp_path: Path) -> None:
    told = {**CONFIRMATIONS, **UNCONFIRMED}
    refs = ["SO-1", *(f"SO-{number}" for number in told)]
    entries = [
        line("revenue", form.format(number), **{"net": -77, "on": OTHER_DAY, **columns})
        for number, columns in told.items()
    ]
    named = {form.format(number): f"SO-{number}" if number in CONFIRMATIONS else "" for number in told}
    assert match(tmp_path, refs, entries, stated(sales_invoice=pattern)) == named


def test_only_the_kind_that_is_stated_is_read_otherwise(tmp_path: Path) -> None:
    entry = line("inventory", "PO-1 | X7", 50, OTHER_DAY)
    for kind, named in (("sales_invoice", "PO-1"), ("bill", "")):
        assert match(tmp_path / kind, ["PO-1"], [entry], stated(**{kind: "serial-order"})) == {"PO-1 | X7": named}


def test_a_bill_keyed_by_hand_is_known_by_its_supplier_number(tmp_path: Path) -> None:
    entry = line("inventory", "S-0", 50, OTHER_DAY, contact="Elm Ltd")
    assert match(tmp_path, ["PO-1"], [entry], stated(bill="serial-order")) == {"S-0": "PO-1"}


@pytest.mark.parametrize(
    ("number", "reference", "pattern"),
    [
        ("10002 / 10001", "10001", "serial-order"),
        ("10002 | 10001", "", "serial-order"),
        ("10001-10002", "", "order-serial"),
    ],
)
def test_lists_of_the_ledger_are_read_so_as_well(number: str, reference: str, pattern: str, tmp_path: Path) -> None:
    warehouse = Warehouse(tmp_path, "Ash & Co")
    texts = {"number": pa.array([number]), "reference": pa.array([reference]), "description": pa.array([""])}
    keys = {name: cell.to_pylist()[0] for name, cell in add_keys(texts).items() if name.startswith("key_")}
    row = {"kind": "sales_invoice", "number": number, "reference": reference or number, **keys, "document_date": DAY}
    lists = [landing("sales_documents", orders(*BARE)), landing("ledger_documents", [row])]
    for landed in (stated(sales_invoice=pattern), accounts(), *lists):
        warehouse.land([landed], "ada")
    found = run_model(warehouse, "listed_parts", PERIOD, warehouse.head().number).to_pylist()
    assert {part["ref_key"] for part in found} & {*BARE} == {"10001"}


def test_newer_settings_that_state_none_let_it_be_learnt_again(tmp_path: Path) -> None:
    entry = line("revenue", "SO-10 | INV7", -77, OTHER_DAY)
    then = stated("2026-01", sales_invoice="serial-order")
    assert match(tmp_path / "then", FULL, [entry], then, stated("2026-04")) == {"SO-10 | INV7": ""}
    assert match(tmp_path / "now", FULL, [entry], then, stated("2026-02")) == {"SO-10 | INV7": "SO-10"}


# ---- Learnt patterns, stated ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("month")
    write(simulate(replace(KESTREL, documents=60), 5, 1, Faults.all()), folder)
    return folder


@pytest.mark.parametrize("style", spread(STYLES, 3), ids=lambda style: style.name)
def test_stating_the_learnt_patterns_changes_no_finding(style: Style, month: Path, tmp_path: Path) -> None:
    learnt = ask(month, style, tmp_path, "findings")
    warehouse = Warehouse(tmp_path, "redressed")
    (folder,) = (month / "exports").iterdir()
    proposals = list_open(answer(warehouse, "proposed_settings", folder.name).table)
    patterns = [row for row in proposals if row.part == PATTERNS]
    assert {"sales_invoice", "bill"} <= {row.setting for row in patterns}
    now = warehouse.settings(folder.name)
    assert now
    text = write_toml({**accept(now, patterns), "period": folder.name})
    (card,) = land([("", "organisation.toml", text.encode())], warehouse, who="ada")
    assert card.status == "landed"
    assert rows(warehouse, "findings", folder.name) == learnt
