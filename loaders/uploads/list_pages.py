"""The pages of one list that an API returned, each saved as a file. They are read as one list."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from close.errors import Refused
from loaders.files.contents import Content, open_content
from loaders.files.list_texts import DamagedList, join_list, split_list
from loaders.files.texts import read_text
from loaders.intake.periods import hide_dates, hide_month, read_name

_PAGE = re.compile(r"(?P<head>(?:.*\D)?)(?P<number>\d{1,4})(?P<tail>\D*\.json)", re.IGNORECASE)


class Page(NamedTuple):
    """A file that may be a page: its position in the upload, its number, and the parts that the other pages share."""

    position: int
    number: int
    shared: tuple[str, ...]


def find_pages(names: Sequence[tuple[str, str]]) -> list[list[int]]:
    """Return the indexes of files, given by folder and name, whose names differ in a page number that counts up.

    The numbers begin at 0 or 1. Numbers in dates and months are not page numbers.
    """
    pages = sorted(_list_numbered(names), key=lambda page: (page.shared, page.number))
    groups = [list(group) for _, group in groupby(pages, key=lambda page: page.shared)]
    return [[page.position for page in group] for group in groups if len(group) > 1 and _counts_up(group)]


def join_pages(contents: Sequence[Content]) -> bytes | None:
    """Return the pages as one list, or None if they are not the pages of one list.

    Every page but the last contains the same number of documents, and all documents have the same fields.
    """
    try:
        pages = [split_list(_read(content)) for content in contents]
    except (DamagedList, Refused):
        return None
    sizes = [len(page) for page in pages]
    fields = {frozenset(page[0][0]) for page in pages if page}
    if len(set(sizes[:-1])) > 1 or sizes[-1] > sizes[0] or len(fields) != 1:
        return None
    return join_list(text for page in pages for _, text in page).encode()


def _list_numbered(names: Sequence[tuple[str, str]]) -> Iterator[Page]:
    for position, (folder, name) in enumerate(names):
        if match := _PAGE.fullmatch(hide_month(hide_dates(name))):
            month = read_name(name)
            shared = (folder, match["head"], match["tail"], month.period if month else "")
            yield Page(position, int(match["number"]), shared)


def _counts_up(group: Sequence[Page]) -> bool:
    first = group[0].number
    return first in {0, 1} and [page.number for page in group] == list(range(first, first + len(group)))


def _read(content: Content) -> str:
    with open_content(content) as file:
        return read_text(file)
