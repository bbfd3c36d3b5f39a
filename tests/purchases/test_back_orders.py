"""Back orders under the number of their order, and supplier credits without goods."""

from decimal import Decimal

import pytest

from tests.bridge.slips import accounts, ledger, reconciliation, valuation
from tests.given.landings import landing, purchase, supplier_credit
from tests.purchases.orders import causes, listed, on_stock, unexplained
from tests.reports.golden import Ask


@pytest.mark.parametrize(("moved", "open_amount"), [(0, 50), (-2, 30)])
def test_a_supplier_credit_without_its_goods_is_named(ask: Ask, moved: int, open_amount: int) -> None:
    credit = landing("purchase_documents", [supplier_credit("SCR-1", qty_moved=moved)])
    entry = {**listed("SCR-1", 0), "section": "supplier_credit_notes", "credit": Decimal(50), "debit": None}
    books = *reconciliation(0, -50, entry), ledger(on_stock(-50, "X | SCR-1", kind="bill_credit"))
    found = ask("findings", accounts(), credit, *books, valuation(open_amount - 50))
    assert [(row["cause_id"], row["leg1_amount"]) for row in found] == [("P20", Decimal(open_amount))]


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("PO-1-A", {"PO-1-A": ("P02", Decimal(50))}),
        ("PO-1-A-A", {"PO-1-A-A": ("P02", Decimal(50))}),
        ("PO-2", {"PO-2": ("P24", Decimal(50))}),
    ],
)
def test_a_back_order_shares_the_number_of_its_order(ask: Ask, second: str, expected: dict[str, object]) -> None:
    same = {"supplier_inv_no": "SI-1"}
    orders = [purchase("PO-1", **same), purchase(second, **same, move_date=None, qty_moved=0)]
    bills = [on_stock(50, f"SI-1 | {ref}") for ref in ("PO-1", second)]
    books = *reconciliation(0, 100, listed("PO-1"), listed(second)), ledger(*bills), valuation(50)
    assert causes(ask, accounts(), landing("purchase_documents", orders), *books) == expected
    twice = {row["order_ref"]: row["ps8"] for row in ask("purchases_and_credits")}
    assert set(twice.values()) == {"Y" if second == "PO-2" else "N"}


@pytest.mark.parametrize(
    ("listed_value", "billed_value", "expected", "due"),
    [
        (60, 60, {("P25", "PO-1-A", Decimal(40), Decimal(0))}, {"PO-1-A"}),
        (60, 100, {("P25", "PO-1-A", Decimal(40), Decimal(0)), ("P09", "PO-1", Decimal(0), Decimal(-40))}, set()),
        (100, 100, set(), set()),
    ],
)
def test_a_back_order_that_inherited_imported(
    ask: Ask, listed_value: int, billed_value: int, expected: set[object], due: set[str]
) -> None:
    """Receive PO-1 of 60.00 and its back order of 40.00. The bill for the original may include both."""
    orders = [
        purchase("PO-1", purchases_total=60, total_incl=72),
        purchase("PO-1-A", purchases_total=40, total_incl=48, acct_date=None, supplier_inv_no=None),
    ]
    books = *reconciliation(0, listed_value, listed("PO-1", listed_value)), ledger(on_stock(billed_value))
    found = ask("findings", accounts(), landing("purchase_documents", orders), *books, valuation(100))
    assert {(row["cause_id"], row["ref"], row["leg1_amount"], row["leg2_amount"]) for row in found} == expected
    assert unexplained(ask) == {0}
    assert {row["ref"] for row in ask("accruals")} == due
