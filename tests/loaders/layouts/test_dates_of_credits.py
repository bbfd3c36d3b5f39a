"""Reports that state the dates and numbers of credits in columns of their own, next to those of the orders."""

from close.store.warehouse import Settings
from loaders import read
from tests.loaders.exports import folder, rows_of

KELP = Settings(name="Kelp", date_order="day-first", prefixes={"supplier_credit_note": "SCR-", "credit_note": "KC-"})


def land(*lines: str) -> dict[str, tuple[str, ...]]:
    rows = rows_of(read("a.csv", "\n".join([*lines, ""]).encode(), folder=folder(KELP)).landing).to_pylist()
    columns = ("move_date", "acct_date", *(["supplier_inv_no"] if "supplier_inv_no" in rows[0] else []))
    return {row["order_ref"]: tuple(str(row[name] or "") for name in columns) for row in rows}


def test_supplier_credits_have_their_own_number_and_dates() -> None:
    rows = land(
        "Order Ref,Supplier Inv No,Supplier Credit Note No,Fully Received,Completed Date,Invoice Date,"
        "Supplier Credit Note Date,Qty Ordered,Qty Received,Product Total,Total (Incl)",
        "PO-1,SI-1,,02/09/2027,,13/09/2027,,1,1,10.00,11.00",
        "SCR-1,,C-9,,14/09/2027,,15/09/2027,-1,-1,-5.00,-5.50",
        "PO-2,,C-8,16/09/2027,,,17/09/2027,1,1,10.00,11.00",
    )
    assert rows == {
        "PO-1": ("2027-09-02", "2027-09-13", "SI-1"),
        "SCR-1": ("2027-09-14", "2027-09-15", "C-9"),
        "PO-2": ("2027-09-16", "", ""),
    }


def test_customer_credits_have_their_own_dates() -> None:
    rows = land(
        "Order Ref,Fully Dispatched,Completed Date,Invoice Date,Credit Note Date,QBO/Xero Invoice Status,Qty Ordered,"
        "Qty Dispatched,Sales (Incl),Sales,Cost",
        "K-1,02/09/2027,,13/09/2027,,Imported,1,1,11.00,10.00,5.00",
        "KC-1,,14/09/2027,,15/09/2027,Imported,-1,-1,-11.00,-10.00,-5.00",
    )
    assert rows == {"K-1": ("2027-09-02", "2027-09-13"), "KC-1": ("2027-09-14", "2027-09-15")}
