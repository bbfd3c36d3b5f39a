"""The sign of credits: negative in every row, whatever their sign in the file (exports.md#signs)."""

from collections import Counter
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from close.texts import say_count
from loaders.layouts.description import Check, Values, Weights

_POSITIVE, _NEGATIVE = "positive credits", "negative credits"


def find_positive(rows: Values, names: Sequence[str]) -> pa.Array:
    """Return a mask of the rows whose first amount other than 0 is positive. It is null if there is none."""
    return pc.coalesce(*(pc.if_else(pc.equal(rows[name], 0), None, pc.greater(rows[name], 0)) for name in names))


def weigh_signs(rows: Values, names: Sequence[str], is_credit: pa.Array) -> Weights:
    """Count the credits of either sign."""
    positive = find_positive(rows, names).filter(is_credit)
    return Counter({_POSITIVE: positive.true_count, _NEGATIVE: positive.false_count})


def remark_signs(weights: Weights) -> tuple[Check, ...]:
    """Return a remark for the card if credits of both signs were found."""
    positive, negative = weights[_POSITIVE], weights[_NEGATIVE]
    if not (positive and negative):
        return ()
    detail = (
        f"the file has {positive:,} positive and {say_count(negative, 'negative credit')}. All of them count as "
        "negative. Make sure that none of the positive ones is a charge"
    )
    return (Check("Signs", "not proven", detail),)
