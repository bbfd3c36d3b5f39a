"""The organisation that a report states above its headers, and whether it is the selected one."""

import re
from collections.abc import Sequence

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.layouts.recognition import normalise

_NO_NAME = re.compile(
    r"^(for the|as (at|of|on)\b|from\b|generated|printed|exported|filter|basis|currency|report)|:|\d{4}", re.IGNORECASE
)


class OtherOrganisation(Refused):
    """A report, or the settings uploaded with it, state another organisation than the selected one."""

    def __init__(self, stated: str, known: str) -> None:
        self.stated, self.known = stated, known
        super().__init__(
            f'This file is of "{stated}", but we are at "{known}". Drop it where "{stated}" is chosen, or put its name '
            "right in organisation.toml."
        )


def check_organisation(preamble: Sequence[str], title: str, settings: Settings | None) -> None:
    """Raise OtherOrganisation if the line before or after the title states another one.

    Case, spaces and punctuation do not matter, and "&" is "and".
    """
    stated = find_organisation(preamble, title)
    if stated and settings and settings.name and _plain(stated) != _plain(settings.name):
        raise OtherOrganisation(stated, settings.name)


def check_settings(uploaded: Settings | None, known: Settings | None) -> None:
    """Raise OtherOrganisation if uploaded settings are of another organisation than the one that landed before."""
    if uploaded and known and known.name and _plain(uploaded.name) != _plain(known.name):
        raise OtherOrganisation(uploaded.name, known.name)


def find_organisation(preamble: Sequence[str], title: str) -> str | None:
    """Return the organisation that a report states. Unless its title is among the lines, no line is sure to be it."""
    lines = [line for line in preamble if not _NO_NAME.search(line)]
    titles = [line for line in lines if normalise(line).startswith(normalise(title))]
    others = [line for line in lines if line not in titles]
    return others[0] if titles and others else None


def _plain(name: str) -> str:
    return normalise(name.replace("&", " and "))
