"""The type of each document: an order or a credit note, by its word, its reference or its sign.

The rule: exports.md#document-types.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from close.errors import Refused
from close.store.datasets import FLAG, TEXT
from close.store.settings import PREFIX_KINDS, Settings
from close.texts import agree, say_count
from loaders.cells.columns import letters, translate
from loaders.layouts.description import Check, Values, Weights

WORDS = {
    "SO": ("so", "order", "sale", "sales", "salesorder", "invoice", "salesinvoice"),
    "CN": ("cn", "creditnote", "customercreditnote"),
    "PO": ("po", "order", "purchase", "purchaseorder", "bill"),
    "SCN": ("scn", "creditnote", "suppliercredit", "suppliercreditnote", "vendorcredit"),
}
# A credit note, or a sale on account in a column of Cash and Credit.
_CREDIT = "credit"
_ORDERS, _OTHERS, _UNTYPED = "words for orders", "words for neither", "references of no type"


class TypeDiffers(Refused):
    """A document whose stated type contradicts the prefix of its reference in the settings."""

    def __init__(self, reference: str, word: str, prefix: str, kind: str) -> None:
        super().__init__(
            f'{reference} has the type "{word}", but the settings say that references which begin with {prefix} are '
            f"of the type {kind}. If the column is not the type of the document, give it another name. If it is, "
            "correct the type or reference_prefixes in the settings."
        )


class UnclearType(Refused):
    """A document of the type Credit, which may be a credit note or a sale on account."""

    def __init__(self, reference: str, word: str) -> None:
        super().__init__(
            f'{reference} has the type "{word}" and a positive amount, so it may be a credit note or a document on '
            "account. Enter the beginning of the references of credit notes in the settings (under "
            "reference_prefixes), or give the column another name if it is not the type of the document."
        )


@dataclass(frozen=True)
class DocumentTypes:
    """The types of a report: that of orders and that of credits. `signs`: the columns whose sign tells them apart."""

    order: str
    credit: str
    signs: tuple[str, ...]

    def weigh(self, stated: pa.Array) -> Weights:
        """Count the stated types that mean an order, and those that mean neither an order nor a credit."""
        kinds, _ = translate(stated, self._read, TEXT)
        unknown = pc.and_(stated.is_valid(), kinds.is_null())
        return Counter({_ORDERS: pc.equal(kinds, self.order).true_count, _OTHERS: unknown.true_count})

    def weigh_references(self, rows: Values, settings: Settings | None) -> Weights:
        """Count the documents of which neither a word nor a prefix shows the type, if the settings list prefixes."""
        meant = self.read(rows, settings)
        has_prefixes = self.credit in self._prefixes(settings).values()
        return Counter({_UNTYPED: meant.null_count if has_prefixes else 0})

    def read(self, rows: Values, settings: Settings | None) -> pa.Array:
        """Return the type that the word of a document or the prefix of its reference states, or null."""
        return self._read_rows(rows, settings)[0]

    def find(self, rows: Values, settings: Settings | None, weights: Weights) -> pa.Array:
        """Return the stated type, or the type of the reference's prefix, or else an order, or a credit if negative.

        Credit means a credit note if the column states that the other documents are orders.
        """
        meant, unsure, negative = self._read_rows(rows, settings)
        means_credit = weights[_ORDERS] > 0 and not weights[_OTHERS]
        is_credit = pc.or_(negative, unsure) if means_credit else negative
        return pc.coalesce(meant, pc.if_else(is_credit, self.credit, self.order))

    def check(self, rows: Values, settings: Settings | None, weights: Weights) -> None:
        """Raise TypeDiffers or UnclearType for the first such document.

        Of a column that states no order but other words, such as Cash, Credit is not the type of a document.
        """
        _check_prefixes(rows, self._read_types(rows), self._prefixes(settings))
        _, unsure, negative = self._read_rows(rows, settings)
        row = pc.index(pc.and_(unsure, pc.invert(negative)), value=True).as_py()
        if row >= 0 and (weights[_ORDERS] > 0) == (weights[_OTHERS] > 0):
            raise UnclearType(rows["order_ref"][row].as_py(), rows["doc_type"][row].as_py())

    def _read_rows(self, rows: Values, settings: Settings | None) -> tuple[pa.Array, pa.Array, pa.Array]:
        """Return the types by word or prefix, a mask of the others that are called Credit, and one of the negative."""
        usual = {"PO-": "PO"} if self.order == "PO" else {}
        prefixed = by_prefix(rows["ref_key"], usual | self._prefixes(settings))
        meant = pc.coalesce(self._read_types(rows), prefixed)
        called, _ = translate(rows["doc_type"], lambda text: letters(text) == _CREDIT, FLAG)
        unsure = pc.and_(pc.fill_null(called, False), meant.is_null())
        return meant, unsure, pc.coalesce(*(pc.less(rows[name], 0) for name in self.signs), False)

    def _read_types(self, rows: Values) -> pa.Array:
        kinds, _ = translate(rows["doc_type"], self._read, TEXT)
        return pc.if_else(pc.equal(kinds, _CREDIT), None, kinds)

    def _read(self, text: str) -> str | None:
        word = letters(text)
        kinds = (kind for kind in (self.order, self.credit) if word in WORDS[kind])
        return _CREDIT if word == _CREDIT else next(kinds, None)

    def _prefixes(self, settings: Settings | None) -> dict[str, str]:
        """Return the type for each prefix in the settings, without prefixes shared by two types."""
        types_of: dict[str, set[str]] = {}
        for kind, prefix in (settings.prefixes if settings else {}).items():
            if PREFIX_KINDS.get(kind) in {self.order, self.credit} and prefix.strip():
                types_of.setdefault(prefix.strip().upper(), set()).add(PREFIX_KINDS[kind])
        return {prefix: types.pop() for prefix, types in types_of.items() if len(types) == 1}


def remark_types(weights: Weights) -> tuple[Check, ...]:
    """Return a remark for the card if the references of some documents begin with no prefix in the settings."""
    if not (count := weights[_UNTYPED]):
        return ()
    detail = (
        f"{say_count(count, 'reference')} {agree(count, 'begins', 'begin')} with no prefix in the settings. Documents "
        "with positive amounts count as orders, and others as credits. Make sure that the file is of this company, "
        "that Excel has not changed its references, and that the settings list every prefix"
    )
    return (Check("Types", "not proven", detail),)


def by_prefix(references: pa.Array, prefixes: Mapping[str, str]) -> pa.Array:
    """Return the meaning of the longest prefix of each reference."""
    meant = pa.nulls(len(references), TEXT)
    for prefix in sorted(prefixes, key=len):
        meant = pc.if_else(pc.starts_with(references, prefix), prefixes[prefix], meant)
    return meant


def _check_prefixes(rows: Values, stated: pa.Array, prefixes: Mapping[str, str]) -> None:
    """Raise TypeDiffers for the first document whose word contradicts its prefix."""
    found = by_prefix(rows["ref_key"], {prefix: prefix for prefix in prefixes})
    differs = pc.fill_null(pc.not_equal(stated, by_prefix(rows["ref_key"], prefixes)), False)
    row = pc.index(differs, value=True).as_py()
    if row >= 0:
        prefix = found[row].as_py()
        raise TypeDiffers(rows["order_ref"][row].as_py(), rows["doc_type"][row].as_py(), prefix, prefixes[prefix])
