"""Every code emitted for steps and the worklist has a sentence, and every former sentence has a code."""

from collections.abc import Iterator
from datetime import date
from itertools import product

import pytest
from sqlglot import exp

from close.rules.queries import Query, library
from close.rules.reasons import advise, reasons, say
from tests.given.periods import LATEST

PERIOD = LATEST
ANY = "*"
EXITS = ("explained", "accrued")
ROW = {"contact": "Smith; Sons", "exit_period": PERIOD, "exit_who": "ada", "exit_note": "not so", "exit_value": "MJ-7"}
FORMER = {
    "Stock moved, no accounting date": "moved_not_booked",
    "Booked, stock has not moved": "booked_not_moved",
    "Quantities differ": "quantities_differ",
    "Invoiced, not imported": "invoiced_not_imported",
    "No Sales Reference": "lacks_sales_reference",
    "No Supplier Inv No": "lacks_supplier_invoice_number",
    "No Supplier Credit Note No": "lacks_supplier_credit_number",
    "Automatic adjustment, not completed": "automatic_not_completed",
    "Back-order what has not come": "partly_received",
    "Paid 2026-03-04, not in a batch": "unbatched|2026-03-04",
    "Sold at the till, no accounting date: the register is not closed": "register_open",
    "Paid 2026-01-04, not batched; older than 30 days": "unbatched|2026-01-04;too_old_to_batch",
    "Draft in the ledger: Smith; Sons": "draft_in_ledger",
    "Dated on another day in the ledger": "dated_otherwise",
    "Void on one side only": "void_on_one_side",
    "Converted at another rate": "other_rate",
    "Amounts differ": "amounts_differ",
    "Journal 5.00, Omni COGS 6.00": "journal_differs|5.00|6.00",
    "Dated and complete, not imported": "ready_for_sync_all",
    "Adjustment not in the Stock on Hand Reconciliation": "adjustment_not_synced",
    "Landed cost not in the Stock on Hand Reconciliation": "landed_cost_not_synced",
    "Sync error": "sync_error",
    "No COGS: qty mismatch": "no_cogs_qty_mismatch",
    "Do Not Import without a batch": "neither_imported_nor_batched",
    "Eligible, cost blank or zero": "cost_blank_or_zero",
}
KEPT = ("Draft in the ledger: Smith; Sons", "Void on one side only")


def conditions() -> set[str]:
    models = [library("models")[name][0] for name in ("cogs_conditions", "sales_without_cogs")]
    return {text for model in models for text in emitted(model, "failing_condition")} - {ANY}


def emitted(query: Query, column: str) -> Iterator[str]:
    """Return every possible text of a column, with `*` for parts that come from the data."""
    for alias in query.tree.find_all(exp.Alias):
        if alias.alias == column:
            yield from (text for text in texts(alias.this) if text != ANY)


def texts(node: exp.Expr | None) -> list[str]:
    """Return the possible texts of an expression: the branches of a case, but not its comparisons."""
    if node is None or isinstance(node, exp.Null):
        return []
    if isinstance(node, exp.Literal):
        return [node.name]
    if isinstance(node, exp.Case):
        branches = [branch.args["true"] for branch in node.args["ifs"]] + [node.args.get("default")]
        return [text for branch in branches for text in texts(branch)]
    if isinstance(node, exp.Coalesce):
        return [text for part in (node.this, *node.expressions) for text in texts(part)]
    if isinstance(node, exp.DPipe):
        return ["".join(pair) for pair in product(texts(node.left), texts(node.right))]
    return texts(node.this) if isinstance(node, exp.Paren | exp.Cast) else [ANY]


def codes() -> set[str]:
    found = set()
    for query in (queries[0] for queries in library("models").values()):
        if query.path.parent.name in ("steps", "work"):
            for column in ("reason_code", "stale_code", "reopened_code"):
                found |= {part.split("|")[0] for text in emitted(query, column) for part in text.split(";") if part}
    return found


def filled(code: str) -> list[str]:
    """Return the codes matched by a text with `*`."""
    if ANY not in code:
        return [code]
    return [code.replace(ANY, value) for value in (EXITS if code.startswith(ANY) else sorted(conditions()))]


def test_every_code_of_a_step_or_an_exit_has_a_sentence() -> None:
    known = reasons(PERIOD)
    found = {each for code in codes() for each in filled(code)}
    assert {"older_than", "no_cogs_qty_mismatch", "too_old_to_batch", "accrued_at_another", "put_back"} <= found
    assert not [code for code in sorted(found) if code not in known or not known[code].sentence]


@pytest.mark.parametrize("former", FORMER)
def test_every_former_reason_of_a_step_has_words_and_a_remedy(former: str) -> None:
    recorded = say(FORMER[former], ROW, PERIOD)
    assert recorded == former if former in KEPT else recorded[0].isupper()
    assert advise(FORMER[former], ROW, PERIOD).endswith(".")


@pytest.mark.parametrize("condition", sorted(conditions()))
def test_every_condition_of_missing_cogs_is_a_reason_with_a_remedy(condition: str) -> None:
    assert say(f"no_cogs_{condition}", {}, PERIOD).startswith("No COGS")
    assert advise(f"no_cogs_{condition}", {}, PERIOD).endswith(".")


def test_remedies_are_shared_by_reference() -> None:
    shared = reasons(PERIOD)["back_order_remainder"].remedy
    for code in ("quantities_differ", "no_cogs_qty_mismatch", "SC4", "PS4", "S04", "P04"):
        assert advise(code, {}, PERIOD).startswith(shared), code
    assert advise("quantities_differ;back_order_remainder", {}, PERIOD) == shared


def test_names_of_exports_are_titles() -> None:
    recorded = say(f"older_than|cogs_entries|{date(2026, 4, 2)}|sales_documents|{date(2026, 4, 5)}", {}, PERIOD)
    assert recorded == "COGS breakdown (2 Apr 2026): older than Sales orders and credit notes (5 Apr 2026)"
    assert "COGS breakdown, Payments" in say("not_landed|cogs_entries, payments", {}, PERIOD)
