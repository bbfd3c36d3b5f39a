"""What stands above the headers of a report: its title and whose it is."""

import re
from collections.abc import Sequence

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.layouts.recognition import normalise

_NO_NAME = re.compile(
    r"^(for the|as (at|of|on)\b|from\b|generated|printed|exported|filter|basis|currency|report)|:|\d{4}", re.IGNORECASE
)


class OtherOrganisation(Refused):
    """A report, or the settings beside it, name another organisation than what is known."""

    def __init__(self, stated: str, known: str) -> None:
        super().__init__(
            f'This file is of "{stated}", but we are at "{known}". Drop it where "{stated}" is chosen, or put its name '
            "right in organisation.toml."
        )


def check_organisation(preamble: Sequence[str], title: str, settings: Settings | None) -> None:
    """Raises OtherOrganisation where the line before or after the title names another one.

    Case, spaces and punctuation do not matter, and "&" is "and".
    """
    stated = find_organisation(preamble, title)
    if stated and settings and settings.name and _plain(stated) != _plain(settings.name):
        raise OtherOrganisation(stated, settings.name)


def check_settings(told: Settings | None, known: Settings | None) -> None:
    """Raises OtherOrganisation where settings that were dropped are not of the organisation that has landed before."""
    if told and known and known.name and _plain(told.name) != _plain(known.name):
        raise OtherOrganisation(told.name, known.name)


def find_organisation(preamble: Sequence[str], title: str) -> str | None:
    """The organisation that a report names. Without its title among the lines we cannot tell which one it is."""
    lines = [line for line in preamble if not _NO_NAME.search(line)]
    titles = [line for line in lines if normalise(line).startswith(normalise(title))]
    others = [line for line in lines if line not in titles]
    return others[0] if titles and others else None


def _plain(name: str) -> str:
    return normalise(name.replace("&", " and "))
