"""The selected row in full: its facts, the rule that flagged it, what to do, and the line of its source file."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import streamlit as st

from close.errors import Refused
from close.rules.answers import Answer
from close.rules.reasons import reasons
from close.store.manifests import LandingRecord

if TYPE_CHECKING:
    from loaders.intake.original_lines import OriginalLine
from pages.parts.frame.page_context import PageContext, month_name, open_warehouse
from pages.parts.widgets.tables import BLANK, HEAD, NO_DATE, ROW, flags
from pages.parts.words import YES_NO, plain, say, say_moment, say_money, say_value

TEXTS = {"rule", "fix", "reason", "reasons", "evidence"}
HINT = "Select a row to see its details, why it is here, what to do, and its line in the file."
MOST_LINES = 12

Row = dict[str, Any]


def draw_detail(context: PageContext, answer: Answer, row: Row | None, aside: Callable[[], None] | None = None) -> None:
    """Draw the detail of the selected row, or how to select one. `aside` draws a page's additions next to the facts."""
    if row is None:
        st.caption(HINT)
        return
    with st.container(border=True):
        st.header(" ".join(plain(say(row[name])) for name in _title_columns(answer)), anchor=False)
        halves = st.grid(5, min_column_width=150)
        with halves.cell(column_span=2):
            _draw_facts(answer, row)
        with halves.cell(column_span=3):
            if aside:
                aside()
            _draw_reason(answer, row)
        draw_origin(context, row)


def _title_columns(answer: Answer) -> tuple[str, ...]:
    """Return the key columns for the row's title: a type and a reference, not a step, a date or a line."""
    return tuple(name for name in answer.report.key if name not in {"step", "cause_id"})[:2]


def _draw_facts(answer: Answer, row: Row) -> None:
    elsewhere = {column.name for column in flags(answer).values()} | TEXTS | set(_title_columns(answer))
    hidden = {column.name for column in answer.report.columns if column.is_lineage or column.is_code} | elsewhere
    facts = [column for column in answer.report.columns if column.name not in hidden]
    dates = {field.name for field in answer.table.schema if str(field.type).startswith("date")}
    values = {plain(fact.label): _say_fact(row[fact.name], fact.name, fact.name in dates) for fact in facts}
    st.table([{"fact": label, "value": value} for label, value in values.items()], hide_header=True, hide_index=True)


def _say_fact(value: object, column: str, is_date: bool) -> str:
    if value is None:
        return NO_DATE if is_date else BLANK
    if value in YES_NO:
        return YES_NO[str(value)]
    return plain(say_money(value) if isinstance(value, Decimal) else say_value(value, column))


def _draw_reason(answer: Answer, row: Row) -> None:
    rules = {code: rule for code, rule in flags(answer).items() if row[rule.name] == "Y"}
    sentences = [str(row[name]) for name in ("reason", "reasons", "rule") if row.get(name)]
    sentences += [rule.label for rule in rules.values()]
    st.markdown("**Why it is here**")
    st.markdown("\n\n".join(map(plain, sentences)) if sentences else "This row has no flags.")
    if row.get("evidence"):
        st.markdown(f"**Evidence for the amount** {plain(row['evidence'])}")
    words = reasons(answer.period)
    if fixes := [row["fix"]] if row.get("fix") else [words[code].remedy for code in rules]:
        st.markdown("**What to do**\n\n" + "\n\n".join(map(plain, fixes)))
    with st.container(horizontal=True):
        for number, address in enumerate(answer.report.help, 1):
            st.link_button(f"Help article {number}", address, icon=":material/help:", type="tertiary")


def draw_origin(context: PageContext, row: Mapping[str, Any]) -> None:
    """Draw the line in the file behind a row that has a landing and a line. Other rows draw nothing."""
    record = next((r for r in context.manifest.landings if r.landing == row.get("_landing")), None)
    if record is None:
        return
    sheet, mapped = (record.reading.get(name, "") for name in ("sheet", "mapping"))
    version = record.reading.get("mapping_version", "")
    lines = _read_lines(context.warehouse.organisation, record.sha256, row["_line"], sheet, mapped, version)
    sheet = f", sheet {plain(lines.sheet)}" if lines and lines.sheet else ""
    number = lines.number if lines else row["_line"]
    st.markdown(f"**Line {number:,} of {plain(record.file_name)}**{sheet}")
    st.caption(_say_landing(record))
    if lines is None or not lines.rows:
        st.caption("The line cannot be shown: the original file is missing from the warehouse or cannot be read.")
    else:
        _draw_lines(lines, f"origin-{record.landing}-{row['_line']}")


def _say_landing(record: LandingRecord) -> str:
    who = plain(record.who or "an unnamed user")
    return f"Uploaded for {month_name(record.period)} on {say_moment(record.landed_at)} UTC by {who}."


def _draw_lines(lines: "OriginalLine", key: str) -> None:
    """Draw the cells in the file under its own headings. A heading that occurs twice gets a number."""
    seen: dict[str, int] = {}
    names = []
    for heading in lines.headings:
        seen[heading] = seen.get(heading, 0) + 1
        names.append(heading if seen[heading] == 1 else f"{heading} ({seen[heading]})")
    rows = [dict(zip(names, row, strict=True)) for row in lines.rows[:MOST_LINES]]
    st.dataframe(rows, key=key, hide_index=True, lazy=False, height=HEAD + ROW * len(rows), placeholder=BLANK)
    if len(lines.rows) > MOST_LINES:
        st.caption(f"The first {MOST_LINES} of {len(lines.rows)} lines of the document.")


@st.cache_data(max_entries=500, show_spinner="Reading the line in the file…")
def _read_lines(
    organisation: str, sha256: str, line: int, sheet: str, mapped: str, version: str
) -> "OriginalLine | None":
    """Return the line, or None if the original cannot be read, because a detail page must work without it.

    `mapped` and `version` are those of the mapping that has read the file, if any.
    """
    # Importing every loader takes longer than drawing a page, and only a selected row needs one.
    from loaders.intake.original_lines import read_original_line  # noqa: PLC0415
    from loaders.mapping.saved import find_mapping  # noqa: PLC0415

    warehouse = open_warehouse(organisation)
    try:
        mapping = find_mapping(warehouse, mapped, version) if mapped else None
        return read_original_line(warehouse.original(sha256), line, sheet, [mapping] if mapping else [])
    except (Refused, OSError):
        return None
