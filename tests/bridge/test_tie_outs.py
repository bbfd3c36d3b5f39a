"""The identities of a month: all hold in a sound month, and each fails by exactly the amount of the error."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from sample import COMPANIES, Faults, simulate, write
from tests.given.variants import spread
from tests.reports.closed import Closed, close

WITH_LAST_MONTH = {"T1b", "T15", "T16", "T17", "T19"}


def closed(name: str, folder: Path, faults: Faults, *others: str) -> Closed:
    write(simulate(replace(COMPANIES[name], documents=150), seed=5, months=2, faults=faults), folder)
    return close(folder, folder / "warehouse", ("tie_outs", *others))


def states(books: Closed, folder: str) -> dict[str, str]:
    return {row["tie_out"]: row["state"] for row in books.answers[folder, "tie_outs"]}


@pytest.mark.parametrize("name", spread([*COMPANIES], 1))
def test_all_hold_in_a_sound_month(name: str, tmp_path: Path) -> None:
    books = closed(name, tmp_path, Faults.none())
    first, second = books.folders
    assert {tie for tie, state in states(books, first).items() if state != "holds"} == WITH_LAST_MONTH
    assert set(states(books, second).values()) == {"holds"}


@pytest.mark.parametrize("name", spread([*COMPANIES][::-1], 1))
def test_units_follow_the_goods_whatever_is_wrong_with_their_papers(name: str, tmp_path: Path) -> None:
    books = closed(name, tmp_path, Faults.all())
    assert states(books, books.folders[-1])["T15"] == "holds"


def test_an_unapproved_bill_is_an_exception_of_its_document(tmp_path: Path) -> None:
    books = closed("kestrel", tmp_path, Faults.of(["P07"], 1), "purchases_and_credits")
    folder = books.folders[0]
    (fault,) = books.truth("findings", folder)
    apart = {r["tie_out"]: Decimal(r["difference"]) for r in books.answers[folder, "tie_outs"] if r["state"] == "fails"}
    (purchase,) = [row for row in books.answers[folder, "purchases_and_credits"] if row["order_ref"] == fault["ref"]]
    assert apart == {
        "T3": Decimal(fault["leg2_amount"]),
        "T4": 1,
        "T11": Decimal(purchase["total_incl"]),
    }
