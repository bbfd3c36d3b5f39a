"""A name that was typed in other words than the ledger prints: its files are refused until the name is mended."""

import re
from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from close.errors import Refused
from close.store.manifests import Manifest
from close.store.warehouse import LATEST, Warehouse
from loaders import Card, Dropped
from loaders.intake.drops import refuse
from loaders.intake.organisation import read_organisation
from loaders.intake.readings import Folder, read_settings
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import month_name
from pages.parts.words import plain

OTHER = re.compile(r'This file is of "(?P<stated>.*)", but we are at "(?P<known>.*?)"\.')
AS_PRINTED = (
    "The **name** must be the one that the ledger and Omni print above their reports: files that print another one are "
    "refused. Case, spaces and punctuation do not matter."
)


def may_rename(manifest: Manifest) -> bool:
    """Whether the name can still be mended: with settings of several months it was one name too often to be a slip."""
    return len(manifest.of("settings")) == 1


def first_month(manifest: Manifest) -> str:
    """The month from which the settings with the name are in force."""
    return manifest.of("settings")[0].period


def why_not(manifest: Manifest, period: str) -> str:
    """Why a name cannot be changed from a month on, blank where it can: months before it would keep the old one."""
    first = first_month(manifest)
    if period == first:
        return ""
    return f"The name is the same for all months: choose {month_name(first)} under In force from to change it."


def land(file: Dropped, warehouse: Warehouse, who: str) -> Card:
    """Land settings under another name, from the form only: in a drop they would be those of another company."""
    try:
        told = read_organisation(file.content)
        reading = read_settings(file.name, file.content, told, Folder(told))
    except Refused as error:
        return refuse(file, error)
    (outcome,) = warehouse.land([reading.landing], who)
    return replace(reading.card, outcome=outcome, status=outcome.status)


def draw_way(warehouse: Warehouse, problems: Sequence[str]) -> None:
    """Below files that are refused for their name: which setting mends it, and the way there."""
    settings = warehouse.settings(LATEST)
    found = next((match for match in map(OTHER.match, problems) if match), None)
    if not (found and settings and found["known"] == settings.name):
        return
    if may_rename(warehouse.head()):
        st.info(
            f"If they are of this organisation, its name was typed in other words than they print: change **Name** on "
            f"the page Organisation to “{plain(found['stated'])}”, save, then drop these files again.",
            icon=":material/business:",
        )
        since = {"from": first_month(warehouse.head())}
        link("organisation", "Change the name", icon=":material/edit:", **since)
    else:
        st.info(
            "The name of this organisation is settled by its settings of several months. If "
            f"“{plain(found['stated'])}” is another one, start it and drop these files there.",
            icon=":material/business:",
        )
        link("organisation", "Start a new organisation", icon=":material/add_business:", new="yes")
