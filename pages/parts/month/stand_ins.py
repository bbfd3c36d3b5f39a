"""The lists of the API that stand in for a report, above every page that lacks what they do not state."""

import streamlit as st

from close.store.manifests import LandingRecord
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.month.uploads import find_datasets
from pages.parts.words import title


def list_stand_ins(context: PageContext) -> list[LandingRecord]:
    """Return the uploads up to the month that stand in for a report which the page reads."""
    found = [r for r in context.manifest.landings if r.stands_in and r.period <= context.period]
    read = find_datasets(context) if found else None
    return [record for record in found if read is None or any(file.dataset in read for file in record.files)]


def draw_stand_ins(context: PageContext, records: list[LandingRecord]) -> None:
    """Draw which reports are missing, what that means, and the way to upload them."""
    reports = sorted({title(file.dataset) for record in records for file in record.files})
    months = sorted({record.period for record in records})
    when = month_name(months[0]) if len(months) == 1 else f"{month_name(months[0])} to {month_name(months[-1])}"
    st.warning(
        f"Lists from the Omni API stand in for {' and '.join(reports)} ({when}). They state no costs, landed costs or "
        "supplier credit notes, so whatever depends on those is blank or reads “cannot tell”. Upload the reports, and "
        "they replace the lists.",
        icon=":material/rule:",
    )
    if context.page != "upload":
        link("upload", "Upload exports", icon=":material/upload:")
