"""The reading of a dressed export, compared with the reading of the plain one."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from close.errors import Refused
from close.spools import Rows, read_whole
from loaders import Folder, read
from loaders.intake.exports import PendingLanding
from tests.dressing.styles import Style
from tests.dressing.subjects import Subject, list_cuts, list_subjects
from tests.dressing.tailor import tailor
from tests.dressing.writing import write_page

IDENTICAL, REFUSED, MISREAD = "identical", "refused", "misread"
_PLAIN = Style(day="%Y-%m-%d")
_BOOKS = {"${}": "USD", "{} NZD": "NZD", "€ {}": "EUR"}
Canonical = Mapping[str, list[tuple[str, ...]]]


@dataclass(frozen=True)
class Fitting:
    """The outcome of one combination. `reason` is the class and sentence of a refusal, or the difference."""

    subject: str
    style: Style
    outcome: str
    reason: str = ""


def fit(name: str, style: Style) -> Fitting:
    """Read a subject in a style."""
    subject = _find(name)
    if subject.needs_order and style.day in {"%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y %H:%M", "%d/%m/%y"}:
        style = replace(style, day="%Y-%m-%d")  # the settings would decide, and tests.dressing asks about that alone
    page = tailor(subject, style, Random(f"{name} {style}"))
    try:
        found = list_rows(read("export", write_page(page, style), folder=_keep_books(subject.folder, style.currency)))
    except Refused as error:
        return Fitting(name, style, REFUSED, f"{type(error).__name__}: {str(error).splitlines()[0]}")
    difference = find_difference(read_plain(name), found)
    return Fitting(name, style, MISREAD if difference else IDENTICAL, difference)


def count(fittings: Iterable[Fitting]) -> Counter[str]:
    """Return the number of each outcome."""
    return Counter(fitting.outcome for fitting in fittings)


def _keep_books(folder: Folder, currency: str) -> Folder:
    """Return settings with the currency in which a style shows amounts."""
    if not folder.organisation or currency not in _BOOKS:
        return folder
    settings = replace(folder.organisation.settings, currency=_BOOKS[currency])
    return replace(folder, organisation=replace(folder.organisation, settings=settings))


def _find(name: str) -> Subject:
    return list_subjects().get(name) or list_cuts()[name]


@cache
def read_plain(name: str) -> Canonical:
    """Return the rows of the subject in the plainest style, with its total."""
    subject = _find(name)
    return list_rows(read("export", write_page(tailor(subject, _PLAIN, Random(0)), _PLAIN), folder=subject.folder))


def list_rows(pending: PendingLanding) -> Canonical:
    """Return the landed rows of each table, without their lines, in one order."""
    return {name: _sort(rows) for name, rows in pending.landing.tables.items()}


def _sort(rows: Rows) -> list[tuple[str, ...]]:
    table = read_whole(rows)
    columns = [name for name in table.column_names if name != "_line"]
    return sorted(tuple(f"{name}={row[name]}" for name in columns) for row in table.select(columns).to_pylist())


def find_difference(plain: Canonical, found: Canonical) -> str:
    """Return the first difference in words, or a blank."""
    if plain.keys() != found.keys():
        return f"landed as {', '.join(found)} instead of {', '.join(plain)}"
    for name, rows in plain.items():
        if len(rows) != len(found[name]):
            return f"{name}: {len(found[name])} rows instead of {len(rows)}"
        for row, other in zip(rows, found[name], strict=True):
            pairs = [f"{b} instead of {a}" for a, b in zip(row, other, strict=True) if a != b]
            if pairs:
                return f"{name}: {'; '.join(pairs[:3])} in {row[1]}"
    return ""
