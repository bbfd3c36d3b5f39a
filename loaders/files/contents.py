"""The content of an uploaded file: its bytes, or the path of a file that is too large for memory."""

import io
from pathlib import Path
from typing import BinaryIO

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
