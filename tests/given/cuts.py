"""A file cut off at its bytes: which cuts to try, and which of them land other rows than the whole file."""

from close.errors import Refused
from loaders import LOADERS, Folder
from loaders.files.formats import open_sheets
from loaders.layouts.description import Expectations
from loaders.layouts.recognition import recognise
from tests.given.variants import spread

_LAST, _OTHERS = 80, 20


def cuts_that_land_other_rows(content: bytes, folder: Folder) -> list[int]:
    """Return the sizes at which a cut file is neither refused nor lands as the whole file."""
    whole, wrong = _land(content, folder), []
    for size in _list_sizes(content):
        try:
            tables = _land(content[:size], folder)
        except Refused:
            continue
        if tables != whole:
            wrong.append(size)
    return wrong


def _land(content: bytes, folder: Folder) -> dict:
    """Return the landed rows, after a complete previous export."""
    page = recognise(open_sheets(content), LOADERS)[0]
    return dict(page.loader.layout(page, Expectations(folder.settings, lambda _: True)).tables)


def _list_sizes(content: bytes) -> list[int]:
    """Return the cuts after every line, all in the last bytes, and a spread of the others, or all of them."""
    sizes = range(len(content))
    lines = {size for size in sizes if content[:size].endswith(b"\n")}
    tried = {0, *lines, *sizes[-_LAST:]}
    return sorted({*tried, *spread([size for size in sizes if size not in tried], _OTHERS)})
