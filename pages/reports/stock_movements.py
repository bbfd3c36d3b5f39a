"""Stock movements: units by product and branch, goods between branches, and movements that contradict documents."""

import streamlit as st

from close.rules.catalogue import name_cause
from close.store.datasets import DATASETS
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_heading
from pages.parts.month.settling import draw_places
from pages.parts.widgets.answers import ask, lacks, say_source
from pages.parts.widgets.computation import explain
from pages.parts.widgets.listing import draw_list
from pages.parts.widgets.tables import draw
from pages.parts.words import say_count

MOVEMENTS = "stock_movements"
UNTOLD = {"cause": "Cause", "unmet": "What is missing", "settled_by": "What to do"}
ROLL = ("product", "product_name", "branch", "difference", "value", "opening", "expected", "closing")
CONFLICTS = ("ref", "conflict", "documents", "document_units", "units", "move_date", "first_date", "last_date")

context = current()
uploads.stop_if_empty(context)
roll = ask(context, "stock_roll")
is_blind = lacks(roll, MOVEMENTS, "stock_valuation_lines")
rolls = roll.table.to_pylist()
unknown = [row for row in rolls if row["difference"] is None]
off = [row for row in rolls if row["difference"]]


def say_unknown() -> str:
    """Return why it is not known whether the units roll forward."""
    return f"Cannot tell: {'rows are left out' if roll.incomplete and not is_blind else 'exports are missing'}"


draw_heading(
    context,
    "Stock movements",
    "units in last month's valuation, movements since, and units in this month's valuation",
    "–" if is_blind or unknown else f"{len(off):,}",
    "Products whose units do not roll forward",
    say_unknown()
    if is_blind or unknown
    else "units differ, or the list is incomplete"
    if off
    else "all units roll forward",
    "orange" if is_blind or unknown or off else "green",
    ("tie_outs", "See the tie-outs"),
    why=say_source(context, roll),
)
if lacks(roll, MOVEMENTS):
    st.info(
        "**Stock movements** are optional. To upload them for this month, export them in Omni: "
        f"{DATASETS[MOVEMENTS].source}. They show the day of each part delivery.",
        icon=":material/upload_file:",
    )
elif rolls:
    st.header("Units by product and branch", anchor=False)
    shown = [name for name in ROLL if name != "branch" or any(row["branch"] for row in rolls)]
    draw_list(context, roll, roll.rows, shown)


def draw_untold() -> None:
    """Draw the causes that cannot be tested without more evidence."""
    untold = ask(context, "causes_not_tested")
    if untold.table.num_rows:
        st.header("Causes that cannot be tested", anchor=False)
        draw([{**row, "cause": name_cause(row["cause_id"])} for row in untold.table.to_pylist()], "untold", **UNTOLD)
        draw_places(untold.table.to_pylist(), context.period)


transit = ask(context, "stock_in_transit")
if transit.table.num_rows:
    st.header("On the way between branches", anchor=False)
    draw_list(context, transit, transit.rows, sums=("stock_value",))
conflicts = ask(context, "movement_conflicts")
if conflicts.table.num_rows:
    count = say_count(conflicts.table.num_rows, "contradiction")
    st.header(f"Movements against documents: {count}", anchor=False)
    draw_list(context, conflicts, conflicts.rows, CONFLICTS)
draw_untold()
explain(roll)
