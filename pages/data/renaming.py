"""An organisation whose name was typed differently from the name in its reports: how to correct it."""

from dataclasses import replace

import streamlit as st

from close.errors import Refused
from close.store.manifests import Manifest
from close.store.warehouse import LATEST, Warehouse
from loaders import Card, DroppedFile
from loaders.intake.cards import Problem, draw_refused_card
from loaders.intake.exports import Folder, read_settings
from loaders.intake.organisation import read_organisation
from loaders.layouts.stated_organisation import OtherOrganisation
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import month_name
from pages.parts.words import plain

AS_PRINTED = (
    "The **name** must match the one at the top of the ledger's and Omni's reports. Files with a different name are "
    "refused. Case, spaces and punctuation do not matter."
)


def may_rename(manifest: Manifest) -> bool:
    """Return whether the name can still be corrected, which is possible only while a single month has settings."""
    return len(manifest.of("settings")) == 1


def first_month(manifest: Manifest) -> str:
    """Return the first month whose settings have the name."""
    return manifest.of("settings")[0].period


def why_not(manifest: Manifest, period: str) -> str:
    """Return the reason the name cannot be changed from this month, or an empty string.

    Earlier months would keep the old name.
    """
    first = first_month(manifest)
    if period == first:
        return ""
    return f"The name applies to all months. To change it, choose {month_name(first)} under In force from."


def land(file: DroppedFile, warehouse: Warehouse, who: str) -> Card:
    """Land settings under a different name.

    Only the form may do this, because an upload would be for a different company.
    """
    try:
        organisation = read_organisation(file.content)
        pending = read_settings(file.name, file.content, organisation, Folder(organisation))
    except Refused as error:
        return draw_refused_card(file.name, error)
    (outcome,) = warehouse.land([pending.landing], who)
    return replace(pending.card, outcome=outcome, status=outcome.status)


def draw_way(warehouse: Warehouse, problem: Problem | None) -> None:
    """Draw, below files refused because of their organisation name, the setting to correct and a link to it."""
    settings = warehouse.settings(LATEST)
    if not (problem and settings and problem.refusal is OtherOrganisation and problem.values["known"] == settings.name):
        return
    stated = plain(problem.values["stated"])
    if may_rename(warehouse.head()):
        st.info(
            f"If they belong to this organisation, its name was entered differently. Change **Name** on the page "
            f"Organisation to “{stated}”, save, then upload these files again.",
            icon=":material/business:",
        )
        since = {"from": first_month(warehouse.head())}
        link("organisation", "Change the name", icon=":material/edit:", **since)
    else:
        st.info(
            "The name of this organisation can no longer change, because several months have settings. If "
            f"“{stated}” is another organisation, start it and upload these files there.",
            icon=":material/business:",
        )
        link("start", "Start a new organisation", icon=":material/add_business:", new="yes")
