"""A warning above every page if the newest records are not as they were signed, or not those of the anchor."""

import time
from functools import lru_cache
from pathlib import Path

import streamlit as st

from close.errors import Refused
from close.store.warehouse import Warehouse
from close.store.witness.acts import check_start
from pages.parts.words import plain

SECONDS = 60


def draw_doubts(warehouse: Warehouse) -> None:
    """Draw the warning, if there is a reason. Restored or corrected records are looked at again after a minute."""
    if doubt := _find_doubt(warehouse.folder, int(time.time() // SECONDS)):
        st.space("small")  # below the bar at the top
        st.error(plain(doubt), icon=":material/gpp_maybe:")


@lru_cache(maxsize=64)
def _find_doubt(folder: Path, minute: int) -> str:  # noqa: ARG001 - the cache looks again every minute
    try:
        fault = check_start(folder)
    except Refused as error:
        return str(error)
    if fault is None:
        return ""
    return (
        f"The records of {folder.name} are in doubt: {fault.path}, {fault.why}. The command tieout verify lists "
        "everything that differs. Tell your administrator before you sign."
    )
