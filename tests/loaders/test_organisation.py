"""The settings of an organisation, read from organisation.toml."""

from datetime import date
from decimal import Decimal

import pytest

from close.store.public_holidays import find_public_holidays, list_places
from close.store.settings import Settings
from loaders.intake.organisation import BadSettings, build_holidays, read_organisation
from loaders.layouts.stated_organisation import check_settings, is_alike

NAME = "name: expected the name of the organisation, with visible letters and at most 254"
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


def test_a_missing_setting_lands_as_null() -> None:
    row = read_organisation(WHOLE.encode()).tables["settings"].to_pylist()[0]
    assert (row["name"], row["package"], row["uses_ecommerce"]) == ("Kelp", None, None)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "Kelp"', "", f"{NAME}, found ''"),
        ("uses_pos", "use_pos", "use_pos: there is no such setting. Did you mean uses_pos? (line 5)"),
        ("true", '"yes"', "uses_pos: expected true or false, found 'yes' (line 5)"),
        ("past_months = 1", "past_months = true", "past_months: expected a whole number, found true (line 6)"),
        (
            "2026-02-28",
            '"2026-02-28"',
            "lock_date: expected a day such as 2026-03-31, without quotes, found '2026-02-28'",
        ),
        ("2026-02-28", "2026-02-28T10:00:00", "lock_date: expected a day such as"),
        ("50.5", '"lots"', "materiality: expected an amount such as 25.00, found 'lots' (line 8)"),
        ("50.5", "nan", "materiality: expected an amount such as 25.00, found NaN (line 8)"),
        ('"2026-03"', '"March"', "period: expected a month such as \"2026-03\", found 'March' (line 9)"),
        (
            "day-first",
            "dd/mm",
            "date_order: expected one of day-first, month-first, year-first, found 'dd/mm' (line 4)",
        ),
        ("Europe/London", "Kiwi", "time_zone: expected a time zone such as Pacific/Auckland, found 'Kiwi' (line 3)"),
        (
            "inventory =",
            "stock =",
            "accounts.stock: there is no such setting. The known settings are inventory, cogs, revenue,",
        ),
        ('code = "630"', "code = 630", "accounts.inventory: expected accounts such as [{ code = "),
        ('code = "630", name = "Inventory"', "", "accounts.inventory: expected accounts such as [{ code = "),
        ('code = "630"', 'number = "630"', "accounts.inventory: expected accounts such as [{ code = "),
        (
            '[{ code = "630", name = "Inventory" }, { name = "Stock" }]',
            '"630"',
            "accounts.inventory: expected accounts such as [{ code = ",
        ),
        ('"K-"', "7", "reference_prefixes.sales_order: expected text in quotes, found 7 (line 13)"),
        (
            "sales_order",
            "sales",
            "reference_prefixes.sales: there is no such setting. Did you mean sales_order? (line 13)",
        ),
        (
            "sales_invoice =",
            "invoice =",
            "reference_patterns.invoice: there is no such setting. Did you mean sales_invoice?",
        ),
        (
            "serial-order",
            "order serial",
            "reference_patterns.sales_invoice: expected one of order, serial-order, order-serial, number,",
        ),
        ('"serial-order"', "1", "reference_patterns.sales_invoice: expected one of order, serial-order,"),
        ('"Kelp"', '"Kelp', "The file is not valid TOML: Illegal character '\\n' (at line 2, column 13)"),
        ("[accounts]", "[[accounts]]", "accounts: expected a table [accounts], found [{"),
        ('name = "Kelp"', 'name = "Kelp"\ncountry = "NZL"', "country: expected a country such as NZ, or a part of one"),
        ('name = "Kelp"', 'name = "Kelp"\nholidays = [2026-04-03, "x"]', "holidays: expected a list of days such as"),
        (
            "[accounts]",
            '[people]\nreviewer = ["ann", ""]\n[accounts]',
            "people.reviewer: expected up to 1,000 names as they sign in",
        ),
    ],
)
def test_wrong_setting_is_named(old: str, new: str, message: str) -> None:
    assert old in WHOLE
    with pytest.raises(BadSettings) as caught:
        read_organisation(WHOLE.replace(old, new, 1).encode())
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (r"Kestrel &\u202e Finch \u0007 Ltd", "Kestrel & Finch Ltd"),
        (r"Kestrel\n\tFinch ", "Kestrel Finch"),
        (r"U\u0308bersee & *Finch*", "Übersee & *Finch*"),
    ],
)
def test_the_name_of_an_organisation_is_cleaned(written: str, name: str) -> None:
    organisation = read_organisation(f'name = "{written}"\n'.encode())
    assert organisation.settings.name == name
    assert organisation.tables["settings"]["name"].to_pylist() == [name]


@pytest.mark.parametrize("written", ["x" * 5000, r"Kelp\u200e", r"\u3164", r"\n"])
def test_a_name_that_cannot_be_read_is_refused(written: str) -> None:
    with pytest.raises(BadSettings, match=NAME):
        read_organisation(f'name = "{written}"\n'.encode())


def test_a_name_that_landed_before_it_was_cleaned_is_the_same_organisation() -> None:
    cleaned = read_organisation(b'name = "Kelp \\u0007 & U\\u0308bersee"\n').settings
    check_settings(cleaned, Settings(name="Kelp \a &  U\u0308bersee"))
    assert is_alike("U\u0308bersee Ltd", "Übersee Limited")


def test_all_wrong_settings_are_named_at_once_in_the_order_of_the_file() -> None:
    wrong = WHOLE.replace("50.5", '"lots"').replace("uses_pos", "use_pos").replace('"K-"', "7")
    with pytest.raises(BadSettings) as caught:
        read_organisation(wrong.encode())
    assert [line.split(":")[0] for line in str(caught.value).splitlines()] == [
        "use_pos",
        "materiality",
        "reference_prefixes.sales_order",
    ]


def test_public_holidays_of_a_country_land_next_to_the_organisations_own() -> None:
    text = 'name = "Kelp"\ncountry = "GB-ENG"\nholidays = [2026-04-02]\n'
    settings = read_organisation(text.encode()).settings
    rows = build_holidays(settings, "2026-03")["settings_holidays"].to_pylist()
    named = {row["day"]: row["name"] for row in rows}
    assert named[date(2026, 4, 2)] is None
    assert named[date(2026, 4, 3)] == "Good Friday"
    assert date(2026, 8, 31) in named  # not a holiday of the whole United Kingdom
    assert {day.year for day in named} == {*range(2026, 2036)}


def test_without_a_country_only_the_organisations_own_holidays_land() -> None:
    settings = read_organisation(b'name = "Kelp"\nholidays = [2026-04-02]\n').settings
    assert build_holidays(settings, "2026-03")["settings_holidays"].num_rows == 1


@pytest.mark.parametrize("place", ["NZ", "AU-VIC", "AU-NSW Western", "DE-BY", "US"])
def test_every_place_that_is_listed_has_holidays(place: str) -> None:
    assert find_public_holidays(place, "2026-03")
    assert place in list_places()
