"""The first start: a sample company, so that no screen is empty, and the way to set up a real one."""

import tempfile
import threading
from functools import lru_cache
from pathlib import Path

import streamlit as st

from close.errors import Refused
from close.signing import builds
from close.store.authority.people import Action, may
from close.store.manifests import BrokenRecord, NewerFormat
from close.store.warehouse import LATEST, Warehouse
from pages.parts.frame import people
from pages.parts.frame.navigation import go
from pages.parts.frame.page_context import (
    NOBODY,
    PageContext,
    known_organisations,
    offered_organisations,
    open_warehouse,
)

SAMPLE = "sample-company"
LOADED_BY = "sample"
MONTHS, SEED = 3, 7
# One at a time in this process. A second process would land the same bytes at the same moment, which is a single
# landing.
LANDING = threading.Lock()


class SampleNotLanded(Refused):
    """The sample company could not be landed."""


def land_sample_once() -> None:
    """Land the sample company if the warehouse has no organisation at all. Raises SampleNotLanded.

    This is skipped if the server has sign-in or roles, where only files that users upload may land.
    """
    if known_organisations() or people.has_sign_in() or not may(None, LOADED_BY, Action.LAND):
        return
    with st.spinner("First start: loading the sample company. This takes a few seconds."), LANDING:
        if not known_organisations():
            _land_sample()


def _land_sample() -> None:
    # Needed only once, and importing them would take half of the time until the first page.
    import loaders  # noqa: PLC0415
    import sample  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        sample.write(sample.simulate(sample.KESTREL, SEED, MONTHS, sample.Faults.all()), Path(folder))
        files = [path for path in sorted(Path(folder, "exports").rglob("*")) if path.is_file()]
        drop = [(path.parent.name, path.name, path.read_bytes()) for path in files]
    cards = loaders.land(drop, open_warehouse(SAMPLE), who=LOADED_BY)
    if not any(card.status == "landed" for card in cards):
        first = cards[0].problems[0] if cards and cards[0].problems else "no file was written"
        raise SampleNotLanded(f"The sample company could not be loaded: {first}")
    builds.start(open_warehouse(SAMPLE), builds.list_affected(open_warehouse(SAMPLE), {card.period for card in cards}))


@lru_cache(maxsize=100)
def _name_at(root: Path, organisation: str, stamp: tuple[int, str]) -> str:
    warehouse = Warehouse(root, organisation)
    newest = warehouse.manifests.open(stamp[0])
    settings = warehouse.settings(LATEST, newest)
    return settings.name if settings and settings.name else organisation


def say_organisation(organisation: str) -> str:
    """Return an organisation's name, with its folder's name if another organisation has the same name."""
    names = {folder: _newest_name(folder) for folder in offered_organisations()}
    own = names.get(organisation) or _newest_name(organisation)
    return f"{own} ({organisation})" if list(names.values()).count(own) > 1 else own


def _newest_name(organisation: str) -> str:
    try:
        warehouse = open_warehouse(organisation)
        return _name_at(warehouse.root, organisation, warehouse.head().stamp)
    except (BrokenRecord, NewerFormat):  # it says so once it is chosen
        return organisation


def may_start() -> bool:
    """Return whether the current user may add an organisation.

    With sign-in, only administrators of all organisations may.
    """
    return people.may_look(open_warehouse(NOBODY))


def is_starting(context: PageContext) -> bool:
    """Return whether the page starts a new organisation, so that the selected one has no part in it."""
    is_asked_for = st.query_params.get("new") == "yes" or context.warehouse.organisation == SAMPLE
    return context.page == "start" and is_asked_for and may_start()


def draw_note(context: PageContext) -> None:
    """Draw a note that this is a sample, with a link to set up a real company."""
    if is_starting(context):
        return
    if context.warehouse.organisation == SAMPLE:
        st.info("This is a made-up company with planted errors.", icon=":material/science:")
    if may_start() and st.button("Start a new organisation", icon=":material/add_business:", type="tertiary"):
        go("start", new="yes")
