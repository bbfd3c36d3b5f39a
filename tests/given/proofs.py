"""A month's step counts, and the lists on the pages that prove them."""

from collections import Counter

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from pages.parts.month.proofs import PROOFS, Proof
from pages.parts.widgets.filters import mark
from pages.parts.widgets.tables import flags


def count_proofs(warehouse: Warehouse, period: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return each applicable step's count, and the rows of its proof: the linked page or the step's own list."""
    rows = answer(warehouse, "checklist", period).table.to_pylist()
    counted = {row["step"]: row["exception_count"] for row in rows if row["exception_count"] is not None}
    own = Counter(answer(warehouse, "step_exceptions", period).table["step"].to_pylist())
    return counted, {step: _rows(warehouse, period, PROOFS.get(step), own[step]) for step in counted}


def _rows(warehouse: Warehouse, period: str, proof: Proof | None, own: int) -> int:
    if proof is None:
        return own
    found = answer(warehouse, proof.report, period)
    rows = found.rows
    if proof.flags:
        known = flags(found)
        rows = rows.where(*mark([known[code].name for code in proof.flags]))
    count = (rows.among("doc_type", [proof.doc_type]) if proof.doc_type else rows).count()
    return count if count == own else -count
