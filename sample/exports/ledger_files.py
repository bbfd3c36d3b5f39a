"""The ledger as exported by Xero and QuickBooks Online."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from sample.books import Books
from sample.company.documents import ZERO
from sample.company.months import Month
from sample.exports.ledger_entries import PURCHASE_TERMS, SALES_TERMS, Entry, Invoice, entries, invoices
from sample.exports.writing import long_day, period_line, short_day, write_rows

BALANCE_SHEET = ("inventory", "receivable", "payable", "tax", "bank")
CREDIT_SIDE = ("revenue", "payable", "tax")
XERO_HEADER = ["Date", "Source", "Description", "Reference", "Debit", "Credit", "Running Balance", "Gross", "Tax"]
QBO_HEADER = ["", "Transaction date", "Transaction type", "Num", "Name", "Description", "Split", "Amount", "Balance"]
QBO_TYPES = {
    "Receivable Invoice": "Invoice",
    "Receivable Credit Note": "Credit Memo",
    "Receivable Payment": "Payment",
    "Payable Invoice": "Bill",
    "Payable Credit Note": "Vendor Credit",
    "Payable Payment": "Bill Payment (Check)",
    "Manual Journal": "Journal Entry",
    "Spend Money": "Expense",
}
LIST_HEADER = ["ContactName", "InvoiceNumber", "Reference", "InvoiceDate", "DueDate", "Total", "TaxTotal"]
LIST_HEADER += ["InvoiceAmountPaid", "InvoiceAmountDue", "Currency", "Type", "Status"]
LIST_TYPES = {"SO": "Sales invoice", "CN": "Sales credit note", "PO": "Bill", "SCN": "Bill credit note"}


def write_ledgers(books: Books, folder: Path) -> None:
    """Write the ledger next to the Omni files of each month."""
    for month in books.months:
        target = folder / str(month)
        target.mkdir(parents=True, exist_ok=True)
        for name, rows, encoding in FILES[books.company.package](books, month):
            write_rows(target / name, rows, encoding)


File = tuple[str, Iterable[list[str]], str]


def xero_files(books: Books, month: Month) -> list[File]:
    """Return Account Transactions, and the lists of sales invoices and bills with their status."""
    stem = "".join(c if c.isalnum() else "_" for c in books.company.name)
    listed = invoices(books, month)
    return [
        (f"{stem}_-_Account_Transactions {month}.csv", xero_ledger(books, month), "utf-8"),
        (f"SalesInvoices_{stem} {month}.csv", invoice_list(books, month, listed, ("SO", "CN")), "utf-8"),
        (f"Bills_{stem} {month}.csv", invoice_list(books, month, listed, ("PO", "SCN")), "utf-8"),
    ]


def quickbooks_files(books: Books, month: Month) -> list[File]:
    """Return the General Ledger for all accounts."""
    return [
        (f"{books.company.name.strip('.')} General Ledger {month}.csv", quickbooks_ledger(books, month), "utf-8-sig")
    ]


FILES: dict[str, Callable[[Books, Month], list[File]]] = {"xero": xero_files, "quickbooks": quickbooks_files}


def by_account(books: Books, month: Month) -> Iterator[tuple[str, Decimal, list[Entry]]]:
    """Return every account's role, opening balance and lines for the month. Profit and loss accounts open at zero."""
    everything = entries(books, month)
    for role in books.company.accounts:
        own = [e for e in everything if e.role == role]
        before = sum((e.amount for e in own if e.on < month.start), ZERO)
        start = books.opening_value if role == "inventory" else ZERO
        opening = before + start if role in BALANCE_SHEET else ZERO
        yield role, opening, [e for e in own if month.holds(e.on)]


# ---- Xero ----------------------------------------------------------------------------------------


def money(amount: Decimal) -> str:
    """Format an amount, negatives in brackets."""
    return f"({-amount:,})" if amount < 0 else f"{amount:,}"


def two_sides(amount: Decimal) -> list[str]:
    """Return debit and credit, with zeros written out."""
    return [money(max(amount, ZERO)), money(max(-amount, ZERO))]


def xero_ledger(books: Books, month: Month) -> Iterator[list[str]]:
    """Return Account Transactions. Running balance, gross and tax are on the account's own side."""
    for title in ("Account Transactions", books.company.name, period_line(books.company, month), ""):
        yield [title, *[""] * 8]
    yield XERO_HEADER
    debited = credited = ZERO
    for role, opening, lines in by_account(books, month):
        name, side = books.company.accounts[role].name, -1 if role in CREDIT_SIDE else 1
        balance = opening
        yield [name, *[""] * 8]
        if role in BALANCE_SHEET:
            yield ["Opening Balance", "", "", "", *two_sides(opening), money(side * opening), "0.00", "0.00"]
        for e in lines:
            balance += e.amount
            amounts = [balance, e.amount + e.tax, e.tax]
            yield [f"{e.on:%d %b %Y}", e.source, e.description, e.reference, *two_sides(e.amount)] + [
                money(side * a) for a in amounts
            ]
        debit, credit = sum_of_debits(lines), sum_of_debits(lines) - balance + opening
        debited, credited = debited + debit, credited + credit
        yield [f"Total {name}", "", "", "", money(debit), money(credit), money(side * balance), "0.00", "0.00"]
        if role in BALANCE_SHEET:
            yield ["Closing Balance", "", "", "", *two_sides(balance), money(side * balance), "0.00", "0.00"]
    yield ["Total", "", "", "", money(debited), money(credited), "0.00", "0.00", "0.00"]


def sum_of_debits(lines: Iterable[Entry]) -> Decimal:
    """Return the sum of the lines that debit the account."""
    return sum((e.amount for e in lines if e.amount > 0), ZERO)


def invoice_list(books: Books, month: Month, invoices: list[Invoice], kinds: tuple[str, ...]) -> Iterator[list[str]]:
    """Return invoices dated in the month or later, and older drafts. Amounts have four decimals."""
    yield LIST_HEADER
    day = books.exported_on(month)
    for i in invoices:
        if i.kind in kinds and (i.on >= month.start or i.state == "draft"):
            paid = i.total if (on := i.paid_on()) and on <= day else ZERO
            status = {"draft": "Draft", "voided": "Voided"}.get(i.state, "Paid" if paid else "Awaiting Payment")
            number = i.reference
            reference = i.document if i.kind in ("SO", "CN") else i.reference
            amounts = [f"{a:.4f}" for a in (i.total, i.tax, paid, i.total - paid)]
            dates = [short_day(d, books.company) if d else "" for d in (i.on, due(i))]
            yield [i.contact, number, reference, *dates, *amounts, books.company.currency, LIST_TYPES[i.kind], status]


def due(invoice: Invoice) -> date | None:
    """Return the due date, or blank for credit notes."""
    terms = {"SO": SALES_TERMS, "PO": PURCHASE_TERMS}.get(invoice.kind)
    return invoice.on + terms if terms else None


# ---- QuickBooks Online ---------------------------------------------------------------------------


def quickbooks_ledger(books: Books, month: Month) -> Iterator[list[str]]:
    """Return the General Ledger.

    Amount and balance are on the account's own side, and only totals have a currency sign.
    """
    company = books.company
    for title in (company.name, "General Ledger", quickbooks_period(month), ""):
        yield [title, *[""] * 8]
    yield QBO_HEADER
    for role, opening, lines in by_account(books, month):
        name, side = company.accounts[role].name, -1 if role in CREDIT_SIDE else 1
        if not lines and not opening:
            continue
        yield [name, *[""] * 8]
        balance = opening
        if role in BALANCE_SHEET:
            yield ["", "Beginning Balance", *[""] * 6, f"{side * opening:,}"]
        for e in lines:
            balance += e.amount
            kind = QBO_TYPES[e.source]
            cells = ["", short_day(e.on, company), kind, e.reference, e.contact, e.description, "-Split-"]
            yield [*cells, f"{side * e.amount:,}", f"{side * balance:,}"]
        total = side * (balance - opening)
        yield [f"Total for {name}", *[""] * 6, f"{'-' if total < 0 else ''}${abs(total):,}", ""]
    yield ["", *[""] * 8]
    yield [f"Accrual Basis {long_day(company, books.exported_on(month))} 08:15 AM GMT-06:00", *[""] * 8]


def quickbooks_period(month: Month) -> str:
    """Return the whole month in words."""
    return f"{month.start:%B} 1-{month.end.day}, {month.year}"
