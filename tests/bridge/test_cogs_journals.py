"""The COGS journal among the journals between inventory and cost of sales, and the COGS it lacks on any day."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.bridge.slips import Row, accounts, ledger, line, lists, reconciliation
from tests.given.landings import landing, sale, settings
from tests.reports.golden import BEFORE, END, INSIDE, Ask

LATE = date(2026, 3, 20)


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    ask = Ask(tmp_path)
    ask.land(accounts())
    return ask


def breakdown(*costs: object, period: str = "2026-03", name: str = "", on: date = INSIDE) -> Landing:
    """Return a COGS Breakdown of orders S-1, S-2, ... None leaves an order out."""
    columns = {"doc_type": "SO", "acct_date": on, "status": "IMPORTED"}
    rows = [
        {**columns, "order_ref": f"S-{n}", "ref_key": f"S-{n}", "cogs": cost}
        for n, cost in enumerate(costs, 1)
        if cost is not None
    ]
    return landing("cogs_entries", rows, period, name)


def journal(text: str, cost: object, on: date = END, reference: str = "", other: str = "cogs") -> list[Row]:
    """Return a journal that moves cost out of inventory. A blank cell has no text."""
    cost = Decimal(str(cost))
    rows = [line("inventory", reference, -cost, on, "journal"), line(other, reference, cost, on, "journal")]
    return [{**row, "reference": reference or None, "description": text or None} for row in rows]


def found(ask: Ask, *lines: Row, period: str = "2026-03", **sides: object) -> list[tuple[str, str, Decimal]]:
    rows = ask("findings", *lists(period), ledger(*lines, period=period, **sides), period=period)
    return sorted((row["cause_id"], row["ref"], row["leg2_amount"]) for row in rows if row["leg2_amount"])


def is_journal_right(ask: Ask, period: str = "2026-03") -> bool:
    (step,) = [row for row in ask("checklist", period=period) if row["step"] == "SY6"]
    return bool(step["exception_count"] == 0)


@pytest.mark.parametrize(
    "lines",
    [
        journal("COGS March 2026", 60, reference="#110"),
        journal("Kosten des Umsatzes", 60, reference="Monat 3"),
        journal("COGS", 40, INSIDE) + journal("Reversed: COGS", -40, LATE) + journal("COGS", 60),
        journal("", 40, INSIDE, "#90") + journal("", -40, LATE, "#91") + journal("", 60, END, "#92"),
        journal("COGS March", 60, other="adjustments"),  # its cost account does not have a role here
    ],
    ids=["named", "foreign", "synced again", "numbers alone", "account without a role"],
)
def test_the_cogs_journal_is_recognised_next_to_a_write_down(ask: Ask, lines: list[Row]) -> None:
    ask.land(breakdown(10, 50))
    assert found(ask, *lines, *journal("Slow stock", 25, LATE, "#210")) == [("G01", "#210", Decimal(25))]
    assert is_journal_right(ask)


def test_a_stale_journal_is_the_one_that_says_so(ask: Ask) -> None:
    ask.land(breakdown(10, 50))
    lines = [*journal("COGS March", 45, reference="#1"), *journal("Write-down to COGS", 15, reference="#2")]
    assert found(ask, *lines) == [("G01", "#2", Decimal(15)), ("S11", "COGS-2026-03", Decimal(-15))]
    assert not is_journal_right(ask)


def test_a_text_known_from_another_month_names_the_journal(ask: Ask) -> None:
    ask.land(breakdown(60, period="2026-02", on=BEFORE), breakdown(None, None, 50))
    ask.land(ledger(*journal("Umsatz Feb", 60, BEFORE), period="2026-02"))
    lines = [*journal("Umsatz Mar", 20), *journal("COGS of samples", 49)]
    assert found(ask, *lines, inventory=-60) == [
        ("G01", "COGS of samples", Decimal(49)),
        ("S11", "COGS-2026-03", Decimal(-30)),
    ]


@pytest.mark.parametrize("text", ["Slow stock", "Write-down to COGS"])
def test_a_write_down_before_the_journal_is_not_the_journal(text: str, ask: Ask) -> None:
    ask.land(breakdown(10, 50))
    assert found(ask, *journal(text, 5)) == [("G01", text, Decimal(5)), ("S11", "COGS-2026-03", Decimal(-60))]


def test_a_journal_of_the_first_days_is_stale(ask: Ask) -> None:
    ask.land(breakdown(10, 50))
    assert found(ask, *journal("COGS March 2026", 10, INSIDE)) == [("S11", "COGS-2026-03", Decimal(-50))]


def test_cogs_not_yet_in_the_books_is_one_amount_on_any_day(ask: Ask) -> None:
    ask.land(breakdown(60, name="a"), ledger())
    ask.land(breakdown(60, 40, name="b"))
    assert found(ask) == [("S11", "COGS-2026-03", Decimal(-100))]


def test_cogs_that_changes_once_the_month_is_locked_has_changed_after_the_close(ask: Ask) -> None:
    ask.land(breakdown(60, 40, name="a"), ledger(*journal("COGS", 100)))
    ask.land(settings("2026-03", lock_date=END), breakdown(60, 45, name="b"))
    assert found(ask, *journal("COGS", 100)) == [("S13", "S-2", Decimal(-5))]
    ask.land(settings("2026-03", lock_date=BEFORE))
    assert found(ask, *journal("COGS", 100)) == [("S11", "COGS-2026-03", Decimal(-5))]


def test_an_order_that_left_the_cogs_breakdown_has_no_cogs(ask: Ask) -> None:
    ask.land(breakdown(60, 40, name="a"))
    assert found(ask, *journal("COGS", 100)) == []
    ask.land(breakdown(60, None, name="b"))
    assert found(ask, *journal("COGS", 100)) == [("S11", "COGS-2026-03", Decimal(40))]
    assert not is_journal_right(ask)
    ask.land(breakdown(60, 40, 3, name="c"))
    assert found(ask, *journal("COGS", 100)) == [("S11", "COGS-2026-03", Decimal(-3))]


def test_an_order_voided_a_month_later_has_no_cogs(ask: Ask) -> None:
    old = {"created_date": BEFORE, "move_date": BEFORE, "acct_date": BEFORE}
    ask.land(breakdown(60, 40, period="2026-02", on=BEFORE))
    ask.land(ledger(*journal("COGS", 100, BEFORE), period="2026-02"))
    ask.land(breakdown(None, None, 5), landing("sales_documents", [sale("S-2", is_void=True, **old)]))
    assert found(ask, *journal("COGS", 5), inventory=-100) == [("S11", "COGS-2026-02", Decimal(40))]


@pytest.mark.parametrize(("omni", "wanted"), [(-120, []), (-100, [("G05", "2026-03", Decimal(20))])])
def test_a_journal_synced_again_after_the_export_moves_both_openings(
    ask: Ask, omni: int, wanted: list[tuple[str, str, Decimal]]
) -> None:
    """February's costs rise by 20 before it is locked, and no export lists the documents again."""
    ask.land(breakdown(60, 40, period="2026-02", on=BEFORE), *reconciliation(0, -100, period="2026-02"))
    ask.land(ledger(*journal("COGS", 100, BEFORE), period="2026-02"))
    ask.land(breakdown(None, None, 5), *reconciliation(omni, omni - 5))
    ask.land(*lists(), ledger(*journal("COGS", 5), inventory=-120))
    rows = ask("bridge")
    assert [("G05", "2026-03", row["amount"]) for row in rows if row["cause_id"] == "G05"] == wanted
    assert [row["amount"] for row in rows if row["leg"] == "sohr_to_gl" and row["cause_id"] == "unexplained"] == [0]


def with_each_sale(*costs: object) -> list[Row]:
    """Return entries that take the cost of S-1, S-2, ... out of inventory, each under the sale's reference."""
    pairs = [(f"S-{number}", Decimal(str(cost))) for number, cost in enumerate(costs, 1) if cost is not None]
    return [
        line(role, ref, net, INSIDE, "journal")
        for ref, cost in pairs
        for role, net in (("inventory", -cost), ("cogs", cost))
    ]


@pytest.mark.parametrize(("costs", "short"), [((10, 50), 0), ((10, None), 50), ((10, 48), 2)])
def test_a_ledger_that_posts_cost_with_each_sale_has_no_journal_to_miss(ask: Ask, costs: tuple, short: int) -> None:
    ask.land(breakdown(10, 50), landing("sales_documents", [sale("S-1", cost=10), sale("S-2", cost=50)]))
    rows = found(ask, *with_each_sale(*costs))
    assert rows == ([("S11", "COGS-2026-03", Decimal(-short))] if short else [])
    assert is_journal_right(ask) == (not short)
    (month,) = ask("cogs_by_month")
    assert (month["difference"], month["state_code"]) == (short, "sales_differ" if short else "agrees")
    ties = {row["tie_out"]: row["state_code"] for row in ask("tie_outs")}
    assert (ties["T5"], ties["T6"]) == ("fails" if short else "holds", "holds")


def test_an_entry_under_a_sale_is_not_the_cost_of_all_sales(ask: Ask) -> None:
    sales = [sale(f"S-{number}", cost=cost) for number, cost in enumerate((10, 50, 40), 1)]
    ask.land(breakdown(10, 50, 40), landing("sales_documents", sales))
    found(ask, *journal("COGS March", 100), *with_each_sale(7))
    (month,) = ask("cogs_by_month")
    assert (month["journal"], month["state_code"]) == (100, "agrees")


def test_a_filtered_cogs_breakdown_does_not_show_what_the_journal_should_be(ask: Ask) -> None:
    ask.land(breakdown(10, 50), landing("sales_documents", [sale(f"S-{number}") for number in range(1, 6)]))
    assert found(ask, *journal("COGS March 2026", 100)) == []
    unmet = {row["step"]: row["unmet_code"] for row in ask("step_proof")}
    assert unmet["SY5"] == unmet["SY6"] == "sales_not_in_cogs|2026-03|3"
    ask.land(breakdown(10, 50, 10, 20, 10))
    assert found(ask, *journal("COGS March 2026", 100)) == []
    assert is_journal_right(ask)
