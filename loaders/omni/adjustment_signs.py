"""The signs of stock adjustments. An export whose minus signs were lost shows it by its other amounts and its words."""

from collections import Counter
from collections.abc import Iterator
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from close.store.settings import Settings
from close.texts import say_count
from loaders.layouts.description import Check, Values, Weights

_TEXTS = ("adjustment_type", "reason", "source")
_LOSS = (
    r"(?i)\b(writ(e|ten|ing)?[ -]?(offs?|downs?)|damaged?|stolen|theft|lost|loss(es)?|shrinkage|expired|obsolete"
    r"|scrap(ped)?|wast(e|age)|spoil(t|ed|age)|broken|breakages?|disposals?|disposed|decrease[ds]?|reduction|outwards?)\b"
)
_UNDONE = r"(?i)\b(re-?vers\w*|recover\w*|found|return\w*|undo\w*|cancel\w*|correct\w*|not)\b"
_ADVICE = "Make sure that no minus sign was lost, or export the list again"
_LOSSES = "increases called losses"


def weigh_signs(rows: Values, settings: Settings | None) -> Weights:  # noqa: ARG001 - as every `weigh`
    """Count the negative quantities and totals, the rows in which the two are opposite, and the positive losses."""
    quantity, total = rows["qty"], rows["total"]
    opposite = pc.less(pc.multiply(pc.sign(quantity), pc.sign(total)), 0)
    increase = pc.and_(pc.greater(total, 0), pc.fill_null(pc.greater_equal(quantity, 0), True))
    counts = {
        "qty": pc.less(quantity, 0).true_count,
        "total": pc.less(total, 0).true_count,
        "opposite": opposite.true_count,
        _LOSSES: pc.and_(increase, _find_losses(rows)).true_count,
    }
    return Counter(counts)


def remark_signs(weights: Weights) -> tuple[Check, ...]:
    """Return remarks for the card if a column without any negative number should have some."""
    return tuple(Check("Signs", "not proven", f"{said}. {_ADVICE}") for said in _list_doubts(weights))


def _list_doubts(weights: Weights) -> Iterator[str]:
    if weights["opposite"] and not (weights["qty"] and weights["total"]):
        column, other = ("total", "quantity") if weights["qty"] else ("quantity", "total")
        yield f"no {column} is negative, although the {other} is in {say_count(weights['opposite'], 'row')}"
    elif weights[_LOSSES] and not (weights["qty"] or weights["total"]):
        rows = say_count(weights[_LOSSES], "row")
        yield f"no quantity or total is negative, although the words in {rows} mean that stock was written off"


def _find_losses(rows: Values) -> pa.Array:
    """Return a mask of the rows of which one text means a loss, and none that it was undone."""
    texts = [rows[name] for name in _TEXTS if name in rows]
    lost, undone = (
        reduce(pc.or_, (pc.fill_null(pc.match_substring_regex(text, words), False) for text in texts))
        for words in (_LOSS, _UNDONE)
    )
    return pc.and_(lost, pc.invert(undone))
