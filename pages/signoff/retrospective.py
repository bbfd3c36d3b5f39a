"""Draw how the close went: days to close, late steps, repeated findings, and the gap over twelve months."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from close.months import month
from close.signing.answers import list_back
from close.signing.standing import SUSPENDED
from close.store import seals
from close.work import checklist
from close.work.progress import say_step_state
from pages.parts.charts import PICK, read_pick
from pages.parts.frame.navigation import go
from pages.parts.frame.page_context import current, month_name
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.widgets import drill_downs
from pages.parts.widgets.answers import ask, draw_none
from pages.parts.widgets.computation import explain
from pages.parts.widgets.downloads import offer_rows
from pages.parts.widgets.drill_downs import Way
from pages.parts.widgets.filters import by_column
from pages.parts.widgets.panel import draw_lines
from pages.parts.widgets.tables import BLANK
from pages.parts.words import Colour, agree, list_words, say_count, say_day, say_money, say_value
from pages.signoff.trend import make_trend
from pages.worklist.items import CONTACT

TWELVE = 12
SHOWN = 25  # suppliers, customers and branches. The downloads have all
MONTHS = {
    "period": "Month",
    "gap": "Gap",
    "unexplained": "Unexplained",
    "days_to_close": "Days to close",
    "days_of_work": "Days of work",
    "first_upload": "First upload",
    "reviewed_on": "Reviewed",
    "standing": "Signature",
    "sealed_on": "Sealed",
    "late_steps": "Done late",
    "reopened": "Re-opened",
}
LATE = {"title": "Step", "days_late": "Days late", "due_date": "Due", "done_on": "Done (UTC)", "who": "By"}
DUE = {"title": "Step", "state": "State", "days_late": "Days overdue", "due_date": "Due"}
OFFENDERS = {
    "party": "Name",
    "amount": "Amount",
    "cause_id": "Most frequent cause",
    "documents": "Documents",
    "months": "Months",
    "party_kind": "Kind",
    "last_month": "Last in",
}

Row = dict[str, Any]
Line = tuple[str, str, str]

context = current()
uploads.stop_if_empty(context)
with st.spinner("Reading the last twelve months…"):
    history = ask(context, "close_history")
rows = history.table.to_pylist()
now: Row = next((row for row in rows if row["period"] == context.period), {})


def judge() -> tuple[str, Colour]:
    """Return whether the month is closed, and how that compares with the other closed months."""
    days = now.get("days_to_close")
    others = [row["days_to_close"] for row in rows if row is not now and row["days_to_close"] is not None]
    if days is None:
        return "Not closed yet", "orange"
    if now["standing"] == SUSPENDED:
        return "Suspended: the figures have changed since", "orange"
    if not others:
        return "No other month to compare with", "gray"
    return f"{min(others):,} to {max(others):,} in the other months", "gray" if days <= max(others) else "orange"


def draw_months() -> None:
    """Draw a line for each month, newest first, and the months without exports."""
    st.header("Month by month", anchor=False)
    newest_first = [{**row, "standing": say_value(row["standing"], "standing")} for row in reversed(rows)]
    ways: list[Way] = [("overview", {"period": row["period"]}) for row in newest_first]
    drill_downs.draw_ways(newest_first, ways, "close-history", MONTHS)
    known = {row["period"] for row in rows}
    missing = [each for each in list_back(context.period, TWELVE) if each not in known]
    st.caption(
        "The gap is Omni's valuation less the ledger's stock account, so in parentheses the ledger is higher. "
        "Unexplained adds what both legs of the bridge leave, whichever side is higher. A month "
        "is closed by the reviewer's signature or, without one, by the seal. The days to close are counted from the "
        "month end, and the days of work from the first upload. A signature is suspended if the figures of the month "
        "have changed since. Done late counts the steps that were done after they were due. A blank means that "
        f"something has not happened, or that it is unknown. {say_missing(missing)}"
    )


def say_missing(missing: list[str]) -> str:
    """Return the months without exports in words: those in a row as a range."""
    if not missing:
        return "All twelve months have exports."
    runs = [[missing[0]]]
    for each in missing[1:]:
        if month(runs[-1][-1]).next.period == each:
            runs[-1].append(each)
        else:
            runs.append([each])
    spans = [month_name(run[0]) + (f" to {month_name(run[-1])}" if len(run) > 1 else "") for run in runs]
    return f"There are no exports for {list_words(spans)}, so the list leaves these months out."


def list_open_late() -> list[Row]:
    """Return the steps of this month that are overdue, as they are counted on the checklist."""
    today, steps = seals.now(), ask(context, "checklist").table.to_pylist()
    late = [row for row in steps if checklist.pace(row, today) == checklist.LATE]
    return [{**row, "days_late": (today - row["due_date"]).days, "state": say_step_state(row)} for row in late]


def draw_steps(rows: list[Row], name: str, labels: dict[str, str], say: Callable[[Row], Line]) -> None:
    """Draw steps as a table or, in a narrow window, as lines. Selecting one opens it on the checklist."""
    with st.container(key=f"wide-table-{name}"):
        drill_downs.draw_ways(rows, [("checklist", {"step": row["step"]}) for row in rows], name, labels)
    draw_lines(drill_downs.name_ways(name), map(say, rows))


def draw_late() -> None:
    """Draw the steps of this month that are overdue, and those that were done after they were due."""
    answer, still = ask(context, "late_steps"), list_open_late()
    done = answer.table.to_pylist()
    st.header(f"Late in {month_name(context.period)}", anchor=False)
    if still:
        st.markdown(f"**{say_count(len(still), 'step')} overdue**: due before today, and not done")
        draw_steps(still, "steps-due", DUE, say_due)
    if done:
        st.markdown(
            f"**{say_count(len(done), 'step')} done late**: done, but after the due day. {say_again(still, done)}"
        )
        draw_steps(done, "late-steps", LATE, say_done)
    if not still and not done:
        draw_none("No step is overdue, and none was done late.", answer)


def say_again(still: list[Row], done: list[Row]) -> str:
    """Return which steps were done and are open again, because new exceptions came, or an empty string."""
    codes = {row["step"] for row in still}
    again = [row["title"] for row in done if row["step"] in codes]
    count = f"so {agree(len(again), 'it counts', 'they count')} above as well"
    return f"Since then, exceptions came to {list_words(again)}, {count}." if again else ""


def say_due(row: Row) -> Line:
    """Return an overdue step as a line for a narrow window."""
    return row["title"], row["state"], f"{say_count(row['days_late'], 'day')} overdue, due {say_day(row['due_date'])}"


def say_done(row: Row) -> Line:
    """Return a step that was done late as a line for a narrow window."""
    done = f"done on {say_day(row['done_on'])} by {row['who']}"
    return row["title"], f"{say_count(row['days_late'], 'day')} late", f"due {say_day(row['due_date'])}, {done}"


def draw_offenders() -> None:
    """Draw the suppliers, customers and branches with findings in several months."""
    answer = ask(context, "repeat_offenders")
    st.header("Suppliers, customers and branches with repeated findings", anchor=False)
    if not answer.rows.count():
        draw_none("No supplier, customer or branch has several documents with findings at several month ends.", answer)
        return
    found = by_column(answer.rows, "party_kind", "Kind", "offender-kind")
    lines = found.table().slice(0, SHOWN).to_pylist()
    words = {"cause_id": "cause_id", "party_kind": ""}
    shown = [{**line, **{name: say_value(line[name], column) for name, column in words.items()}} for line in lines]
    with st.container(key="wide-table"):
        drill_downs.draw_ways(shown, [find_documents(line) for line in lines], "offenders", OFFENDERS)
    draw_lines(drill_downs.name_ways("offenders"), map(say_offender, shown))
    st.caption(
        "Select a customer or supplier to see what was open in the last of the months, or a branch to see the "
        "documents of its most frequent cause. Each document counts once, with its largest amount. Omni's exports do "
        "not name the person who entered a document, so Tieout cannot say who it was."
    )
    offer_rows(answer, found)


def say_offender(row: Row) -> Line:
    """Return an offender as a line for a narrow window."""
    seen = f"{say_count(row['documents'], 'document')} in {say_count(row['months'], 'month')}"
    return row["party"], say_money(row["amount"]), f"{row['cause_id']} · {seen}"


def find_documents(line: Row) -> Way:
    """Return the way to the last documents of an offender. The worklist names contacts, but no branches."""
    month = {"period": line["last_month"]}
    if line["party_kind"] == "branch":
        return "bridge", {**month, "cause": line["cause_id"]}
    return "worklist", {**month, CONTACT: line["party"]}


def draw_trend() -> None:
    """Draw the gap and the unexplained amount of each month. Selecting a month opens it."""
    state = st.altair_chart(
        make_trend(rows),
        key="trend",
        on_select="rerun",
        selection_mode=PICK,
        alt="The gap and the unexplained amount of each month",
    )
    if period := read_pick(state):
        go("overview", period=period)


draw_heading(
    context,
    "How the close went",
    "days to close, late steps, repeated findings, and the gap over twelve months",
    BLANK if now.get("days_to_close") is None else f"{now['days_to_close']:,}",
    "Days from month end to close",
    *judge(),
    ("flux", "Flux"),
)
uploads.warn_of_missing(context, history)
if rows:
    draw_trend()
    draw_months()
draw_late()
draw_offenders()
explain(history)
