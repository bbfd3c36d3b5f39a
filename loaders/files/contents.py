"""The content of an uploaded file: its bytes, or the path of a file that is too large for memory.

The reading of a long one can be watched: the bytes that have been opened, then the rows that have been checked.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO, NamedTuple

Content = bytes | Path


def open_content(content: Content) -> BinaryIO:
    """Open a content for reading."""
    return content.open("rb") if isinstance(content, Path) else io.BytesIO(content)


def read_head(content: Content, size: int) -> bytes:
    """Return the first bytes of a content."""
    with open_content(content) as file:
        return file.read(size)


def measure_content(content: Content) -> int:
    """Return the number of bytes of a content."""
    return content.stat().st_size if isinstance(content, Path) else len(content)


class Step(NamedTuple):
    """The progress of reading a file: the `unit` (bytes, or rows of one pass), the number read, and that of all."""

    unit: str
    done: int
    total: int


BYTES, ROWS = "bytes", "rows"
Look = Callable[[Step], None]
_LOOK: ContextVar[Look | None] = ContextVar("look", default=None)


@contextmanager
def watch(look: Look) -> Iterator[None]:
    """Call `look` with every step of the files that are read until the block ends."""
    token = _LOOK.set(look)
    try:
        yield
    finally:
        _LOOK.reset(token)


def show_step(unit: str, done: int, total: int) -> None:
    """Show a step to whoever watches."""
    if look := _LOOK.get():
        look(Step(unit, done, total))
