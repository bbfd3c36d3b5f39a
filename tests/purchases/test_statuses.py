"""The accounting status of a purchase: from the report, the reconciliation or the API's list, in this order."""

from close.store.warehouse import Landing
from tests.bridge.slips import Row, reconciliation
from tests.given.landings import landing, leave_out, purchase, supplier_credit
from tests.purchases.orders import listed
from tests.reports.golden import Ask


def stated(ref: str, status: str | None, period: str = "2026-03") -> Landing:
    return landing("purchase_statuses", [{"order_ref": ref, "ref_key": ref, "status": status}], period, f"{ref}.json")


def statuses(ask: Ask, *landings: Landing) -> dict[str, str]:
    return {row["order_ref"]: row["status"] for row in ask("purchases_and_credits", *landings)}


def report(*rows: Row) -> Landing:
    return landing("purchase_documents", rows, absent=("status",))


def test_a_status_that_the_report_lacks_comes_from_the_api(ask: Ask) -> None:
    orders = [purchase(f"PO-{number}", status=None) for number in range(1, 5)]
    lists = stated("PO-1", "ERROR"), stated("PO-2", "IMPORTED", "2026-02"), stated("PO-3", None)
    found = statuses(ask, report(*orders), *reconciliation(0, 0), *lists)
    assert found == {"PO-1": "ERROR", "PO-2": "IMPORTED", "PO-3": "NOT_IMPORTED", "PO-4": "NOT_IMPORTED"}


def test_the_report_and_the_reconciliation_know_better_than_an_older_list(ask: Ask) -> None:
    orders = [
        purchase("PO-1", status=None),
        purchase("PO-2", status="DO_NOT_IMPORT"),
        supplier_credit("PO-3", status=None),
    ]
    lists = stated("PO-1", "NOT_IMPORTED", "2026-02"), stated("PO-2", "IMPORTED"), stated("PO-3", "IMPORTED")
    found = statuses(ask, report(*orders), *reconciliation(0, 50, listed("PO-1")), *lists)
    assert found == {"PO-1": "IMPORTED", "PO-2": "DO_NOT_IMPORT", "PO-3": "NOT_IMPORTED"}


def test_an_unreadable_status_is_not_that_of_an_order_outside_the_ledger(ask: Ask) -> None:
    orders = [purchase(f"PO-{number}", status=None) for number in (1, 2)]
    lines = [{"order_ref": row["order_ref"], "ref_key": row["ref_key"], "status": "IMPORTED"} for row in orders]
    whole = landing("purchase_statuses", lines)
    assert statuses(ask, report(*orders), leave_out(whole, 2)) == {"PO-2": "IMPORTED"}
    assert [row["ref"] for row in ask("unsynced")] == []
    steps = {row["step"]: row["unmet_code"] for row in ask("step_proof")}
    assert steps["CH3"] == "rows_unreadable|purchase_statuses|2026-03|1"
    assert statuses(ask, whole) == {"PO-1": "IMPORTED", "PO-2": "IMPORTED"}
    assert {row["step"]: row["unmet_code"] for row in ask("step_proof")}["CH3"] is None
