"""Pills that filter the rows of a page.

Each shows how many rows it would leave, and options that no longer exist are dropped. A choice is kept for the session
on its own page, so that the way back from a document leads to the same rows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

import streamlit as st

from close.engine.slices import Among, Rows
from close.rules.answers import Answer
from pages.parts.frame.url import own_filter
from pages.parts.widgets.answers import draw_none
from pages.parts.widgets.tables import flags, name_flag
from pages.parts.words import plain, say, say_tested


def choose(label: str, counts: Mapping[str, int], key: str, words: Callable[[str], str] | None = None) -> list[str]:
    """Let the user choose any of the options. If none is chosen, all apply. Without options, nothing is drawn."""
    own_filter(key)
    if not counts:
        return []
    if key in st.session_state:
        st.session_state[key] = [option for option in st.session_state[key] if option in counts]
    say_option = words or (lambda option: str(say(option)))
    chosen = st.pills(
        label,
        list(counts),
        selection_mode="multi",
        format_func=lambda option: f"{plain(say_option(option))} · {counts[option]:,}",
        key=key,
        persist_state="session",
    )
    return list(chosen)


def choose_one(label: str, options: Sequence[str], key: str, hidden: bool = False, words: bool = False) -> str:
    """Let the user choose one option, with the first as the default. Other parts of the page may set it by its key.

    If `words` is True, the options are codes, and are shown in words.
    """
    own_filter(key)
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    seen: Literal["visible", "collapsed"] = "collapsed" if hidden else "visible"
    chosen = st.segmented_control(
        label,
        options,
        key=key,
        label_visibility=seen,
        persist_state="session",
        format_func=(lambda option: str(say(option))) if words else str,
    )
    return chosen or options[0]


def by_column(
    rows: Rows,
    column: str,
    label: str,
    key: str,
    words: Callable[[str], str] | None = None,
    each: Sequence[str] = (),
    order: Sequence[str] = (),
) -> Rows:
    """Return the rows with one of the chosen values in a column. The options are the values in the rows.

    Each option shows its number of rows or, if `each` lists columns, the number of different values in these. `order`
    lists values that have an order of their own. The others follow by their number.
    """
    ranks = {value: rank for rank, value in enumerate(order)}
    counted = sorted(
        count(rows, column, each).items(), key=lambda item: (ranks.get(item[0], len(ranks)), -item[1], item[0])
    )
    chosen = choose(label, dict(counted), key, words)
    return rows.among(column, chosen) if chosen else rows


def count(rows: Rows, column: str, each: Sequence[str] = ()) -> dict[str, int]:
    """Return the number of rows with each value of a column, excluding blanks. `each` is as in `by_column`."""
    return {row[column]: row["count"] for row in rows.tally([column], each=each) if row[column] is not None}


def by_flag(answer: Answer) -> Rows:
    """Return the rows with one of the chosen flags, or all rows if none is chosen, flagged rows first.

    Rules without a finding are listed, with the number of rows they were tested on.
    """
    rules = flags(answer)
    found = answer.rows.counts(mark([column.name for column in rules.values()]))
    counts = dict(zip(rules, found, strict=True))
    raised = {code: number for code, number in counts.items() if number}
    chosen: list[str] = []
    if raised:
        chosen = choose(
            "Only rows with these flags",
            raised,
            f"flags-{answer.report.name}",
            lambda code: name_flag(rules[code]),
        )
    rows = answer.rows.count()
    tested = answer.rows.counts(tuple(Among(column.name, ("Y", "N")) for column in rules.values()))
    unknown = [code for code, number in zip(rules, tested, strict=True) if number < rows and code not in raised]
    clear = [code for code in counts if code not in raised and code not in unknown]
    _say_clear(answer, [name_flag(rules[code]) for code in clear], bool(raised or unknown))
    if unknown:
        names = "; ".join(name_flag(rules[code]) for code in unknown)
        st.caption(f"Some rows lack the values that these flags need: {names}.")
    marked = mark([rules[code].name for code in chosen or rules])
    return answer.rows.where(*marked) if chosen else answer.rows.put_first(marked)


def count_flagged(answer: Answer) -> int:
    """Return the number of rows with any flag."""
    names = [column.name for column in flags(answer).values()]
    return answer.rows.where(*mark(names)).count() if names else 0


def mark(names: Sequence[str]) -> tuple[Among, ...]:
    """Return the condition that a row has Y in any of the columns."""
    return tuple(Among(name, ("Y",)) for name in names)


def _say_clear(answer: Answer, rules: list[str], some: bool) -> None:
    if not rules:
        return
    tested = say_tested(answer.rows.count())
    if some:
        st.caption(f"{tested} for every flag. None has: {'; '.join(rules)}.")
    else:
        draw_none(f"No flags: {tested}. None has: {'; '.join(rules)}.", answer)
