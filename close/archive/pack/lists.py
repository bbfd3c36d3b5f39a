"""The lists of the month pack: the columns of each, in the order of its sheet, and those that are summed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from close.archive.accrual_accounts import say_role
from close.engine.slices import Rows
from close.rules.answers import Answer
from close.rules.catalogue import estimated
from close.work.legs import name_row
from close.work.words import CAUSE, say

OPEN_ITEMS = ("open", "cannot_tell")
ESTIMATE = "Estimate"  # the heading of the column that marks estimates, and the mark itself
LEGEND = "Estimate: no export states this amount, so it is worked out from order lines or from similar sales."
COST_EVIDENCE = "evidence_code"
MARGINS = ("customer_margin", "channel_margin")  # the evidence of a cost that is an estimate


@dataclass(frozen=True)
class PackedList:
    """A report as a sheet. `only` are the values of its column `status` that are listed, or all if there are none.

    `basis` is the column that shows which amounts are estimates: the cause of a row, or the evidence for its cost.
    """

    report: str
    title: str
    about: str
    columns: tuple[str, ...]
    sums: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    basis: str = ""

    def select(self, answer: Answer) -> Rows:
        """Return the rows of the list, still without words."""
        return answer.rows.among("status", self.only) if self.only else answer.rows

    def select_estimates(self, rows: Rows) -> Rows | None:
        """Return the rows whose amounts are estimates, or None in a list that has no such amounts."""
        return rows.among(self.basis, self._list_estimates()) if self.basis else None

    def is_estimate(self, row: Mapping[str, Any]) -> bool:
        """Return True if the amounts of a row are estimates."""
        return bool(self.basis) and row[self.basis] in self._list_estimates()

    def _list_estimates(self) -> tuple[str, ...]:
        return MARGINS if self.basis == COST_EVIDENCE else tuple(sorted(estimated()))


LISTS = (
    PackedList(
        "checklist",
        "Checklist",
        "The steps of the close, with what proves each of them and who signed it.",
        ("step", "title", "step_group", "state", "proof", "exception_count", "due_date", "attested_by", "note",
         "prepared_by", "reviewed_by", "unmet", "settled_by"),
    ),
    PackedList(
        "tie_outs",
        "Tie-outs",
        "Pairs of totals that must agree.",
        ("tie_out", "label", "left_side", "right_side", "difference", "state", "unmet", "settled_by"),
    ),
    PackedList(
        "timing_differences",
        "Timing differences",
        "Documents that moved stock on one side of the month end and were booked on the other, or have only one date.",
        ("doc_type", "ref", "contact", "class", "kind", "move_date", "acct_date", "age_days", "value", "status",
         "rule", "fix"),
        ("value",),
    ),
    PackedList(
        "blank_cogs",
        "Blank COGS",
        "Orders and credit notes without cost of goods sold, with the reason. Those without a date are included.",
        ("doc_type", "order_ref", "customer", "move_date", "acct_date", "sales", "cogs",
         "likely_missing_cogs", "evidence", "status", "reason", "fix"),
        ("sales", "likely_missing_cogs"),
        basis=COST_EVIDENCE,
    ),
    PackedList(
        "missing_fields",
        "Missing fields",
        "Documents that lack a field. A document that lacks several is listed once for each, so there is no total.",
        ("doc_type", "ref", "missing_field", "contact", "created_date", "move_date", "acct_date", "value", "status",
         "rule", "fix"),
    ),
    PackedList(
        "findings",
        "Findings",
        "The documents behind the bridge, each with its cause. Positive amounts: a leg's first balance is higher.",
        ("cause_id", "doc_type", "ref", "contact", "move_date", "acct_date", "status", "kind", "leg1_amount",
         "leg2_amount", "revenue_amount"),
        ("leg1_amount", "leg2_amount", "revenue_amount"),
        basis=CAUSE,
    ),
    PackedList(
        "ledger_only",
        "Ledger only",
        "The month's ledger entries without a valid document in Omni: they refer to no document, or to a void one.",
        ("account_role", "gl_date", "source_type", "reference", "description", "debit_minus_credit", "cause_id", "ref"),
        ("debit_minus_credit",),
    ),
    PackedList(
        "accruals",
        "Accruals",
        "The accrual journal at month end, which is reversed on the first day of the next month.",
        ("quadrant", "doc_type", "ref", "contact", "role", "debit", "credit", "move_date", "acct_date", "narration"),
        ("debit", "credit"),
    ),
    PackedList(
        "worklist",
        "Worklist",
        "The items of the worklist that are still open, with the largest amount × age first.",
        ("cause_id", "doc_type", "ref", "contact", "exposure_date", "age_days", "amount", "amount_before", "priority",
         "carried", "status", "assignee", "due", "open_comments"),
        ("amount",),
        OPEN_ITEMS,
        CAUSE,
    ),
    PackedList(
        "causes_not_tested",
        "Not tested",
        "Causes that the month was not tested for, because they need an export of their own.",
        ("cause_id", "unmet", "settled_by"),
    ),
)  # fmt: skip


def say_cell(column: str, value: Any) -> Any:
    """Return a cell in words: the name of a cause, an account or a code. Amounts and dates are unchanged."""
    if column == CAUSE and value is not None:
        return name_row(value)
    return say_role(value) if column == "role" else say(value)
