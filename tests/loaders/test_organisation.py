"""The settings of an organisation, read from organisation.toml."""

from datetime import date
from decimal import Decimal

import pytest

from loaders.intake.organisation import BadSettings, read_organisation

WHOLE = """
name = "Kelp"
time_zone = "Europe/London"
date_order = "day-first"
uses_pos = true
past_months = 1
lock_date = 2026-02-28
materiality = 50.5
period = "2026-03"
[accounts]
inventory = [{ code = "630", name = "Inventory" }, { name = "Stock" }]
[reference_prefixes]
sales_order = "K-"
credit_note = ""
[reference_patterns]
sales_invoice = "serial-order"
journal = ""
"""


def test_settings_are_read() -> None:
    organisation = read_organisation(("\ufeff" + WHOLE.replace("\n", "\r\n")).encode())
    settings = organisation.settings
    assert (settings.name, settings.uses_pos, settings.lock_date) == ("Kelp", True, date(2026, 2, 28))
    assert settings.materiality == Decimal("50.5")
    assert settings.accounts == (("inventory", "630", "Inventory"), ("inventory", "", "Stock"))
    assert settings.prefixes == {"sales_order": "K-"}
    assert settings.patterns == {"sales_invoice": "serial-order"}
    assert organisation.tables["settings_patterns"].to_pylist() == [
        {"kind": "sales_invoice", "pattern": "serial-order", "_line": None}
    ]
    assert organisation.period == "2026-03"


def test_what_was_not_said_lands_as_null() -> None:
    row = read_organisation(WHOLE.encode()).tables["settings"].to_pylist()[0]
    assert (row["name"], row["package"], row["uses_ecommerce"]) == ("Kelp", None, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Kelp"', "", "name: enter the name of the organisation"),
        ("uses_pos", "use_pos", "use_pos: there is no such setting"),
        ("true", '"yes"', "uses_pos: it should be true or false, and is 'yes'"),
        ("past_months = 1", "past_months = true", "past_months: it should be a whole number"),
        ("2026-02-28", '"2026-02-28"', "lock_date: it should be a day such as"),
        ("2026-02-28", "2026-02-28T10:00:00", "lock_date: it should be a day such as"),
        ("day-first", "dd/mm", 'date_order: it should be one of day-first, month-first, year-first, not "dd/mm"'),
        ("Europe/London", "Kiwi", 'time_zone: there is no time zone "Kiwi"'),
        ("inventory =", "stock =", "accounts.stock: there is no such setting"),
        ('code = "630"', "code = 630", "accounts.inventory: an account has a code and a name in quotes"),
        (
            '[{ code = "630", name = "Inventory" }, { name = "Stock" }]',
            '"630"',
            "accounts.inventory: it should be a list",
        ),
        ('"K-"', "7", "reference_prefixes.sales_order: it should be a text in quotes"),
        ("sales_order", "sales", "reference_prefixes.sales: there is no such setting"),
        (
            "sales_invoice =",
            "invoice =",
            "reference_patterns.invoice: there is no such setting. The settings are sales_invoice, sales_credit, bill,",
        ),
        (
            "serial-order",
            "order serial",
            "reference_patterns.sales_invoice: it should be one of order, serial-order, order-serial, number,",
        ),
        ('"serial-order"', "1", "reference_patterns.sales_invoice: it should be a text in quotes"),
        ('"Kelp"', '"Kelp', "the whole file: it is not written as TOML"),
        ("[accounts]", "[[accounts]]", "accounts: it should be a table [accounts]"),
    ],
)
def test_wrong_setting_is_named(old: str, new: str, message: str) -> None:
    assert old in WHOLE
    with pytest.raises(BadSettings) as caught:
        read_organisation(WHOLE.replace(old, new, 1).encode())
    assert str(caught.value).startswith(f"organisation.toml, {message}")
