"""Pills that filter the rows of a page.

Each shows how many rows it would leave, and options that no longer exist are dropped.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from close.rules.answers import Answer
from close.rules.queries import Column
from pages.parts.widgets.answers import where
from pages.parts.widgets.tables import FLAG, flags, mark
from pages.parts.words import say


def choose(label: str, counts: Mapping[str, int], key: str, words: Callable[[str], str] | None = None) -> list[str]:
    """Let the user choose any of the options. If none is chosen, all apply. Without options, nothing is drawn."""
    if not counts:
        return []
    if key in st.session_state:
        st.session_state[key] = [option for option in st.session_state[key] if option in counts]
    say_option = words or (lambda option: str(say(option)))
    chosen = st.pills(
        label,
        list(counts),
        selection_mode="multi",
        format_func=lambda option: f"{say_option(option)} · {counts[option]:,}",
        key=key,
    )
    return list(chosen)


def choose_one(label: str, options: Sequence[str], key: str, hidden: bool = False) -> str:
    """Let the user choose one option, with the first as the default. Other parts of the page may set it by its key."""
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    visibility: Literal["visible", "collapsed"] = "collapsed" if hidden else "visible"
    return st.segmented_control(label, options, key=key, label_visibility=visibility) or options[0]


def by_column(
    table: pa.Table,
    column: str,
    label: str,
    key: str,
    words: Callable[[str], str] | None = None,
    each: Sequence[str] = (),
) -> pa.Table:
    """Return the rows with one of the chosen values in a column. The options are the values in the rows.

    Each option shows its number of rows or, if `each` lists columns, the number of different values in these.
    """
    rows = table.group_by([column, *each]).aggregate([]) if each else table
    counted = sorted(count(rows, column).items(), key=lambda item: (-item[1], item[0]))
    chosen = choose(label, dict(counted), key, words)
    return where(table, column, chosen) if chosen else table


def count(table: pa.Table, column: str) -> dict[str, int]:
    """Return the number of rows with each value of a column, excluding blanks."""
    counted = pc.value_counts(table[column].drop_null()).to_pylist()
    return {item["values"]: item["counts"] for item in counted}


def by_flag(answer: Answer) -> pa.Table:
    """Return the rows with one of the chosen flags, or all rows if none is chosen, flagged rows first.

    Rules without a finding are listed, with the number of rows they were tested on.
    """
    table, rules = answer.table, flags(answer)
    counts = {code: table[column.name].to_pylist().count("Y") for code, column in rules.items()}
    raised = {code: number for code, number in counts.items() if number}
    chosen: list[str] = []
    if raised:
        chosen = choose(
            "Only rows with these flags",
            raised,
            f"flags-{answer.report.name}",
            lambda code: f"{code} {_rule(rules[code])}",
        )
    _say_clear([f"{code} {_rule(rules[code])}" for code in counts if code not in raised], table.num_rows, bool(raised))
    marked = mark(table, [rules[code].name for code in chosen or rules])
    kept = table.filter(marked)
    return kept if chosen else pa.concat_tables([kept, table.filter(pc.invert(marked))])


def count_flagged(answer: Answer) -> int:
    """Return the number of rows with any flag."""
    names = [column.name for column in flags(answer).values()]
    return answer.table.filter(mark(answer.table, names)).num_rows if names else 0


def _say_clear(rules: list[str], rows: int, some: bool) -> None:
    if not rules:
        return
    tested = f"{rows:,} rows were tested for {', '.join(rules)}."
    if some:
        st.caption(f"No other flags: {tested}")
    else:
        st.success(f"No flags: {tested}", icon=":material/check:")


def _rule(column: Column) -> str:
    match = FLAG.match(column.label)
    return match[2] if match else column.label
