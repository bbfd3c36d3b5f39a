"""A first look at an upload, before any file lands: the companies that its files name, and the months they are for."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from loaders.files.formats import open_sheets
from loaders.intake.exports import LOADERS
from loaders.intake.organisation import read_organisation
from loaders.intake.periods import read_name, read_period_line
from loaders.layouts.recognition import normalise, recognise
from loaders.layouts.stated_organisation import find_organisation
from loaders.ledger.layouts.report_scope import TITLES
from loaders.uploads.dropped_files import DroppedFile, expand_drop, is_settings


class Glance(NamedTuple):
    """The names of companies, that of most files first, and the months, oldest first. Both may be empty."""

    names: tuple[str, ...]
    months: tuple[str, ...]


def look(drop: Iterable[DroppedFile]) -> Glance:
    """Return what the files of an upload state. One that cannot be read states nothing, and landing it says why."""
    names: Counter[str] = Counter()
    months: set[str] = set()
    for file in expand_drop(drop)[0]:
        with suppress(Exception):  # whatever is wrong with a file, landing it will say so
            for name, month in _look_at(file):
                names.update(filter(None, [name]))
                months.update(filter(None, [month]))
    return Glance(tuple(name for name, _ in names.most_common()), tuple(sorted(months)))


def _look_at(file: DroppedFile) -> Iterator[tuple[str | None, str | None]]:
    if is_settings(file):
        organisation = read_organisation(file.content)
        yield organisation.settings.name, organisation.period
        return
    for export in recognise(open_sheets(file.content), LOADERS):
        found = read_period_line(export.preamble, None) or read_name(file.name)
        titles = (export.loader.title, *(title for title in TITLES if _has_title(export.preamble, title)))
        stated = (find_organisation(export.preamble, title) for title in titles)
        yield next(filter(None, stated), None), found.period if found else None


def _has_title(lines: Iterable[str], title: str) -> bool:
    return any(normalise(line).startswith(normalise(title)) for line in lines)
