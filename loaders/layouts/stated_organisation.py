"""The organisation that a report prints above its headers, compared with the selected one."""

import re
from collections.abc import Sequence

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.layouts.recognition import normalise

_NO_NAME = re.compile(
    r"^(for the|as (at|of|on)\b|from\b|generated|printed|exported|filter|basis|currency|report)|:|\d{4}", re.IGNORECASE
)


class OtherOrganisation(Refused):
    """A report or uploaded settings for a different organisation from the selected one."""

    def __init__(self, stated: str, known: str) -> None:
        self.stated, self.known = stated, known
        super().__init__(
            f'This file is for "{stated}", but the selected organisation is "{known}". '
            f'Select "{stated}" and upload it there, or correct the name in organisation.toml.'
        )


def check_organisation(preamble: Sequence[str], title: str, settings: Settings | None) -> None:
    """Raise OtherOrganisation if the line before or after the title gives a different organisation.

    Case, spaces and punctuation are ignored, and "&" equals "and".
    """
    stated = find_organisation(preamble, title)
    if stated and settings and settings.name and _plain(stated) != _plain(settings.name):
        raise OtherOrganisation(stated, settings.name)


def check_settings(uploaded: Settings | None, known: Settings | None) -> None:
    """Raise OtherOrganisation if uploaded settings are for a different organisation from those that landed before."""
    if uploaded and known and known.name and _plain(uploaded.name) != _plain(known.name):
        raise OtherOrganisation(uploaded.name, known.name)


def find_organisation(preamble: Sequence[str], title: str) -> str | None:
    """Return the organisation that a report prints.

    If the title is not among the lines, no line is certain to be the organisation.
    """
    lines = [line for line in preamble if not _NO_NAME.search(line)]
    titles = [line for line in lines if normalise(line).startswith(normalise(title))]
    others = [line for line in lines if line not in titles]
    return others[0] if titles and others else None


def _plain(name: str) -> str:
    return normalise(name.replace("&", " and "))
