"""Patterns are proposed from the references read or, if none can be read, from entries with the same amounts."""

from datetime import date
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest

from close.commands.command import main
from close.signing.answers import answer
from close.store.warehouse import Warehouse
from close.work.proposals import PATTERNS, list_open
from loaders.intake.organisation import read_organisation
from tests.bridge.slips import accounts, ledger, line
from tests.given.landings import landing, sale
from tests.given.variants import spread
from tests.references.test_stated_patterns import PERIOD, stated
from tests.reports.closed import rows

DAY = date(2026, 3, 5)


def company(root: Path, written: list[tuple[str, int]]) -> Warehouse:
    """Return orders SO-900, SO-901 … of 20, 21 …, each with its invoice's reference and the difference in amount."""
    orders = [sale(f"SO-{900 + n}", acct_date=DAY, sales=Decimal(20 + n)) for n in range(len(written))]
    posted = [line("revenue", ref, -(20 + n + off), DAY, contact="Fir") for n, (ref, off) in enumerate(written)]
    warehouse = Warehouse(root, "Ash & Co")
    for landed in (stated(), accounts(), landing("sales_documents", orders, PERIOD), ledger(*posted)):
        warehouse.land([landed], "ada")
    return warehouse


def proposed(warehouse: Warehouse) -> list[tuple[str, str | None, str]]:
    found = list_open(answer(warehouse, "proposed_settings", PERIOD).table)
    return [(row.setting, row.value, row.evidence) for row in found if row.part == PATTERNS]


@pytest.mark.parametrize(
    ("form", "pattern"),
    [
        ("INV{n} | SO-{ref}", "serial-order"),
        ("so {ref}/inv{n}", "order-serial"),
        ("SO-{ref}", "order"),
        ("INV{n}-{ref}", "serial-number"),
    ],
)
def test_what_nine_in_ten_read_is_proposed(form: str, pattern: str, tmp_path: Path) -> None:
    written = [(form.format(n=n, ref=900 + n), 0) for n in range(9)]
    warehouse = company(tmp_path, [*written, ("T9X", 500)])
    words = f"9 of 10 sales invoices are written like this, for example {written[0][0]}"
    assert proposed(warehouse) == [("sales_invoice", pattern, words)]


@pytest.mark.parametrize(("like_it", "others"), [(2, 0), (8, 2)])
def test_fewer_than_three_or_than_nine_in_ten_are_not(like_it: int, others: int, tmp_path: Path) -> None:
    written = [(f"INV{n} | SO-{900 + n}", 0) for n in range(like_it)]
    assert proposed(company(tmp_path, [*written, *[(f"T{n}X", 500) for n in range(others)]])) == []


# Most numbers have a different amount, such as one with freight, so that they are not read on their own.
UNREAD = [(3, 3), (5, 6), (10, 12)]


FORMS = [("{ref}", "number"), ("T{n}X 00{ref}", "serial-number"), ("{ref}/T{n}X", "number-serial")]


@pytest.mark.parametrize(("written_as", "counts"), spread([*product(FORMS, UNREAD)], 3))
def test_one_click_lets_numbers_be_read(written_as: tuple[str, str], counts: tuple[int, int], tmp_path: Path) -> None:
    (form, pattern), (fitting, off) = written_as, counts
    count = fitting + off
    written = [(form.format(n=n, ref=900 + n), 0 if n < fitting else 500) for n in range(count)]
    warehouse = company(tmp_path, written)
    assert matched(warehouse) == 0
    ((kind, value, evidence),) = proposed(warehouse)
    assert (kind, value) == ("sales_invoice", pattern)
    assert evidence == (
        f"{fitting} of {fitting} unrecognised sales invoices whose amount matches a single document "
        f"are written like this, for example {written[0][0]} (SO-900)"
    )
    warehouse.land([stated("2026-02", sales_invoice=pattern)], "ada")
    assert matched(warehouse) == count
    assert proposed(warehouse) == []


@pytest.mark.parametrize("fitting", [2, 10])
def test_numbers_of_another_kind_are_not_proposed(fitting: int, tmp_path: Path) -> None:
    """Try too few pairs (two), and ten pairs of which eight have the number."""
    written = [(f"T{n}X {900 + n}" if n < 8 else f"T{n}X", 0) for n in range(fitting)]
    off = [(f"T{n}X {900 + n}", 500) for n in range(fitting, 3 * fitting)]
    assert proposed(company(tmp_path, [*written, *off])) == []


def test_the_command_states_what_is_proposed(tmp_path: Path) -> None:
    company(tmp_path, [(f"INV{n} | SO-{900 + n}", 0) for n in range(3)])
    where = ("--warehouse", str(tmp_path), "--organisation", "Ash & Co", "--period", PERIOD)
    assert main(["propose_settings", *where, "-o", str(tmp_path / "organisation.toml")]) == 0
    content = (tmp_path / "organisation.toml").read_bytes()
    assert read_organisation(content).settings.patterns == {"sales_invoice": "serial-order"}
    assert b"# serial-order: 3 of 3 sales invoices are written like this, for example INV0 | SO-900." in content


def matched(warehouse: Warehouse) -> int:
    return sum(row["pile"] == "matched" for row in rows(warehouse, "ledger_match", PERIOD))
