"""The notes under failing tie-outs: their amounts add up to the difference, and none sends the user to a wrong list."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from close.rules.answers import Answer
from close.rules.queries import library
from pages.bridge import identities
from pages.parts.words import say_money


def test_each_tie_out_has_a_page_or_says_what_it_consists_of() -> None:
    assert set(library("identities")) == identities.EXPLANATIONS.keys()
    assert all(each.page or each.note for each in identities.EXPLANATIONS.values())


def test_the_difference_of_purchases_comes_from_payables(answer: Callable[..., Answer]) -> None:
    row = next(row for row in answer("tie_outs").table.to_pylist() if row["tie_out"] == "T11")
    lines = [row for row in answer("control_accounts").table.to_pylist() if row["account"] == "payable"]
    listed = sum(row["difference"] for row in answer("control_items").table.to_pylist() if _is_document(row))
    words = identities.say_purchases(row, lines)
    assert f"Payables differ by {say_money(listed)}." in words
    assert words.endswith(f"{say_money(row['difference'])}.")


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("100.00", "40.00", "differ by 60.00."),
        (
            "90.00",
            "40.00",
            "Less 10.00 of purchases that this tie-out leaves out, because they are not imported, it is",
        ),
        ("100.00", "45.00", "Less 5.00 of other bills that it counts, because they are posted to stock, it is"),
    ],
)
def test_the_difference_of_purchases_leaves_out_terms_of_zero(left: str, right: str, said: str) -> None:
    sides = {"left_side": Decimal(left), "right_side": Decimal(right)}
    amounts = {"control_omni_payable": Decimal("100.00"), "control_documents": Decimal("40.00")}
    lines = [{"line_code": code, "amount": amount, "account": "payable"} for code, amount in amounts.items()]
    words = identities.say_purchases({**sides, "difference": Decimal(left) - Decimal(right)}, lines)
    assert said in words
    assert " 0.00" not in words


def _is_document(row: dict) -> bool:
    return row["account"] == "payable" and row["doc_type"] != "GL"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"replaced_cogs": "-204.57"}, "It consists of COGS journals that a later sync replaced (204.57)."),
        (
            {"posted_late": "10.00", "drift": "1.50"},
            "It consists of documents posted late 10.00 and changes without a document (G05) 1.50.",
        ),
    ],
)
def test_the_change_of_an_opening_balance_is_split(parts: dict[str, str], said: str) -> None:
    row = {column: Decimal(parts.get(column, "0.00")) for column in identities.CHANGES}
    assert identities.say_change(row) == said


def test_a_valuation_that_does_not_roll_is_cost_where_the_units_agree() -> None:
    assert "it is all cost" in identities.say_value_roll(identities.HOLDS)
    assert "part of it is units" in identities.say_value_roll(identities.FAILS)
    assert identities.say_value_roll(identities.UNKNOWN).startswith("How much of it is units")
