"""Causes of one kind of purchase document: a supplier credit that was never uploaded, a bill in dollars."""

from decimal import Decimal

from tests.bridge.slips import accounts, ledger, line, reconciliation, valuation
from tests.given.landings import landing, purchase, settings, supplier_credit
from tests.reports.golden import INSIDE, Ask


def test_a_bill_at_another_exchange_rate(ask: Ask) -> None:
    order = landing("purchase_documents", [purchase("PO-1", currency="USD")])
    listed = {
        "section": "purchase_orders",
        "reference": "PO-1",
        "ref_key": "PO-1",
        "entry_date": INSIDE,
        "debit": Decimal(50),
    }
    bill = (
        line("inventory", "INV PO-1 | PO-1", Decimal("52.40"), INSIDE),
        line("payable", "INV PO-1 | PO-1", Decimal("-52.40"), INSIDE),
    )
    given = [settings(currency="GBP"), accounts(), order, *reconciliation(0, 50, listed), ledger(*bill), valuation(50)]
    findings = ask("findings", *given)
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in findings] == [("P08", "PO-1", Decimal("2.40"))]


def test_a_supplier_credit_that_was_never_uploaded(ask: Ask) -> None:
    credit = landing("purchase_documents", [supplier_credit("SCN-1", status="NOT_IMPORTED")])
    given = [accounts(), credit, *reconciliation(0, 0), ledger(), valuation(-50)]
    findings = ask("findings", *given)
    assert [(row["cause_id"], row["ref"], row["amount"]) for row in findings] == [("G04", "SCN-1", Decimal(50))]
