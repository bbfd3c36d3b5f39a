"""The history of a warehouse: what each numbered snapshot added and replaced."""

from typing import Any

import streamlit as st

from close.store.manifests import LandingRecord
from pages.parts.frame.page_context import PageContext, open_warehouse


def history(context: PageContext, most: int) -> list[dict[str, Any]]:
    """The newest snapshots, newest first, with the files that became current and those that ceased to be."""
    newest = context.manifest.number
    return [_change(context.warehouse.organisation, number) for number in range(newest, max(newest - most, 0), -1)]


@st.cache_data(max_entries=500, show_spinner=False)
def _change(organisation: str, number: int) -> dict[str, Any]:
    manifests = open_warehouse(organisation).manifests
    now, before = manifests.open(number), manifests.open(number - 1)
    known, current = ({record.landing for record in manifest.landings} for manifest in (before, now))
    landed = [record for record in now.landings if record.landing not in known]
    replaced = [record for record in before.landings if record.landing not in current]
    return {
        "number": number,
        "when": now.published_at[:16].replace("T", " "),
        "who": ", ".join(sorted({record.who for record in landed})),
        "landed": _said(landed),
        "replaced": _said(replaced) if replaced else None,
    }


def _said(records: list[LandingRecord]) -> str:
    months = sorted({record.period for record in records})
    files = sorted(record.file_name for record in records)
    few = ", ".join(files[:3]) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
    return f"{' to '.join(dict.fromkeys((months[0], months[-1])))}: {few}"
