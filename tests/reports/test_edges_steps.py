"""The checklist at the limits of its rules (checklist.md#checklist)."""

from pathlib import Path

import pytest

from close.store.warehouse import Landing
from tests.given.landings import adjustment, credit, landing, purchase, sale, settings, supplier_credit
from tests.reports.golden import AFTER, BEFORE, INSIDE, Ask

NOTHING_RECONCILED = landing("stock_reconciliation_balances", [{"opening": 0, "closing": 0}])


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    return Ask(tmp_path)


def steps(ask: Ask, *landings: Landing, period: str = "2026-03") -> dict[str, set[str]]:
    """Return the exceptions for each step."""
    found: dict[str, set[str]] = {}
    for row in ask("step_exceptions", *landings, period=period):
        found.setdefault(row["step"], set()).add(row["ref"])
    return found


def entry(section: str, ref: str) -> dict[str, object]:
    return {"section": section, "section_label": section, "reference": ref, "ref_key": ref, "entry_date": INSIDE}


def test_sound_documents_stop_nothing(ask: Ask) -> None:
    sound = [
        landing("sales_documents", [sale("S-1"), credit("C-1")]),
        landing("purchase_documents", [purchase("PO-1"), supplier_credit("V-1")]),
        landing("stock_adjustments", [adjustment("A-1")]),
        landing("stock_reconciliation_entries", [entry("stock_adjustments", "A-1")]),
        landing("cogs_entries", [{"doc_type": "SO", "order_ref": "S-1", "ref_key": "S-1", "cogs": 6}]),
        landing("payments", [{"ref_key": "S-1", "payment_date": INSIDE, "batch_reference": "B-1"}]),
    ]
    assert steps(ask, *sound) == {}
    states = {row["step"]: row["state"] for row in ask("checklist")}
    assert {state for step, state in states.items() if step not in {"SY2", "SY3", "SY6"}} == {"proven"}


def test_sales(ask: Ask) -> None:
    rows = [
        sale("S-1", acct_date=None),
        sale("S-2", qty_moved=3),
        sale("S-3", status="ERROR"),
        sale("S-4", status=None),  # blank is not imported
        sale("S-5", status="DO_NOT_IMPORT"),  # without a batch
        sale("S-6", status="DO_NOT_IMPORT", payment_batch_ref="B-1"),
        sale("S-7", sales_incl=0, sales=0, status="NOT_IMPORTED"),  # zero total: cannot sync
        sale("S-8", cost=None),
        sale(
            "S-9", acct_date=AFTER, status="NOT_IMPORTED"
        ),  # dated after the month end: straddles, but is not an exception
        credit("C-1", sales_reference=None, status="NOT_IMPORTED"),
        credit("C-2", move_date=None),
    ]
    found = steps(ask, landing("sales_documents", rows))
    assert found["CH1"] == {"S-1", "S-2", "S-3", "S-4", "S-7"}
    assert found["CH2"] == {"C-1", "C-2"}
    assert found["SY1"] == {"S-4"}
    assert found["SY4"] == {"S-3"}
    assert found["SY5"] == {"S-3", "S-4", "S-5", "S-7", "S-8", "C-1"}


def test_a_third_party_poster_excludes_without_a_batch(ask: Ask) -> None:
    sales = landing("sales_documents", [sale("S-1", status="DO_NOT_IMPORT")], "2026-03")
    assert steps(ask, sales) == {"SY5": {"S-1"}}
    posted = settings("2026-03", third_party_sales_poster=True)
    assert steps(ask, posted) == {}
    (row,) = ask("sales_and_credits")
    assert row["sc6"] == "N"


def test_purchases(ask: Ask) -> None:
    rows = [
        purchase("PO-1", qty_moved=7),  # more than was ordered
        purchase("PO-2", qty_moved=2, move_date=None, acct_date=None, status="NOT_IMPORTED"),  # some of it was received
        purchase("PO-3", qty_moved=0, move_date=None, acct_date=None, status="NOT_IMPORTED"),
        purchase("PO-4", supplier_inv_no=None, status="NOT_IMPORTED"),  # cannot sync
        purchase("PO-5", status="NOT_IMPORTED"),
        purchase("PO-6", landing_costs=9),  # not among the additional costs
        purchase("PO-7", po_status="Draft", acct_date=None),
        purchase("PO-8", is_void=True, acct_date=None),
        supplier_credit("V-1", supplier_inv_no=None),
        supplier_credit("V-2", total_incl=0, status="NOT_IMPORTED"),  # zero total: cannot sync
    ]
    found = steps(ask, landing("purchase_documents", rows), NOTHING_RECONCILED)
    assert found == {
        "CH3": {"PO-1", "PO-2", "PO-4"},
        "X2": {"PO-1", "PO-2"},
        "CH4": {"V-1"},
        "SY1": {"PO-5", "PO-6"},
    }
    landed = landing("stock_reconciliation_entries", [entry("additional_costs", "PO-6")])
    assert steps(ask, landed)["SY1"] == {"PO-5"}
    over = {row["order_ref"] for row in ask("purchases_and_credits") if row["ps9"] == "Y"}
    assert over == {"PO-1"}


def test_a_report_without_an_accounting_status(ask: Ask) -> None:
    """Treat documents in the Stock on Hand Reconciliation as imported and all others as not. Neither is an error."""
    rows = [purchase("PO-1", status=None), purchase("PO-2", status=None), supplier_credit("V-1", status=None)]
    held = landing("stock_reconciliation_entries", [entry("purchase_orders", "PO-1")])
    found = steps(ask, landing("purchase_documents", rows, absent=("status",)), held)
    assert found == {"SY1": {"PO-2", "V-1"}}


def test_adjustments(ask: Ask) -> None:
    rows = [
        adjustment("A-1"),
        adjustment("A-2", total=0),  # zero total: cannot sync
        adjustment("A-3", acct_date=AFTER),
        adjustment("A-4", is_auto=True, move_date=None, acct_date=None),
        adjustment("A-5", is_auto=True, move_date=None, acct_date=None, created_date=AFTER),
        adjustment("A-6", is_auto=True),
    ]
    assert steps(ask, landing("stock_adjustments", rows)) == {"X1": {"A-4"}}  # the reconciled amount is unknown
    assert steps(ask, NOTHING_RECONCILED) == {"SY1": {"A-1", "A-6"}, "X1": {"A-4"}}
    assert "SY1" not in steps(ask, settings("2026-03", inventory_method="periodic"))


def test_registers_and_batches(ask: Ask) -> None:
    prefixes = settings("2026-03")
    sales = [sale(ref, status="NOT_IMPORTED", acct_date=None) for ref in ("T-1", "T-2", "W-1", "W-2", "S-1")]
    paid = [
        {"ref_key": "T-1", "source": "POS", "payment_date": INSIDE},
        {"ref_key": "T-2", "source": "POS", "payment_date": INSIDE, "batch_reference": "B-1"},
        {"ref_key": "W-1", "source": "Web store", "payment_date": BEFORE},
        {"ref_key": "W-2", "source": "Web store", "payment_date": AFTER},
        {"ref_key": "S-1", "source": "Backend", "payment_date": INSIDE},
    ]
    found = steps(ask, prefixes, landing("sales_documents", sales), landing("payments", paid))
    assert found["CL1"] == {"T-1", "T-2"}  # paid without a batch; moved, not dated
    assert found["CL2"] == {"W-1"}  # the other was paid after the month end
    (late,) = [row for row in ask("step_exceptions") if row["step"] == "CL2"]
    assert "too_old_to_batch" in late["reason_code"].split(";")


@pytest.mark.parametrize(
    ("told", "idle"),
    [
        ({"uses_pos": False}, {"CL1", "X1"}),
        ({"uses_ecommerce": False}, {"CL2"}),
        ({"batches_sales": False}, {"CL2"}),
        ({"upload_state": "authorised"}, {"SY2"}),
        ({"package": "quickbooks"}, {"SY2"}),
        ({"package": "none"}, {"SY1", "SY2", "SY3", "SY4", "SY6"}),
        ({"inventory_method": "periodic"}, {"SY6"}),
    ],
)
def test_steps_that_are_not_for_this_company(ask: Ask, told: dict[str, object], idle: set[str]) -> None:
    rows = ask("checklist", settings("2026-03", **told))
    assert {row["step"] for row in rows if row["applicable"] == "N"} == idle
    assert {row["state"] for row in rows if row["applicable"] == "N"} == {"not_applicable"}


def test_an_automatic_adjustment_may_be_in_the_list_that_is_missing(ask: Ask) -> None:
    told = settings("2026-03", uses_pos=False)
    rows = {row["step"]: row for row in ask("checklist", told, landing("sales_documents", [sale("S-1")]))}
    assert (rows["X1"]["state"], rows["X1"]["unmet_code"]) == ("cannot_tell", "not_landed|stock_adjustments")
    rows = {row["step"]: row for row in ask("checklist", landing("stock_adjustments", [adjustment("A-1")]))}
    assert rows["X1"]["state"] == "not_applicable"
