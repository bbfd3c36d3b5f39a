"""The story of the month on screen, with its files."""

import streamlit as st

from close.archive.month_story import tell_month
from close.archive.prints import month_story
from close.texts import name_everywhere
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.downloads import offer_print
from pages.parts.words import plain


def draw_story(context: PageContext) -> None:
    """Draw the story, the conclusion first, and buttons for it as Markdown and as PDF."""
    story = tell_month(context.warehouse, context.period, context.manifest.number)
    dated = context.manifest.published_at[:10] or str(context.month.end)
    name = name_everywhere(f"Story of {story.title}", "Story")
    with st.container(horizontal=True):
        offer_print("Print the story", lambda: month_story.pdf(story, dated), f"{name}.pdf")
        offer_print("Story as text", lambda: story.to_markdown().encode(), f"{name}.md")
    with st.container(border=True):
        st.markdown(f"**{plain(story.conclusion)}**")
        if story.caution:
            st.warning(plain(story.caution), icon=":material/warning:")
        for part in story.parts:
            st.header(part.title, anchor=False)
            mark = "- " if part.is_list else ""
            st.markdown(("\n" if part.is_list else "  \n").join(f"{mark}{plain(line)}" for line in part.sentences))
