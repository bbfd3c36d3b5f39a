"""A control account besides stock: its movement in Omni and in the ledger, each adjusted, and the residual."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import streamlit as st

from close.rules import reasons
from pages.bridge import tolerance
from pages.bridge.findings import explain_cause
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.month.settling import draw_places
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none
from pages.parts.widgets.computation import explain
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.listing import draw_list
from pages.parts.words import plain, say, say_money, say_tested

REPORT, ITEMS, ITEM = "control_accounts", "control_items", "item"
TABLE = {"line": "Line", "amount": "Amount", "documents": "Items"}
COLUMNS = ("ref", "item", "omni_amount", "ledger_amount", "difference", "contact", "doc_type", "entry_date")
SUMS = ("omni_amount", "ledger_amount", "difference")
AGREES = "control_agrees"
CAUSE = "control_cause|"
TESTED = ["sales_documents", "purchase_documents", "cogs_entries", "stock_reconciliation_entries", "ledger_entries"]

Record = dict[str, Any]


@dataclass(frozen=True)
class Statement:
    """The lines of one account in the report `control_accounts`."""

    rows: Sequence[Record]

    def part(self, name: str) -> list[Record]:
        """Return the lines of a part: balance, omni, ledger or residual."""
        return [row for row in self.rows if row["part"] == name]

    @property
    def residual(self) -> Decimal | None:
        """The unexplained amount, or None if evidence is missing."""
        amount: Decimal | None = self.part("residual")[0]["amount"]
        return amount

    @property
    def unmet(self) -> tuple[str, str]:
        """The missing evidence and how to provide it, or two empty texts."""
        return self.rows[0]["unmet"] or "", self.rows[0]["settled_by"] or ""


def draw_account(context: PageContext, account: str, choose: Callable[[], object]) -> None:
    """Draw the statement of an account, the ledger's own balance, and the documents behind the selected line.

    `choose` draws the choice of the account.
    """
    context = replace(context, page=REPORT)
    answer, limit = ask(context, REPORT), tolerance.find_tolerance(context, account)
    statement = Statement([row for row in answer.table.to_pylist() if row["account"] == account])
    name = str(say(account))
    draw_heading(
        context,
        "Control accounts",
        f"{name.lower()}: the month's movement on both sides, each adjusted, and the residual between them",
        say_money(statement.residual, context.settings.currency),
        f"Unexplained residual of {name.lower()}",
        *tolerance.judge(statement.residual, limit, "the adjusted movements agree"),
        ("tie_outs", "See the tie-outs"),
    )
    choose()
    uploads.warn_of_missing_ledger(context, answer)
    _draw_unknown(context, statement)
    tolerance.draw_tolerance(limit)
    _draw_sides(statement)
    _draw_items(context, account, is_known=statement.residual is not None)
    _draw_balance(context, statement)
    explain(answer)


def _draw_unknown(context: PageContext, statement: Statement) -> None:
    unmet, remedy = statement.unmet
    if unmet:
        st.warning(f"Cannot tell. {plain(unmet)}. {plain(remedy)}", icon=":material/question_mark:")
        draw_places(statement.rows[:1], context.period)


def _draw_sides(statement: Statement) -> None:
    """Draw the two sides next to each other. Selecting a line lists its documents."""
    halves = st.grid(2, min_column_width=420)
    ends = {}
    for part, title in (("omni", "Omni"), ("ledger", "Ledger")):
        lines = statement.part(part)
        ends[part] = lines[-1]["amount"]
        with halves.cell():
            st.markdown(f"**{title}**")
            _draw_lines(lines, f"side-{title}")
    if statement.residual is not None:
        st.markdown(
            f"Omni's adjusted movement of **{say_money(ends['omni'])}** less the ledger's adjusted movement of "
            f"**{say_money(ends['ledger'])}** leaves **{say_money(statement.residual)}**."
        )
    st.caption(
        "Select a line to list its items. Their difference is Omni less the ledger. The ledger's lines add it, and "
        "Omni's lines deduct it, so an item of an Omni line is listed with the opposite sign."
    )


def _draw_balance(context: PageContext, statement: Statement) -> None:
    """Draw how the ledger's balance moved in the month, by kind of entry."""
    st.header(f"The ledger's balance in {month_name(context.period)}", anchor=False)
    _draw_lines(statement.part("balance"), "balance")
    st.caption(
        "Omni's exports do not show which items were open at month end, so the two sides compare the movement of the "
        "month. This balance comes from the ledger alone."
    )


def _draw_lines(lines: Sequence[Record], name: str) -> None:
    shown = [{**line, "documents": line["documents"] or None} for line in lines]
    opens = [{ITEM: [line["line_code"]] if line["position"] == 2 else []} for line in lines]
    drill_downs.draw_rows(shown, opens, name, TABLE)


def _draw_items(context: PageContext, account: str, *, is_known: bool) -> None:
    """Draw the documents and entries that differ, or those of the selected lines."""
    st.header("Documents and entries", anchor=False)
    items = ask(context, ITEMS)
    rows = items.rows.among("account", [account])
    differing = [row["line_code"] for row in rows.tally(["line_code"]) if row["line_code"] != AGREES]
    if not differing:
        if is_known:
            tested = uploads.count_tested_rows(context, TESTED)
            draw_none(f"No document or entry differs: {say_tested(tested)}.", items)
        else:
            st.caption("Which documents differ is unknown until the missing evidence is uploaded.")
        return
    shown = by_column(
        rows.among("line_code", differing),
        "line_code",
        "Lines",
        ITEM,
        lambda code: reasons.say(code, {}, context.period),
    )
    # Documents on no line are left out, so only the items of one line add up to an amount of the statement.
    sums = SUMS if len(shown.tally(["line_code"])) == 1 else ()
    draw_list(context, items, shown, COLUMNS, sums, explain=lambda row: _explain(row, context.period))


def _explain(row: Record, period: str) -> tuple[str, str]:
    """Return why an item is on its line, and what to do about it."""
    if row["line_code"].startswith(CAUSE):
        return explain_cause({"cause_id": row["line_code"].removeprefix(CAUSE)}, period)
    if row["doc_type"] == "GL":
        return f"{row['item']}. Only the ledger has it.", "Nothing, if it belongs on this account."
    return f"{row['item']}.", "Open the document and compare it with its entry in the ledger."
