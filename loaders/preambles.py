"""What stands above the headers of a report: its title and whose it is."""

import re
from collections.abc import Sequence

from close.errors import Refused
from close.warehouse import Settings
from loaders.recognition import normalise

_NO_NAME = re.compile(
    r"^(for the|as (at|of|on)\b|from\b|generated|printed|exported|filter|basis|currency|report)|:|\d{4}", re.IGNORECASE
)


class OtherOrganisation(Refused):
    """A report names another organisation than the settings do."""

    def __init__(self, stated: str, known: str) -> None:
        super().__init__(f'This report is of "{stated}", the settings are of "{known}". Drop the files of one company.')


def check_organisation(preamble: Sequence[str], title: str, settings: Settings | None) -> None:
    """Raises OtherOrganisation where the line before or after the title names another one.

    Case, spaces and punctuation do not matter, and "&" is "and".
    """
    stated = find_organisation(preamble, title)
    if stated and settings and settings.name and _plain(stated) != _plain(settings.name):
        raise OtherOrganisation(stated, settings.name)


def find_organisation(preamble: Sequence[str], title: str) -> str | None:
    """The organisation that a report names. Without its title among the lines we cannot tell which one it is."""
    lines = [line for line in preamble if not _NO_NAME.search(line)]
    titles = [line for line in lines if normalise(line).startswith(normalise(title))]
    others = [line for line in lines if line not in titles]
    return others[0] if titles and others else None


def _plain(name: str) -> str:
    return normalise(name.replace("&", " and "))
