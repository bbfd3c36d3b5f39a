"""Every comment of the month that is not closed, on one page."""

from collections.abc import Sequence

import streamlit as st

from close.work.comments import CLOSED, OPEN, Comment, comments
from pages.parts.frame.outcomes import draw_outcome
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month.signing import say_subject
from pages.parts.widgets.comments import WHERE, draw_comment
from pages.parts.words import plain


def draw_all(context: PageContext) -> None:
    """Draw every comment that is not closed up to this month, oldest first, with its subject."""
    found = comments(context.warehouse, context.period)
    waiting = [one for one in found if one.state != CLOSED]
    draw_outcome(WHERE)
    if not found:
        st.caption("No comments yet.")
    elif not waiting:
        st.success(f"No comments to answer or close: all {len(found):,} are closed.", icon=":material/check:")
    for one in waiting:
        with st.container(border=True):
            st.markdown(f"**{plain(say_subject(context, one.asked.subject))}**, {month_name(one.asked.period)}")
            draw_comment(context, one)


def count_open(found: Sequence[Comment]) -> int:
    """Return the number of unanswered comments."""
    return sum(one.state == OPEN for one in found)
