"""What the columns of ledgers hold beyond those of Omni: sided amounts, numbers of journals, kinds and states."""

from decimal import Decimal
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import MONEY, TEXT
from loaders.cells.columns import Locale, Money, Read, Text, letters, translate

_SIDED = r"(?i)^(.*[0-9)])\s*(?:cr|dr)\.?$"
_NEARLY_NOTHING = r"^-?[0-9]+(\.[0-9]+)?[eE]-(0?[5-9]|[1-9][0-9])$"
_ZERO = pa.scalar(Decimal(0), MONEY)
_GROUPED_NUMBER = r"^[0-9]{1,3}([,. '’][0-9]{3})+$"
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


class Debit(Money):
    """An amount, debit positive; one that ends in Cr is negative. A negative one that ends so says nothing."""

    against: ClassVar[str] = "c"

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """As `Money`. What a workbook computed to almost nothing (-2.8E-10) is nothing."""
        against = pc.fill_null(pc.match_substring_regex(cells, rf"(?i)[0-9)]\s*{self.against}r\.?$"), False)
        plain = pc.replace_substring_regex(cells, _SIDED, r"\1")
        plain = pc.replace_substring_regex(plain, _NEARLY_NOTHING, "0")
        values, bad = super().read(plain, locale)
        sided = pc.match_substring_regex(cells, _SIDED)
        twice = pc.fill_null(pc.and_(sided, pc.less(values, _ZERO)), False)
        return pc.if_else(against, pc.negate(values), values), pc.or_(bad, twice)


class Credit(Debit):
    """An amount, credit positive; one that ends in Dr is negative."""

    against: ClassVar[str] = "d"


class Balance(Debit):
    """A balance; whether credit balances are negative in it differs between reports of the same ledger."""

    summed = False


class JournalNumber(Text):
    """The number of a journal, which some reports print as an amount: "1,234" is 1234."""

    def read(self, cells: pa.Array, locale: Locale) -> Read:
        """Separators of thousands are dropped, anything else stays."""
        grouped = pc.match_substring_regex(cells, _GROUPED_NUMBER)
        return super().read(pc.if_else(grouped, pc.replace_substring_regex(cells, r"[,. '’]", ""), cells), locale)


class DocumentState(Text):
    """The state of an invoice or bill in the words of the screen or of the API."""

    noun = "the status of an invoice or bill"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """One of DRAFT, SUBMITTED, AUTHORISED, PAID, VOIDED, DELETED."""
        return _translate(cells, STATES)


class DocumentType(Text):
    """Whether a document is an invoice, a bill or a credit of one."""

    noun = "a type of invoice or bill"

    def read(self, cells: pa.Array, locale: Locale) -> Read:  # noqa: ARG002 - the words are the same everywhere
        """One of sales_invoice, sales_credit, bill, bill_credit; `other` for money paid before or beyond one."""
        return _translate(cells, TYPES)


def _translate(cells: pa.Array, words: dict[str, tuple[str, ...]]) -> Read:
    meanings = {word: meaning for meaning, known in words.items() for word in known}
    return translate(cells, lambda text: meanings.get(letters(text)), TEXT)
