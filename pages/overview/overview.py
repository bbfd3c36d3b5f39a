"""The month at a glance: can I trust it, how far apart are the two sides, why, what is next, who has it and by when."""

import streamlit as st

from close.places import PROGRAM
from pages.overview.balances import draw_balances
from pages.overview.closing import draw_closing
from pages.overview.corrections import draw_corrections
from pages.overview.months import draw_months
from pages.overview.news import draw_news
from pages.overview.pieces import draw_pieces
from pages.overview.trust import draw_trust, say_exports
from pages.parts.frame.page_context import current
from pages.parts.month import uploads
from pages.parts.month.heading import draw_title

# In pixels: the space reserved for each part while the parts above it are being computed.
HEIGHTS = (60, 170, 420)

context = current()
uploads.stop_if_empty(context)
st.html(PROGRAM / ".streamlit" / "overview.css")
draw_title(context, "Overview", say_exports(context))
places = [st.empty() for _ in HEIGHTS]
for place, height in zip(places, HEIGHTS, strict=True):
    place.skeleton(height=height)
trust, gap, work = places
with trust.container():
    draw_trust(context)
with gap.container(border=True):
    draw_balances(context)
    draw_pieces(context)
with work.container():
    halves = st.grid(2, min_column_width=380)
    if context.has_begun:  # without exports of the month, there would only be last month's documents
        with halves.cell(), st.container(border=True):
            draw_corrections(context)
            draw_news(context)
    with halves.cell(), st.container(border=True):
        draw_closing(context)
        draw_months(context)
