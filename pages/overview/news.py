"""Changes since the last working day: items that cleared or appeared, and the gap then."""

import streamlit as st

from close.archive.news.counts import count_changes
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.answers import ask
from pages.parts.words import plain, say_money


def draw_news(context: PageContext) -> None:
    """Draw what changed, in one line, if something was uploaded since and the exports of then still tell."""
    counts = count_changes(context.warehouse, context.period)
    if not counts:
        return
    now = ask(context, "gap_by_month").table["gap"][-1].as_py()
    gap = ""
    if counts.gap is not None and now is not None:
        gap = f" The gap was {say_money(counts.gap)}." if counts.gap != now else " The gap is the same."
    st.caption(plain(f"Since {counts.since:%A}: {counts.cleared:,} cleared, {counts.appeared:,} new.{gap}"))
