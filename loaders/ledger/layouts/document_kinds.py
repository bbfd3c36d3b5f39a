"""The kinds of entries, invoices and bills, derived from the terms of each package. Unknown terms are `other`."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import TEXT
from loaders.cells.columns import Locale, Read, Text, letters, translate

STATES = {
    "DRAFT": ("draft",),
    "SUBMITTED": ("submitted", "awaitingapproval", "pendingapproval"),
    "AUTHORISED": (
        "authorised", "authorized", "approved", "awaitingpayment", "open", "unpaid", "overdue", "partiallypaid",
        "partpaid",
    ),
    "PAID": ("paid", "closed"),
    "VOIDED": ("voided", "void"),
    "DELETED": ("deleted",),
}  # fmt: skip
TYPES = {
    "sales_invoice": ("salesinvoice", "invoice", "accrec", "receivableinvoice"),
    "sales_credit": ("salescreditnote", "creditnote", "accreccredit", "creditmemo", "receivablecreditnote"),
    "bill": ("bill", "accpay", "purchaseinvoice", "purchasesinvoice", "payableinvoice", "supplierinvoice"),
    "bill_credit": (
        "billcreditnote", "billcredit", "accpaycredit", "suppliercreditnote", "suppliercredit", "vendorcredit",
        "purchasecreditnote", "payablecreditnote",
    ),
    "other": (
        "salesoverpayment", "salesprepayment", "billoverpayment", "billprepayment", "purchaseoverpayment",
        "purchaseprepayment", "overpayment", "prepayment", "receivableoverpayment", "receivableprepayment",
        "payableoverpayment", "payableprepayment", "aroverpayment", "arprepayment", "apoverpayment", "apprepayment",
    ),
}  # fmt: skip
# The letters of a source, with * for any text at the start or the end. The first match applies.
_KINDS = (
    ("allocation", ("*allocation",)),
    ("payment", ("*refund",)),
    ("sales_credit", ("receivablecreditnote*", "creditmemo", "refundreceipt", "salescreditnote", "accreccredit")),
    ("bill_credit", ("payablecreditnote*", "vendorcredit", "suppliercredit*", "billcreditnote", "accpaycredit")),
    ("payment", ("receivablepayment", "payablepayment", "payment", "billpayment*", "*creditpayment")),
    ("payment", ("accrecpayment", "accpaypayment", "customerpayment", "supplierpayment", "vendorpayment", "cp", "sp")),
    (
        "sales_invoice",
        ("receivableinvoice", "invoice", "salesinvoice", "salesreceipt", "accrec", "sale", "sales", "sj"),
    ),
    ("bill", ("payableinvoice", "bill", "accpay", "purchase", "purchases", "purchasebill", "pj")),
    ("journal", ("*journal", "journalentry", "manjournal", "gj", "ij", "journalreport")),
    ("money", ("spendmoney", "receivemoney", "banktransfer", "transfer*", "expense*", "check", "cheque*", "deposit*")),
    ("money", ("cashexpense", "cashpurchase", "creditcard*", "paycheck", "payrollcheck", "payrollcheque", "cashrec")),
    ("money", ("cashpaid", "*overpayment", "*prepayment", "salestaxpayment", "taxpayment", "gstpayment", "vatpayment")),
    ("money", ("cr", "cd", "tm", "cashreceipt", "cashdisbursement", "moneyin", "moneyout", "spend", "receive")),
)


def name_kinds(sources: pa.Array, package_kinds: Mapping[str, str] | None = None) -> pa.Array:
    """Return the kind of each entry (`datasets.LEDGER_ENTRIES`), or `other` if the source is unknown or blank.

    `package_kinds` maps a package's own terms to kinds.
    """
    kinds_of_own = {letters(word): kind for word, kind in (package_kinds or {}).items()}
    kinds, _ = translate(sources, lambda text: kinds_of_own.get(letters(text)) or _find_kind(letters(text)), TEXT)
    return pc.fill_null(kinds, "other")


def _find_kind(word: str) -> str:
    """Return the kind for a source, given in lower case without spaces."""
    return next((kind for kind, patterns in _KINDS if any(_fits(word, pattern) for pattern in patterns)), "other")


def _fits(word: str, pattern: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) if pattern.startswith("*") else word == pattern


class DocumentState(Text):
    """The status of an invoice or bill, in the terms of the screen or of the API."""

    noun = "the status of an invoice or bill"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Read one of DRAFT, SUBMITTED, AUTHORISED, PAID, VOIDED, DELETED."""
        return _translate(cells, STATES)


class DocumentType(Text):
    """The type of a document: an invoice, a bill, or a credit note for either."""

    noun = "a type of invoice or bill"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """Read sales_invoice, sales_credit, bill or bill_credit, or `other` for prepayments and overpayments."""
        return _translate(cells, TYPES)


def _translate(cells: pa.Array, words: dict[str, tuple[str, ...]]) -> Read:
    meanings = {word: meaning for meaning, synonyms in words.items() for word in synonyms}
    return translate(cells, lambda text: meanings.get(letters(text)), TEXT)
