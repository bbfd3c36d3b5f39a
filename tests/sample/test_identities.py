"""Sums that must agree in the files, whatever the company's errors."""

from collections import defaultdict
from decimal import Decimal

from tests.sample.conftest import Written
from tests.sample.exported import amount, day, grid, table, truth

REPORTS = {
    "Sales Orders and Credit Notes": ("Sales (Incl)", "Sales Tax", "Sales", "Cost", "Gross Profit", "Qty Ordered"),
    "COGS Breakdown": ("Sales", "COGS", "Gross Profit"),
    "Purchase Orders and Supplier Credit Notes": ("Purchases Total", "Landing Costs", "Total (Incl)"),
    "Historic Stock Valuations": ("SOH", "Stock Value", "Retail Value"),
    "Stock Adjustments": ("Qty Adjusted", "Total"),
    "Payments": ("Amount",),
}
SIGNS = {
    "Purchase Orders": 1,
    "Supplier Credit Notes": -1,
    "Additional Costs": 1,
    "Stock Adjustments": 1,
    "Cost of Goods Sold": -1,
}


def test_grand_totals_add_up(written: Written) -> None:
    for month in written.books.months:
        for name, columns in REPORTS.items():
            rows, total = table(written.exports(month), name)
            for column in columns:
                assert sum(amount(row[column]) for row in rows) == amount(total[column]), (month, name, column)


def test_rows_add_up(written: Written) -> None:
    for month in written.books.months:
        for row in table(written.exports(month), "Sales Orders and Credit Notes")[0]:
            assert amount(row["Sales (Incl)"]) == amount(row["Sales"]) + amount(row["Sales Tax"])
            assert amount(row["Gross Profit"]) == amount(row["Sales"]) - amount(row["Cost"])
        for row in table(written.exports(month), "Purchase Orders and Supplier Credit Notes")[0]:
            assert amount(row["Purchases Total"]) == amount(row["Product Total"]) + amount(row["Landing Costs"])


def test_stock_is_never_negative(written: Written) -> None:
    for stock in written.books.closing.values():
        assert all(held.qty >= 0 and held.value >= 0 for held in stock.values())


def test_stock_on_hand_rolls(written: Written) -> None:
    for month in written.books.months:
        rows = grid(written.exports(month), "Stock on Hand Reconciliation")[5:]
        sums = {name: sum(amount(r[4]) - amount(r[5]) for r in section(rows, name)) for name in SIGNS}
        opening, closing = amount(rows[0][6]), amount(rows[-1][6])
        assert opening + sum(sums.values()) == closing
        assert {name for name, total in sums.items() if total * SIGNS[name] < 0} <= {"Stock Adjustments"}
        (balance,) = truth(written.folder, "balances", month)
        assert (opening, closing) == (Decimal(balance["sohr_opening"]), Decimal(balance["sohr_closing"]))


def section(rows: list[list[str]], name: str) -> list[list[str]]:
    first = [row[0] for row in rows]
    return rows[first.index(name) + 1 : first.index(f"Total {name}")]


def test_valuation_rolls_on_movement_dates(written: Written) -> None:
    books = written.books
    for month in books.months:
        moved = [d for d in books.list_documents(month) if d.stock_day and d.stock_day <= month.end and not d.void]
        effect = {"SO": lambda d: -d.cost, "CN": lambda d: -d.cost, "ADJ": lambda d: d.cost}
        change = sum(effect.get(d.kind, lambda d: d.received + d.landed)(d) for d in moved)
        total = amount(table(written.exports(month), "Historic Stock Valuations")[1]["Stock Value"])
        assert books.opening_value + change == total
        assert total == Decimal(truth(written.folder, "balances", month)[0]["hsv"])


def test_batches_are_their_members_and_payments(written: Written) -> None:
    if written.books.company.package != "xero":
        return
    members: defaultdict[str, set[tuple[str, Decimal]]] = defaultdict(set)
    invoiced: dict[str, Decimal] = {}  # for completed months, because the last days' batches are incomplete
    paid: defaultdict[str, set[tuple[str, Decimal]]] = defaultdict(set)
    for month in written.books.months:
        folder = written.exports(month)
        for row in table(folder, "Sales Orders and Credit Notes")[0]:
            members[row["Payment Batch Reference"]].add((row["Order Ref"], amount(row["Sales (Incl)"])))
        for row in table(folder, "Payments")[0]:
            paid[row["Batch Reference"]].add((row["Order Ref"], amount(row["Amount"])))
        header, *rows = grid(folder, "SalesInvoices")
        for invoice in (dict(zip(header, row, strict=True)) for row in rows):
            if month.holds(day(invoice["InvoiceDate"], written.books.company)):
                invoiced[invoice["Reference"]] = Decimal(invoice["Total"])
    batches = [ref for ref in members if ref and ref in invoiced]
    assert len(batches) > 100
    assert all(members[ref] == paid[ref] for ref in batches)
    assert all(sum(total for _, total in members[ref]) == invoiced[ref] for ref in batches)


def test_ledger_balances(written: Written) -> None:
    xero = written.books.company.package == "xero"
    for month in written.books.months:
        name = "Kestrel___Finch_Outdoor_Ltd_-_Account" if xero else "Alder Bench Supply Inc General Ledger"
        rows = grid(written.exports(month), name)
        if xero:
            lines = [row for row in rows if row[1] and row[1] != "Source"]
            assert sum(amount(r[4]) for r in lines) == sum(amount(r[5]) for r in lines) == amount(rows[-1][4])
        else:
            assert sum(side * amount(row[7]) for side, row in signed(rows)) == 0


def signed(rows: list[list[str]]) -> list[tuple[int, list[str]]]:
    """Return lines with the side of their account. QuickBooks writes amounts on the account's own side."""
    found, side = [], 1
    for row in rows[5:]:
        if row[0]:
            credit = ("Accounts Payable", "Sales of Product", "Sales Tax")
            side = -1 if row[0].startswith(credit) else 1
        elif row[2]:
            found.append((side, row))
    return found


def test_bridges_add_up(written: Written) -> None:
    for balance in truth(written.folder, "balances"):
        rows = truth(written.folder, "bridge", balance["month"])
        for leg, gap in {"hsv_to_sohr": "hsv_minus_sohr", "sohr_to_gl": "sohr_minus_gl"}.items():
            assert sum(Decimal(r["amount"]) for r in rows if r["leg"] == leg) == Decimal(balance[gap])
        revenue = sum(Decimal(r["amount"]) for r in truth(written.folder, "revenue_bridge", balance["month"]))
        assert revenue == Decimal(balance["cin7_sales"]) - Decimal(balance["gl_revenue"])


def test_balances_are_those_of_the_reports(written: Written) -> None:
    company = written.books.company
    for month in written.books.months:
        (balance,) = truth(written.folder, "balances", month)
        cogs = table(written.exports(month), "COGS Breakdown")[0]
        dated = [row for row in cogs if month.holds(day(row["Invoice Date"], company))]
        assert sum(amount(row["COGS"]) for row in dated) == Decimal(balance["cin7_cogs"])
        sales = table(written.exports(month), "Sales Orders and Credit Notes")[0]
        dated = [row for row in sales if month.holds(day(row["Invoice / Credit Note Date"], company))]
        assert sum(amount(row["Sales"]) for row in dated) == Decimal(balance["cin7_sales"])


def test_blank_cogs_are_those_of_the_report(written: Written) -> None:
    company = written.books.company
    for month in written.books.months:
        known = {row["order_ref"] for row in truth(written.folder, "blank_cogs", month) if row["in_month_file"] == "Y"}
        moved = {
            row["Order Ref"]: day(row["Full Dispatched / Completed Date"], company)
            for row in table(written.exports(month), "Sales Orders and Credit Notes")[0]
        }
        found = set()
        for row in table(written.exports(month), "COGS Breakdown")[0]:
            dates = (day(row["Invoice Date"], company), moved[row["Order Ref"]])
            if amount(row["COGS"]) == 0 and any(d and d <= month.end for d in dates):
                found.add(row["Order Ref"])
        assert found == known
