"""A file cut off at its bytes: which cuts to try, and which of them land other rows than the whole file."""

from close.errors import Refused
from loaders import LOADERS, Folder
from loaders.files.formats import open_sheets
from loaders.layouts.description import Expectations
from loaders.layouts.recognition import recognise
from tests.given.variants import spread

_LAST, _OTHERS = 120, 30


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
    """Return the cuts on both sides of every line end, all in the last bytes, and a spread of the others, or all."""
    sizes = range(len(content))
    ends = {at + side for at, byte in enumerate(content) if byte == ord("\n") for side in (-1, 1)}
    tried = {0, *sizes[-_LAST:], *ends} & {*sizes}
    return sorted({*tried, *spread([size for size in sizes if size not in tried], _OTHERS)})
