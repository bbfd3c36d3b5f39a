"""The parts of the settings: each says in its label what is set, so that it can stay folded."""

from dataclasses import replace
from decimal import Decimal

import pytest

from close.store.settings import Settings
from pages.data import settings_parts as parts

SET = Settings(
    name="Heron & Wren Ltd",
    package="xero",
    currency="NZD",
    uses_pos=True,
    materiality=Decimal(500),
    inventory_tolerance=Decimal(10),
    accounts=(("inventory", "630", "Stock"), ("cogs", "310", "COGS")),
    prefixes={"sales_order": "SO-"},
    people=(("preparer", "ada"), ("reviewer", "ben"), ("reviewer", "cy")),
    stated=frozenset({"package", "uses_pos"}),
)


@pytest.mark.parametrize(
    ("part", "said", "default"),
    [
        (parts.COMPANY, "Heron & Wren Ltd, NZD, UTC, due dates skip only weekends", "no name yet, currency not stated"),
        (parts.BOOKS, "Xero", "accounting package not stated yet; inventory method not stated yet"),
        (parts.CHANNELS, "point of sale", "not stated yet"),
        (
            parts.ACCOUNTS,
            "2 accounts for 2 of 8 uses; none for sales, rec",
            "none yet, so the ledger cannot be compared",
        ),
        (parts.REFERENCES, "1 prefix; the ledger's references are recognised automatically", "no prefixes"),
        (parts.ACCRUALS, "none is set", "none is set"),
        (parts.EXPORTS, "dates as each file shows, Omni syncs 1 past month again, no lock date", "dates as each file"),
    ],
)
def test_a_part_says_what_is_set(part: str, said: str, default: str) -> None:
    assert parts.say_part(part, SET).replace("\\", "").startswith(said)
    assert parts.say_part(part, Settings()).startswith(default)


def test_signing_says_its_limits_and_people() -> None:
    assert parts.say_materiality(SET).startswith("500.00 may stay unexplained")
    assert parts.say_materiality(replace(SET, one_person_may_review=True)).endswith("one person may prepare and review")
    assert parts.say_roles(SET) == "1 preparer, 2 reviewers"
    assert parts.say_roles(Settings()).startswith("nobody has one yet")
    assert parts.say_tolerances(SET) == "Stock"
