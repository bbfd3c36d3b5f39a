"""The general ledger on the day when a month's files are taken."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sample.books import Books
from sample.company.documents import ZERO, Document
from sample.company.months import Month, month_of

SALES_SERIAL, BATCH_SERIAL, SECOND_COPY = 100_000, 700_000, 500_000
SALES_TERMS, PURCHASE_TERMS = timedelta(days=20), timedelta(days=30)
REFRESH = timedelta(days=3)
CARRIER = "Tidewater Forwarding"


@dataclass(frozen=True)
class Entry:
    """One line in one account, debit positive. `role` identifies the account. `tax` is for the whole document."""

    on: date
    role: str
    source: str
    reference: str
    contact: str
    description: str
    amount: Decimal
    tax: Decimal = ZERO


@dataclass(frozen=True)
class Invoice:
    """A sales invoice, bill or credit note as listed by the ledger, including drafts and voids."""

    kind: str  # SO, CN, PO, SCN
    on: date
    reference: str
    document: str
    contact: str
    net: Decimal
    tax: Decimal
    state: str  # posted, draft, voided
    pays: bool

    @property
    def total(self) -> Decimal:
        """The amount with tax."""
        return self.net + self.tax

    def paid_on(self) -> date | None:
        """The day it is paid. Batches are paid at once. Credit notes are allocated to an invoice."""
        if self.state == "posted" and (self.kind in ("CN", "SCN") or self.document.startswith("BATCH-")):
            return self.on
        if self.state != "posted" or not self.pays:
            return None
        return self.on + (SALES_TERMS if self.kind == "SO" else PURCHASE_TERMS)


def cut(books: Books, reference: str) -> str:
    """Cut a reference to the 21 characters that QuickBooks keeps."""
    return reference[:21].strip() if books.company.package == "quickbooks" else reference


def invoices(books: Books, month: Month) -> list[Invoice]:
    """Return every document synced or keyed by the day of the export, in order of date."""
    documents = books.list_documents(month)
    serials = {d.ref: n for n, d in enumerate(books.documents)}
    listed = [*batches(books, documents), *keyed(books)]
    for d in documents:
        if d.kind != "ADJ" and d.status == "IMPORTED" and d.booked_on:
            listed += copies(books, d, serials[d.ref])
    day = books.exported_on(month)
    return sorted((i for i in listed if i.on <= day), key=lambda i: (i.on, i.reference))


def copies(books: Books, d: Document, serial: int) -> Iterator[Invoice]:
    """Return the invoices for a document. One posted twice has a second number."""
    for n in range(d.posting.copies):
        invoice = f"INV-{SALES_SERIAL + serial + n * SECOND_COPY} | {d.ref}"
        reference = cut(books, invoice if d.kind in ("SO", "CN") else f"{d.number} | {d.ref}")
        on, net = d.posting.on or d.booked_on or date.max, d.value + d.posting.shift
        pays = serial % 3 > 0 and d.kind in ("SO", "PO")
        yield Invoice(d.kind, on, reference, d.ref, d.contact, net, d.tax, d.posting.state, pays)


def keyed(books: Books) -> Iterator[Invoice]:
    """Return the bills that somebody entered by hand."""
    orders = {d.ref: d for d in books.documents}
    for stray in books.strays:
        if order := orders.get(stray.document):
            yield Invoice(
                "PO", stray.on, stray.reference, "goods", stray.contact, order.value, order.tax, "posted", False
            )


def batches(books: Books, documents: Iterable[Document]) -> Iterator[Invoice]:
    """Return one invoice per batch, or a credit note if more was returned than sold."""
    members: dict[str, list[Document]] = {}
    for d in documents:
        if d.batch_ref:
            members.setdefault(d.batch_ref, []).append(d)
    for ref, group in members.items():
        one, net, tax = group[0], sum((d.value for d in group), ZERO), sum((d.tax for d in group), ZERO)
        serial = BATCH_SERIAL + int(ref.removeprefix("BATCH-"))
        contact = f"{'Register' if one.source == 'POS' else 'Web'} {one.branch} {one.method}"
        kind = "SO" if net >= 0 else "CN"
        on = one.booked_on or date.max
        yield Invoice(kind, on, cut(books, f"INV-{serial} | {ref}"), ref, contact, net, tax, "posted", True)


def entries(books: Books, month: Month) -> list[Entry]:
    """Return all lines dated up to the day of the export, in order of date. Each transaction balances."""
    documents = books.list_documents(month)
    lines: list[Entry] = []
    for invoice in invoices(books, month):
        lines += [*posted(invoice), *payment(invoice)]
        if books.company.package == "xero":
            lines += allocation(invoice)
    for d in documents:
        lines += [*landed(d), *adjusted(d)]
    day = books.exported_on(month)
    for stray in (s for s in books.strays if s.entered_by(day) and s.cause != "P10"):
        for role, amount in (("inventory", stray.amount), (stray.against, -stray.amount)):
            lines.append(Entry(stray.on, role, stray.source, stray.reference, stray.contact, stray.description, amount))
    lines += cogs_journals(books, documents, month)
    return sorted((e for e in lines if e.on <= day), key=lambda e: e.on)


def posted(invoice: Invoice) -> Iterator[Entry]:
    """Post sales to income and purchases to inventory."""
    if invoice.state != "posted":
        return
    sale = invoice.kind in ("SO", "CN")
    credit = invoice.kind in ("CN", "SCN")
    source = f"{'Receivable' if sale else 'Payable'} {'Credit Note' if credit else 'Invoice'}"
    sign, control, nominal = (1, "receivable", "revenue") if sale else (-1, "payable", "inventory")
    text = f"{invoice.contact} - {'Sales' if sale else invoice.document}"
    head = (source, invoice.reference, invoice.contact)
    yield Entry(invoice.on, control, *head, invoice.contact, sign * invoice.total)
    yield Entry(invoice.on, nominal, *head, text, -sign * invoice.net, -sign * invoice.tax)
    if invoice.tax:
        yield Entry(invoice.on, "tax", *head, text, -sign * invoice.tax)


def payment(invoice: Invoice) -> Iterator[Entry]:
    """Settle the invoice in full."""
    on = invoice.paid_on()
    if on and invoice.kind in ("SO", "PO"):
        sale = invoice.kind in ("SO", "CN")
        head = (f"{'Receivable' if sale else 'Payable'} Payment", invoice.reference, invoice.contact)
        amount = invoice.total if sale else -invoice.total
        yield Entry(on, "bank", *head, f"Payment: {invoice.contact}", amount)
        yield Entry(on, "receivable" if sale else "payable", *head, f"Payment: {invoice.contact}", -amount)


def allocation(invoice: Invoice) -> Iterator[Entry]:
    """Return the allocation of a credit note to an invoice, which Xero shows as two lines that cancel out."""
    if invoice.state == "posted" and invoice.kind in ("CN", "SCN"):
        control, name = ("receivable", "Receivable") if invoice.kind == "CN" else ("payable", "Payable")
        head = (f"{name} Credit Note Allocation", invoice.reference, invoice.contact, invoice.contact)
        yield Entry(invoice.on, control, *head, invoice.total)
        yield Entry(invoice.on, control, *head, -invoice.total)


def landed(d: Document) -> Iterator[Entry]:
    """Return the landed cost journal, and the carrier's bill that it offsets."""
    if d.kind == "PO" and d.landed and d.status == "IMPORTED" and d.booked_on and d.uploaded and not d.void:
        head = ("Manual Journal", f"LC | {d.ref}", "", f"Landed costs {d.ref}")
        yield Entry(d.booked_on, "inventory", *head, d.landed)
        yield Entry(d.booked_on, "landed_costs", *head, -d.landed)
        bill = ("Payable Invoice", f"TF{''.join(filter(str.isdigit, d.ref))}", CARRIER)
        yield Entry(d.booked_on, "landed_costs", *bill, f"{CARRIER} - import freight", d.landed)
        yield Entry(d.booked_on, "payable", *bill, CARRIER, -d.landed)


def adjusted(d: Document) -> Iterator[Entry]:
    """Return a journal for each adjustment."""
    if d.kind == "ADJ" and d.booked_on and d.uploaded and d.cost:
        text = f"Stock adjustment {d.ref}"
        yield Entry(d.booked_on, "inventory", "Manual Journal", d.ref, "", text, d.cost)
        yield Entry(d.booked_on, "adjustments", "Manual Journal", d.ref, "", text, -d.cost)


def missed(d: Document, month: Month) -> bool:
    """Return the COGS missing from a journal because it was last refreshed a few days before the month end."""
    return d.booked_on is not None and month.end - d.booked_on < REFRESH


def cogs_journals(books: Books, documents: Iterable[Document], month: Month) -> Iterator[Entry]:
    """Return one journal per month of invoice dates. Every sync replaces it with Omni's current COGS."""
    totals = dict.fromkeys((m for m in books.months if m <= month), ZERO)
    for d in documents:
        stale = month in books.stale and month.holds(d.booked_on) and missed(d, month)
        if d.kind in ("SO", "CN") and d.booked_on and d.cogs and month_of(d.booked_on) in totals and not stale:
            totals[month_of(d.booked_on)] += d.cogs
    for m, total in totals.items():
        head = ("Manual Journal", f"COGS-{m}", "", f"COGS {m.start:%B %Y}")
        if total:
            yield Entry(m.end, "cogs", *head, total)
            yield Entry(m.end, "inventory", *head, -total)
