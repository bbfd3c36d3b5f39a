"""The organisation that a report prints above its headers, compared with the selected one."""

import re
import unicodedata
from collections.abc import Sequence

from close.errors import Refused
from close.store.warehouse import Settings
from loaders.layouts.recognition import normalise

# Numbers and other programs print the name of a sheet or table above it, such as "Table 1".
_NO_NAME = re.compile(
    r"^(for the|as (at|of|on)\b|from\b|generated|printed|exported|filter|basis|currency|report)|:|\d{4}"
    r"|^(table|tabelle|tableau|tabla|tabela|tabel|sheet|blatt)[ _-]?\d+(-\d+)?$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+")
_FORMS = {
    **{word: word for word in ("limited", "proprietary", "incorporated", "corporation", "company", "the")},
    **{word: word for word in ("plc", "llc", "llp", "lp", "gmbh", "bv", "sa", "sarl", "srl", "ab", "as", "oy")},
    "ltd": "limited",
    "pty": "proprietary",
    "inc": "incorporated",
    "corp": "corporation",
    "co": "company",
}


class OtherOrganisation(Refused):
    """A report or uploaded settings for a different organisation from the selected one."""

    def __init__(self, stated: str, known: str) -> None:
        self.stated, self.known = stated, known
        super().__init__(
            f'This file is for "{stated}", but the selected organisation is "{known}". '
            f'Select "{stated}" and upload it there, or correct the name in organisation.toml.'
        )


class AlikeOrganisation(OtherOrganisation):
    """A file for an organisation whose name differs from the selected one only in its legal form: Ltd, Limited."""

    def __init__(self, stated: str, known: str) -> None:
        super().__init__(stated, known)
        self.args = (
            f'This file is for "{stated}", and the selected organisation is "{known}". They may be the same company.',
        )


def check_organisation(preamble: Sequence[str], title: str, settings: Settings | None) -> None:
    """Raise OtherOrganisation if the line before or after the title gives a different organisation.

    Case, spaces and punctuation are ignored, and "&" equals "and".
    """
    stated = find_organisation(preamble, title)
    if stated and settings:
        check_name(stated, settings)


def check_settings(uploaded: Settings | None, known: Settings | None) -> None:
    """Raise OtherOrganisation if uploaded settings are for a different organisation from those that landed before."""
    if uploaded and known:
        check_name(uploaded.name, known)


def check_name(stated: str, settings: Settings) -> None:
    """Raise OtherOrganisation if a name is neither that in the settings nor one confirmed as another name of it.

    Raises AlikeOrganisation if only the legal form differs.
    """
    if settings.name and not is_named(stated, settings):
        raise (AlikeOrganisation if is_alike(stated, settings.name) else OtherOrganisation)(stated, settings.name)


def is_named(stated: str, settings: Settings) -> bool:
    """Return whether a name is that in the settings, or one confirmed as another name of the same organisation."""
    return _plain(stated) in {_plain(name) for name in (settings.name, *settings.also_named)}


def is_alike(one: str, other: str) -> bool:
    """Return whether two names may be those of the same company: Kelp Ltd, KELP LIMITED, Kelp.

    Kelp Ltd and Kelp LLC have different legal forms, so they are different companies.
    """
    (stem, forms), (other_stem, other_forms) = _split(one), _split(other)
    return bool(stem) and stem == other_stem and (forms <= other_forms or other_forms <= forms)


def find_organisation(preamble: Sequence[str], title: str) -> str | None:
    """Return the organisation that a report prints.

    If the title is not among the lines, no line is certain to be the organisation.
    """
    lines = [line for line in preamble if not _NO_NAME.search(line)]
    titles = [line for line in lines if normalise(line).startswith(normalise(title))]
    others = [line for line in lines if line not in titles]
    return others[0] if titles and others else None


def _split(name: str) -> tuple[str, set[str]]:
    """Return a name without its legal form and "and", and the words of the form, each in one spelling."""
    spelled = unicodedata.normalize("NFC", name).casefold().replace(".", "")
    words = [word for word in _WORDS.findall(spelled) if word != "and"]
    return "".join(word for word in words if word not in _FORMS), {_FORMS[word] for word in words if word in _FORMS}


def _plain(name: str) -> str:
    return normalise(name.replace("&", " and "))
