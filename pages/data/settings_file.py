"""The settings that a person chose, landed in the same way as an uploaded organisation.toml."""

from collections.abc import Mapping
from typing import Any

import loaders
from close.signing import builds
from close.store.settings import Settings
from close.store.settings_toml import write_toml
from close.store.warehouse import Warehouse
from loaders import Card, DroppedFile
from pages.data import renaming
from pages.parts.frame.page_context import PageContext
from pages.parts.frame.people import me

FILE = "organisation.toml"


def find_later(context: PageContext) -> Settings | None:
    """Return the first settings of later months, if none are in force in the month: it was uploaded after them."""
    periods = [record.period for record in context.manifest.of("settings") if record.period > context.period]
    if context.settings.period or not periods:
        return None
    return context.warehouse.settings(min(periods), context.manifest)


def land_settings(values: Mapping[str, Any], there: Warehouse, is_renamed: bool = False) -> Card:
    """Land settings by their organisation.toml keys, and start to build the months that they change.

    Raises NotAllowed, SignedOut, NobodyNamed. Values that are refused are on the card.
    """
    file, who = DroppedFile("", FILE, write_toml(values).encode()), me(there)
    card = renaming.land(file, there, who) if is_renamed else loaders.land([file], there, who=who)[0]
    if card.status != "refused":
        builds.start(there, builds.list_affected(there, {card.period}))
    return card
