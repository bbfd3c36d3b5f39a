"""The beginning of an organisation: files come first, and the name is the one that they state or else is asked for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from close.store.warehouse import LATEST, Warehouse, slug
from loaders import DroppedFile
from loaders.layouts.stated_organisation import is_alike
from loaders.uploads.glances import look
from loaders.uploads.handover import name_organisations
from loaders.uploads.reader import read_apart
from pages.data import renaming
from pages.data.settings_file import land_settings
from pages.data.uploads.follow_ups import limit
from pages.data.uploads.intake import take
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import (
    known_organisations,
    nameable_months,
    newest_month,
    offered_organisations,
    open_warehouse,
)
from pages.parts.words import plain, say_count

WAITING, TYPED = "files_to_begin", "name_to_begin"
BACK = 12  # months before the last one, if the files do not state theirs


@dataclass(frozen=True)
class Beginning:
    """Files for an organisation that is not chosen yet, the companies that they name, and the months they are for."""

    drop: tuple[DroppedFile, ...]
    names: tuple[str, ...]
    months: tuple[str, ...]


def begin(drop: Sequence[DroppedFile]) -> None:
    """Start the organisation that files name, or keep them until somebody has said which organisation they are for."""
    with show_errors():
        glance = read_apart(look, tuple(limit(drop)))
        names: list[str] = []
        for name in glance.names:
            if not any(is_alike(name, other) for other in names):
                names.append(name)
        _settle(Beginning(tuple(drop), tuple(names), glance.months))


def draw_question(beginning: Beginning) -> None:
    """Draw the question that the files leave open: the name, which of several, or whether it is a known company."""
    known = find_known(beginning.names[0]) if len(beginning.names) == 1 else ""
    if not beginning.names:
        _ask_name(beginning)
    elif known:
        _ask_known(beginning, beginning.names[0], known)
    else:
        st.warning(
            f"Your files are for {say_count(len(beginning.names), 'company', 'companies')}. Which one is this?",
            icon=":material/business:",
        )
        with st.container(horizontal=True):
            for name in beginning.names:
                chosen = replace(beginning, names=(name,))
                st.button(plain(name), key=f"begin-{name}", on_click=_settle, args=(chosen,))
    st.button("Choose other files", type="tertiary", on_click=st.session_state.pop, args=(WAITING, None))


def find_known(name: str) -> str:
    """Return the organisation with this name, or one whose name differs only in its legal form, or an empty string."""
    return slug(name) if slug(name) in known_organisations() else find_alike(name)


def find_alike(name: str) -> str:
    """Return an organisation whose name differs only in its legal form, or an empty string."""
    return next((known for known in offered_organisations() if is_alike(known, name)), "")


def _settle(beginning: Beginning) -> None:
    if len(beginning.names) == 1 and not find_known(beginning.names[0]):
        _start(beginning, beginning.names[0])
    else:
        st.session_state[WAITING] = beginning


def _ask_name(beginning: Beginning) -> None:
    st.info("Your files do not state the name of the company. What is it called?", icon=":material/badge:")
    with st.form("begin-name", border=False):
        st.text_input("Name of the company", key=TYPED, help=renaming.AS_PRINTED)
        st.form_submit_button("Start", type="primary", on_click=_take_name, args=(beginning,))


def _take_name(beginning: Beginning) -> None:
    with show_errors():
        if name := st.session_state[TYPED].strip():
            _settle(replace(beginning, names=(name,)))


def _ask_known(beginning: Beginning, name: str, known: str) -> None:
    st.warning(f"These files are for {plain(name)}, and {plain(known)} is already here.", icon=":material/business:")
    with st.container(horizontal=True):
        st.button("Upload them there", type="primary", key="begin-known", on_click=_add, args=(beginning, known))
        if slug(name) != known:
            label = f"It is another company: start {plain(name)}"
            st.button(label, key="begin-other", on_click=_start, args=(beginning, name))


def _start(beginning: Beginning, name: str) -> None:
    """Name an organisation and land its files. It has the name from the first month that they are for."""
    with show_errors():
        there = open_warehouse(slug(name))
        first = min(beginning.months, default=nameable_months(there.head())[BACK])
        if name not in name_organisations(beginning.drop):
            _name(there, name, first)
        _add(beginning, there.organisation)
        _name(there, name, first)


def _name(there: Warehouse, name: str, first: str) -> None:
    if there.settings(LATEST) is None:
        land_settings({"name": name, "period": first}, there)


def _add(beginning: Beginning, organisation: str) -> None:
    """Land the files in an organisation, and select it and its newest month."""
    with show_errors():
        there = open_warehouse(organisation)
        take(there, beginning.drop, is_built=False)
        st.session_state.pop(WAITING, None)
        st.session_state["organisation"] = organisation
        st.session_state["period"] = newest_month(there.head())
        st.query_params.pop("new", None)
