"""Lists whose days depend on the time zone of the organisation, which nobody has stated: one question about all."""

import zoneinfo
from collections.abc import Callable, Sequence

import streamlit as st

from close.store.settings_toml import list_values
from close.store.warehouse import Warehouse
from loaders import Card, DroppedFile
from loaders.cells.moments import ZoneUnknown
from loaders.uploads.dropped_files import is_settings
from pages.data.settings_file import land_settings
from pages.parts.words import plain, say_count

ZONE = "time_zone"


def lacks_zone(card: Card) -> bool:
    """Return True if a file was refused because the time zone is not stated."""
    return card.problem is not None and card.problem.refusal is ZoneUnknown


def find_asked(warehouse: Warehouse, drop: Sequence[DroppedFile], cards: Sequence[Card]) -> list[Card]:
    """Return the files to ask about. Settings that were uploaded with them have to be corrected in their file."""
    if any(map(is_settings, drop)) or not _list_open(warehouse):
        return []
    return [card for card in cards if lacks_zone(card)]


def draw_question(cards: Sequence[Card], answer: Callable[[str], None]) -> None:
    """Draw one question about all files. `answer` gets the time zone."""
    example = plain(cards[0].problems[0].partition(" depends")[0])
    states = "states times" if len(cards) == 1 else "state times"
    with st.container(border=True):
        st.warning(
            f"{say_count(len(cards), 'list')} {states} instead of days. {example} depends on where the company counts "
            "its days. Which time zone is that?",
            icon=":material/schedule:",
        )
        zone = st.selectbox("Time zone", sorted(zoneinfo.available_timezones()), index=None, key="asked-zone")
        st.button(
            "Save it and read the files",
            type="primary",
            key="answer-zone",
            disabled=zone is None,
            on_click=answer,
            args=(zone,),
            help="It becomes a setting of the organisation, so it is asked only once.",
        )


def save_zone(warehouse: Warehouse, zone: str) -> None:
    """Add the time zone to all settings that do not state one. Raises NotAllowed, SignedOut, NobodyNamed."""
    for period in _list_open(warehouse):
        settings = warehouse.settings(period)
        if settings:
            land_settings({**list_values(settings), ZONE: zone}, warehouse)


def _list_open(warehouse: Warehouse) -> list[str]:
    """Return the months whose settings do not state the time zone."""
    periods = [record.period for record in warehouse.head().of("settings")]
    return [period for period in periods if (found := warehouse.settings(period)) and ZONE not in found.stated]
