"""Stock movements date part deliveries exactly, and only if they add up to what the document says."""

from datetime import date
from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.given.landings import Row, credit, landing, purchase, sale, supplier_credit
from tests.movements.steps import APRIL, MARCH, move, movements
from tests.reports.golden import Ask

OPEN = {"move_date": None, "acct_date": None, "status": "NOT_IMPORTED"}
TEN = {"qty_ordered": 10, "sales": 200, "sales_incl": 230, "cost": 100}
TEN_BOUGHT = {"qty_ordered": 10, "purchases_total": 1000, "product_total": 1000, "total_incl": 1200}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def orders(*rows: Row) -> list[Landing]:
    """Return the reports of a month with these documents and no others."""
    sales, bought = (
        [r for r in rows if r["doc_type"] in ("SO", "CN")],
        [r for r in rows if r["doc_type"] in ("PO", "SCN")],
    )
    empty = ("stock_adjustments", "cogs_entries", "stock_reconciliation_entries", "ledger_entries")
    lists = [landing("sales_documents", sales), landing("purchase_documents", bought)]
    return [*lists, *(landing(name, []) for name in empty)]


def effects(ask: Ask) -> dict[str, tuple[str, float, str]]:
    return {row["ref"]: (row["cause_id"], row["leg1_amount"], row["kind"]) for row in ask("findings")}


PARTS = [
    # Exported on 4 April with 6 of 10 units gone, of which 4 had gone by the month end.
    (sale("X-1", qty_moved=6, **TEN, **OPEN), -1, [4, 2], ("S04", -40, "error")),
    (sale("X-1", qty_moved=6, move_date=None, **TEN), -1, [4, 2], ("S04", -40, "error")),
    # All had gone by the day of the export.
    (sale("X-1", qty_moved=10, **{**TEN, **OPEN, "move_date": APRIL}), -1, [4, 6], ("S01", -40, "timing")),
    (
        sale("X-1", qty_moved=10, **{**TEN, **OPEN, "move_date": APRIL, "acct_date": APRIL}),
        -1, [4, 6], ("S03", -40, "timing"),
    ),
    (purchase("X-1", qty_moved=6, **TEN_BOUGHT, **OPEN), 1, [4, 2], ("P04", 400, "error")),
    (purchase("X-1", qty_moved=10, **{**TEN_BOUGHT, **OPEN, "move_date": APRIL}), 1, [4, 6], ("P01", 400, "timing")),
    (
        purchase("X-1", qty_moved=10, **{**TEN_BOUGHT, "move_date": APRIL, "acct_date": APRIL}),
        1, [4, 6], ("P03", 400, "timing"),
    ),
    (
        credit("X-1", qty_ordered=-5, qty_moved=-5, cost=-50, **{**OPEN, "move_date": APRIL}),
        1, [2, 3], ("C01", 20, "timing"),
    ),
    (
        supplier_credit("X-1", qty_moved=-5, **{**OPEN, "move_date": APRIL}),
        -1, [2, 3], ("P19", -20, "timing"),
    ),
]  # fmt: skip


def test_units_count_from_the_day_they_moved(ask: Ask) -> None:
    rows, steps = [], []
    for n, (row, sign, parts, _) in enumerate(PARTS, 1):
        rows.append({name: f"INV X-{n}" if cell == "INV X-1" else cell for name, cell in row.items()})
        rows[-1] |= {"order_ref": f"X-{n}", "ref_key": f"X-{n}"}
        steps += [move(f"X-{n}", sign * units, on) for units, on in zip(parts, (MARCH, APRIL), strict=True)]
    ask.land(*orders(*rows), movements(*steps))
    assert effects(ask) == {f"X-{n}": expected for n, (*_, expected) in enumerate(PARTS, 1)}


UNPROVEN = [
    [move("X-1", -4), move("X-1", -1, APRIL)],  # another branch is not in the list
    [move("X-1", -4), move("X-1", -2, None)],  # no date
    [move("X-1", 4), move("X-1", 2, APRIL)],  # the wrong way
    [move("X-2", -6)],
    [],
]


@pytest.mark.parametrize("steps", UNPROVEN)
def test_movements_that_do_not_add_up_change_no_answer(ask: Ask, steps: list[Row]) -> None:
    row = sale("X-1", qty_moved=6, **TEN, **OPEN)
    before = [ask("findings", *orders(row)), ask("accruals")]
    assert [ask("findings", movements(*steps)), ask("accruals")] == before
    assert effects(ask)["X-1"][1] == -60


def test_a_blank_quantity_proves_nothing(ask: Ask) -> None:
    blank = {**move("X-1", 0, APRIL), "units": None}
    ask.land(*orders(sale("X-1", qty_moved=6, **TEN, **OPEN)), movements(move("X-1", -6), blank))
    assert effects(ask)["X-1"][1] == -60
    assert [row["conflict_code"] for row in ask("movement_conflicts")] == ["movement_undated"]


def test_accruals_follow_the_units_that_had_moved(ask: Ask) -> None:
    rows = [sale("S-1", qty_moved=6, **TEN, **OPEN), purchase("B-1", qty_moved=6, **TEN_BOUGHT, **OPEN)]
    steps = [move("S-1", -4), move("S-1", -2, APRIL), move("B-1", 5), move("B-1", 1, APRIL)]
    ask.land(*orders(*rows), movements(*steps))
    amounts = {(row["ref"], row["role"]): row["debit"] - row["credit"] for row in ask("accruals")}
    assert amounts[("S-1", "revenue")] == -80
    assert amounts[("S-1", "cogs")] == 40
    assert amounts[("B-1", "payable")] == -500


def test_units_that_all_moved_later_have_not_moved(ask: Ask) -> None:
    rows = orders(sale("S-1", qty_moved=6, move_date=None, **TEN))
    ask.land(*rows, movements(move("S-1", -6, APRIL)))
    assert effects(ask) == {"S-1": ("S02", 0, "timing")}


def test_a_part_of_the_month_before_is_overdue(ask: Ask) -> None:
    """The movements of a part come from the list of its own month."""
    row = sale("S-1", qty_moved=10, **{**TEN, **OPEN, "move_date": APRIL})
    february = movements(move("S-1", -4, date(2026, 2, 20)), period="2026-02")
    ask.land(*orders(row), february, movements(move("S-1", -6, APRIL)))
    assert effects(ask) == {"S-1": ("S01", -40, "overdue")}


def test_the_next_months_own_list_replaces_its_first_days(ask: Ask) -> None:
    """The movement of 2 April was redated to 6 April after the list of March had been exported."""
    row = sale("S-1", qty_moved=6, **TEN, **OPEN)
    april = movements(move("S-1", -2, date(2026, 4, 6)), period="2026-04")
    ask.land(*orders(row), movements(move("S-1", -4), move("S-1", -2, APRIL)), april)
    assert effects(ask)["S-1"][1] == -40
    ask.land(landing("sales_documents", [row], "2026-04"))
    assert [row["leg1_amount"] for row in ask("findings", period="2026-04")] == [-60]
    assert ask("movement_conflicts", period="2026-04") == []


def test_lines_give_the_cost_of_the_units_that_had_moved(ask: Ask) -> None:
    lines = [{"order_ref": "S-1", "ref_key": "S-1", "qty": 10, "qty_moved": 6, "unit_cost": 15}]
    steps = movements(move("S-1", -4), move("S-1", -2, APRIL))
    ask.land(*orders(sale("S-1", qty_moved=6, **TEN, **OPEN)), landing("order_lines", lines), steps)
    assert effects(ask)["S-1"][1] == -60
