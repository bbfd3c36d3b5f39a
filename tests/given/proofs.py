"""A month's step counts, and the lists on the pages that prove them."""

from collections import Counter

from close.signing.answers import answer
from close.store.warehouse import Warehouse
from pages.parts.month.proofs import PROOFS, Proof
from pages.parts.widgets.answers import where
from pages.parts.widgets.tables import flags, mark


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
    table = found.table
    if proof.flags:
        known = flags(found)
        table = table.filter(mark(table, [known[code].name for code in proof.flags]))
    rows = (where(table, "doc_type", [proof.doc_type]) if proof.doc_type else table).num_rows
    return rows if rows == own else -rows
