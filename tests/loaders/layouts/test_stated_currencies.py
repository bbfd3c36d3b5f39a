"""A currency or scale that a report states only above or below its rows has to be that of the books."""

import pytest

from close.errors import Refused
from close.store.warehouse import Settings
from loaders import read
from loaders.cells.currencies import ScaledAmounts
from loaders.cells.stated_currencies import OtherReportCurrency, find_currencies
from loaders.intake.exports import Folder
from loaders.intake.organisation import Organisation
from tests.loaders.ledger.golden import text

XERO = text("xero/transactions.csv")
NAME = "Teal Harbour Supplies Pty Ltd"


def make_folder(currency: str) -> Folder:
    settings = Settings(name=NAME, date_order="day-first", currency=currency)
    return Folder(Organisation(settings, "2027-05", {}))


def land(line: str, currency: str = "AUD", *, below: bool = False) -> list[str]:
    """Land the sample with a line above its headers, or below its rows, and return its remarks on the currency."""
    content = XERO + f'"{line}"\r\n' if below else XERO.replace("\r\n,,,", f'\r\n"{line}",,,,,,,,\r\n,,,', 1)
    assert line in content
    found = read("a.csv", content.encode(), folder=make_folder(currency))
    assert len(found.landing.tables["ledger_entries"])
    return [check.detail for check in found.card.checks if check.label == "Currency"]


@pytest.mark.parametrize(
    "line",
    [
        "Currency: USD", "All amounts in US Dollars", "Reporting currency - New Zealand Dollar", "(GBP)", "in euros",
        "Account Transactions - USD", "All figures are shown in £", "Currency: AUD, USD", "Converted from AUD to NZD",
        "Montants en euros", "Alle Beträge in EUR",
    ],
)  # fmt: skip
@pytest.mark.parametrize("below", [False, True])
def test_a_foreign_report_is_refused(line: str, below: bool) -> None:
    with pytest.raises(OtherReportCurrency) as caught:
        land(line, below=below)
    assert f'("{line}") states that the amounts are not in AUD. Run the report in the currency' in str(caught.value)
    assert str(caught.value).startswith("Line 47" if below else "Line 4")


@pytest.mark.parametrize(
    "line",
    [
        "Amounts in AUD thousands", "Expressed in $'000", "In millions", "Rounded to the nearest thousand", "AUD 000s",
        "Figures in A$k", "(000s)", "Beträge in Tausend AUD",
    ],
)  # fmt: skip
def test_a_report_in_thousands_is_refused(line: str) -> None:
    with pytest.raises(ScaledAmounts, match="states that the amounts are in thousands or millions"):
        land(line)


@pytest.mark.parametrize(
    "line",
    [
        "Currency: AUD", "All amounts in Australian dollars", "Amounts in $", "AUD - Australian Dollar",
        "Currency: All", "Foreign Currency Gains", "Filter: Customer contains Dollar Tree", "3000 Thousand Oaks Road",
        "Rounded to the nearest dollar", "All accounts",
    ],
)  # fmt: skip
def test_other_lines_make_no_difference(line: str) -> None:
    assert land(line) == []


def test_a_stated_currency_is_remarked_if_that_of_the_books_is_unknown() -> None:
    assert land("Currency: USD", currency="") == [
        'the file states "Currency: USD", and the settings do not state the currency of the books'
    ]


def test_names_of_accounts_and_of_the_organisation_state_no_currency() -> None:
    assert find_currencies("Account: Wise USD") == []
    named = Folder(Organisation(Settings(name="Drafting CAD", currency="AUD", date_order="day-first"), "2027-05", {}))
    assert read("a.csv", XERO.replace(NAME, "Drafting CAD").encode(), folder=named).landing.tables


@pytest.mark.parametrize("header", ["Debit ($'000)", "Debit USD 000"])
def test_scaled_headers_are_refused(header: str) -> None:
    with pytest.raises(Refused):
        read("a.csv", XERO.replace(",Debit,", f",{header},").encode(), folder=make_folder("AUD"))
