"""Words around a signature: the sign of what is unexplained, what sealing means, and what flux asks for."""

from decimal import Decimal
from pathlib import Path

from close.signing import signoff
from close.signing.answers import answer
from close.signing.standing import PREPARER, REVIEWER
from close.store.seals import MONTH
from close.store.warehouse import Warehouse
from close.work.legs import LEG_NAMES
from pages.parts.words import say_money
from tests.pages.conftest import CLEAN, FAULTY
from tests.pages.screen import Open, words


def test_what_is_unexplained_has_the_sign_of_the_bridge(open_page: Open, warehouse: Path, months: list[str]) -> None:
    bridge = answer(Warehouse(warehouse, FAULTY), "bridge", months[-1]).table.to_pylist()
    rests = {row["leg"]: row["amount"] for row in bridge if row["cause_id"] == "unexplained"}
    assert any(rests.values())
    said = words(open_page("signoff", period=months[-1]))
    for leg, rest in rests.items():
        assert f"{LEG_NAMES[leg]} {say_money(rest)}" in said
    total = sum(map(abs, rests.values()), Decimal(0))
    assert f"{say_money(total)} unexplained in all" in said
    app = open_page("retrospective", period=months[-1])
    table = next(found.value for found in app.dataframe if "Days to close" in found.value.columns)
    assert table["Unexplained"].tolist()[0] == total


def test_sealing_says_what_it_means_before_it_is_done(open_page: Open, writable: Path, months: list[str]) -> None:
    books = Warehouse(writable, CLEAN)
    signoff.sign(books, months[-1], MONTH, "Ann", PREPARER)
    signoff.sign(books, months[-1], MONTH, "Ben", REVIEWER)
    said = words(open_page("signoff", CLEAN, period=months[-1], section="Seal"))
    proven = answer(books, "month_summary", months[-1]).table["steps_proven"][0].as_py()
    assert f"with these steps: {proven} proven." in said
    assert "its signatures are suspended and every page says so" in said


def test_flux_asks_and_does_not_oblige(open_page: Open, months: list[str]) -> None:
    said = words(open_page("flux", period=months[-1]))
    assert "needs an explanation if it is at least" in said
    assert "The month can be signed without explanations" in said
    assert "must be explained" not in said
