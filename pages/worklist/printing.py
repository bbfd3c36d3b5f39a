"""What is printed, as files: made when asked for, the same bytes for the same month."""

from collections.abc import Callable

import streamlit as st

from close.archive.prints import checklist, fix_plan, workbook
from pages.parts.frame.page_context import PageContext
from pages.parts.widgets.downloads import MIME

PDF = "application/pdf"


def offer_checklist(context: PageContext, is_new: bool) -> None:
    """The checklist as it stands, the same to fill in by hand, and a workbook, for who is reading."""
    audience = checklist.NEW if is_new else checklist.EXPERIENCED
    name = f"Checklist {context.period}, {audience}"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("**To print**", width="content")
        _offer("As it stands", lambda: checklist.pdf(context.warehouse, context.period, audience), f"{name}.pdf")
        _offer(
            "To fill in", lambda: checklist.pdf(context.warehouse, context.period, audience, True), f"{name}, blank.pdf"
        )
        _offer("Workbook", lambda: workbook.xlsx(context.warehouse, context.period, audience), f"{name}.xlsx")


def offer_fix_plan(context: PageContext) -> None:
    """The fix plan for who mends documents, with boxes to tick."""
    _offer("PDF to print", lambda: fix_plan.pdf(context.warehouse, context.period), f"Fix plan {context.period}.pdf")


def _offer(label: str, make: Callable[[], bytes], file_name: str) -> None:
    st.download_button(
        label,
        data=make,
        file_name=file_name,
        mime=PDF if file_name.endswith(".pdf") else MIME["xlsx"],
        key=f"print-{label}",
        on_click="ignore",
        icon=":material/print:" if file_name.endswith(".pdf") else ":material/download:",
        type="tertiary",
    )
