"""What an entry is, from what the package calls it. Words that nobody knows are kept, as `other`."""

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import TEXT
from loaders.cells.columns import letters, translate

# Letters of the source, or a start of them followed by *. The first that fits holds.
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


def name_kinds(sources: pa.Array) -> pa.Array:
    """The kind of each entry (`datasets.LEDGER_ENTRIES`); `other` where the source is unknown or blank."""
    kinds, _ = translate(sources, lambda text: find_kind(letters(text)), TEXT)
    return pc.fill_null(kinds, "other")


def find_kind(word: str) -> str:
    """The kind that a source means, in lower case without spaces."""
    return next((kind for kind, patterns in _KINDS if any(_fits(word, pattern) for pattern in patterns)), "other")


def _fits(word: str, pattern: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1])
    return word.endswith(pattern[1:]) if pattern.startswith("*") else word == pattern
