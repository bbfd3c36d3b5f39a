"""Columns derived from Omni's reports: the type, the matching key, void, and the sign of credits (exports.md#signs)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from close.store.datasets import MONEY
from close.store.settings import Settings
from loaders.cells.columns import find_void_words
from loaders.layouts.description import Check, Values, Weights
from loaders.omni.credits import find_positive, remark_signs, weigh_signs
from loaders.omni.document_types import DocumentTypes, remark_types
from loaders.omni.foreign_sales import convert_sales, remark_currencies, weigh_currencies

# Older companies have the status under the name of their accounting package, and even older ones under both names.
OLDER_STATUS = tuple(
    f"{package} {status}"
    for package in ("QBO/Xero", "Xero/QBO", "Xero", "QBO", "QuickBooks")
    for status in ("Invoice Status", "Status")
)


@dataclass(frozen=True)
class Documents:
    """Orders and their credit notes in one report.

    `amounts` and `quantities` are the columns that change sign together. The first of each that is not 0 decides
    the sign. `approval` is the column that may contain Void. `of_credits` maps a column to the one in which a report
    states the value of credits, if it does not state both in one column. `are_sales` is true if nothing but the
    report's own amounts says what a document in another currency is worth.
    """

    order: str
    credit: str
    amounts: tuple[str, ...]
    quantities: tuple[str, ...] = ()
    approval: str = ""
    of_credits: Mapping[str, str] = field(default_factory=dict)
    are_sales: bool = False

    def weigh(self, rows: Values, settings: Settings | None) -> Weights:
        """Count the credits that are positive and those that are negative, and the percentages that are fractions."""
        weights = self._types.weigh(rows["doc_type"])
        keyed = {**rows, "ref_key": make_key(rows["order_ref"])}
        types = self._types.find(keyed, settings, weights)
        weights.update(self._types.weigh_references(keyed, settings))
        weights.update(weigh_signs(rows, (*self.amounts, *self.quantities), pc.equal(types, self.credit)))
        if self.are_sales:
            weights.update(weigh_currencies(rows, settings))
        if "gp_pct" in rows:
            weights["gp_pct"] = weigh_fractions(rows["gp_pct"], rows["gross_profit"], rows["sales"])
        return weights

    def derive(self, rows: Values, settings: Settings | None, weights: Weights) -> Values:
        """Add doc_type, ref_key, is_void and sign_flipped. Credits become negative, and percentages are in points.

        Raises TypeDiffers, UnclearType.
        """
        rows = convert_sales(rows, settings, weights) if self.are_sales else rows
        derived = dict(rows) | {"ref_key": make_key(rows["order_ref"])}
        self._types.check(derived, settings, weights)
        derived["doc_type"] = self._types.find(derived, settings, weights)
        is_credit = pc.equal(derived["doc_type"], self.credit)
        for name, own in self.of_credits.items():
            derived[name] = pc.if_else(is_credit, pc.coalesce(rows[own], rows[name]), rows[name])
        flipped = pa.repeat(False, len(is_credit))
        for group in self._groups:
            is_positive = pc.and_(is_credit, pc.fill_null(find_positive(rows, group), False))
            flipped = pc.or_(flipped, is_positive)
            derived |= {name: pc.if_else(is_positive, pc.negate(rows[name]), rows[name]) for name in group}
        if weights["gp_pct"] > 0:
            derived["gp_pct"] = pc.multiply(rows["gp_pct"], pa.scalar(100, pa.int8())).cast(MONEY)
        return derived | {"sign_flipped": flipped, "is_void": find_voids(rows.get(self.approval), len(is_credit))}

    def remark(self, weights: Weights) -> tuple[Check, ...]:
        """Return remarks for the card about credits of both signs, documents of no type, and other currencies."""
        return (*remark_signs(weights), *remark_types(weights), *remark_currencies(weights))

    @property
    def _groups(self) -> list[tuple[str, ...]]:
        return [group for group in (self.amounts, self.quantities) if group]

    @property
    def _types(self) -> DocumentTypes:
        return DocumentTypes(self.order, self.credit, tuple(group[0] for group in self._groups))


def match_by(column: str) -> Callable[[Values, Settings | None, Weights], Values]:
    """Return a `derive` that adds `ref_key`, the reference in a column, normalised for matching.

    The rule: exports.md#references.
    """

    def derive(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every `derive`
        return {**rows, "ref_key": make_key(rows[column])}

    return derive


def derive_adjustments(rows: Values, settings: Settings | None, weights: Weights) -> Values:  # noqa: ARG001 - as every
    """Add ref_key, is_void, and is_auto, which is true if the source or reason shows that Omni made the adjustment."""
    auto = [_matches(rows["source"], "(?i)^auto"), _matches(rows["reason"], "(?i)^auto(matic)?[ -]?adjust")]
    void = find_voids(rows["adjustment_status"], len(auto[0]))
    return {**rows, "ref_key": make_key(rows["reference"]), "is_auto": pc.or_(*auto), "is_void": void}


def make_key(references: pa.Array) -> pa.Array:
    """Normalise references for matching: upper case, single spaces."""
    return pc.utf8_upper(pc.replace_substring_regex(references, r"\s+", " "))


def find_voids(words: pa.Array | None, rows: int) -> pa.Array:
    """Return a mask of the documents with a void status. It is false throughout if the report has no status column."""
    return pa.repeat(False, rows) if words is None else find_void_words(words)


def _matches(words: pa.Array, pattern: str) -> pa.Array:
    return pc.fill_null(pc.match_substring_regex(words, pattern), False)


def weigh_fractions(percent: pa.Array, part: pa.Array, whole: pa.Array) -> int:
    """Count the percentages stated as fractions, less those in points. Part / whole decides which.

    The rule: exports.md#amounts.
    """
    stated = pc.multiply(percent, whole)
    as_points = pc.abs(pc.subtract(stated, pc.multiply(part, pa.scalar(100, pa.int8()))))
    as_fraction = pc.abs(pc.subtract(stated, part))
    fractions, points = pc.less(as_fraction, as_points), pc.less(as_points, as_fraction)
    return fractions.true_count - points.true_count
