"""The currency of the books is the one whose orders have an exchange rate of 1, as Omni's API states it."""

from decimal import Decimal
from pathlib import Path

from tests.given.landings import landing, sale
from tests.reports.golden import Ask


def test_the_currency_at_a_rate_of_one_is_proposed(tmp_path: Path) -> None:
    home = [sale(f"S-{n}", currency="NZD", fx_rate=1) for n in range(3)]
    abroad = [sale(f"S-{n}", currency="USD", fx_rate=Decimal("1.62")) for n in range(3, 10)]
    rows = Ask(tmp_path)("proposed_settings", landing("sales_documents", [*home, *abroad]))
    found = [(row["value"], row["state"]) for row in rows if row["setting"] == "currency"]
    assert found == [("NZD", "proposed")]
