"""Periodic inventory over several months: an entry that does not belong on the stock account stays until reversed."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.bridge.slips import Row, accounts, ledger, line, valuation
from tests.given.landings import adjustment, landing, settings
from tests.reports.golden import BEFORE, END, INSIDE, Ask

FEBRUARY, MARCH = "2026-02", "2026-03"


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    ask = Ask(tmp_path)
    ask.land(settings(FEBRUARY, inventory_method="periodic"), accounts())
    ask.land(valuation(100, "2026-01"), ledger(period="2026-01", inventory=100))
    return ask


def journal(reference: str, net: object, on: date) -> list[Row]:
    net = Decimal(str(net))
    return [line("inventory", reference, net, on, "journal"), line("cogs", reference, -net, on, "journal")]


def leg(ask: Ask, period: str) -> dict[str, Decimal]:
    return {row["cause_id"]: row["amount"] for row in ask("bridge", period=period) if row["amount"]}


def found(ask: Ask, period: str) -> list[tuple[str, str, str, Decimal]]:
    rows = ask("findings", period=period)
    return sorted((row["cause_id"], row["doc_type"], row["ref"], row["amount"]) for row in rows)


def february(ask: Ask, *extra: Row, count: object = 30) -> None:
    """Raise the valuation from 100 to 130, and sync an adjustment that should not be synced."""
    old = {"created_date": BEFORE, "move_date": BEFORE, "acct_date": BEFORE}
    ask.land(landing("stock_adjustments", [adjustment("A-1", **old)], FEBRUARY), valuation(130, FEBRUARY))
    ask.land(ledger(*journal("Count", count, BEFORE), *extra, period=FEBRUARY, inventory=100))


def test_a_synced_journal_is_found_once_and_stays_on_the_leg(ask: Ask) -> None:
    february(ask, *journal("A-1", 8, BEFORE))
    assert leg(ask, FEBRUARY) == {"A09": Decimal(-8)}
    assert found(ask, FEBRUARY) == [("A09", "ADJ", "A-1", Decimal(8))]
    ask.land(valuation(150), ledger(*journal("Count", 20, END), inventory=138))
    assert leg(ask, MARCH) == {"A09": Decimal(-8)}
    assert found(ask, MARCH) == []


def test_a_reversal_takes_it_off_the_leg(ask: Ask) -> None:
    february(ask, *journal("A-1", 8, BEFORE))
    lines = [*journal("A-1", -8, INSIDE), *journal("Count", 20, END)]
    ask.land(valuation(150), ledger(*lines, inventory=138))
    assert leg(ask, MARCH) == {}
    assert found(ask, MARCH) == []


def test_a_count_to_the_valuation_takes_it_up(ask: Ask) -> None:
    february(ask, *journal("A-1", 8, BEFORE), count=22)
    assert leg(ask, FEBRUARY) == {}
    ask.land(valuation(150), ledger(*journal("Count", 20, END), inventory=130))
    assert leg(ask, MARCH) == {}


def test_cogs_and_its_reversal_a_month_later(ask: Ask) -> None:
    cogs = {"doc_type": "SO", "order_ref": "S-1", "ref_key": "S-1", "acct_date": BEFORE, "cogs": 12}
    ask.land(landing("cogs_entries", [cogs], FEBRUARY))
    february(ask, *journal("Cost of sales Feb", -12, BEFORE))
    assert (leg(ask, FEBRUARY), found(ask, FEBRUARY)) == (
        {"A09": Decimal(12)},
        [("A09", "COGS", "COGS-2026-02", Decimal(12))],
    )
    lines = [*journal("Reversal: cost of sales Feb", 12, INSIDE), *journal("Count", 20, END)]
    ask.land(valuation(150), ledger(*lines, inventory=118))
    assert (leg(ask, MARCH), found(ask, MARCH)) == ({}, [])


def test_a_stale_count_is_one_finding_and_stays_until_the_valuation_is_booked(ask: Ask) -> None:
    february(ask, count=25)
    assert (leg(ask, FEBRUARY), found(ask, FEBRUARY)) == ({"G10": Decimal(5)}, [("G10", "GL", "Count", Decimal(5))])
    ask.land(valuation(150), ledger(*journal("Count", 20, END), inventory=125))
    assert (leg(ask, MARCH), found(ask, MARCH)) == ({"G10": Decimal(5)}, [])
    ask.land(ledger(*journal("Count", 25, END), inventory=125))
    assert (leg(ask, MARCH), found(ask, MARCH)) == ({}, [])
