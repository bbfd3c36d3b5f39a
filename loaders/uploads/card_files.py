"""The card of a watched file, kept as a text file next to it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

CARD = ".tieout.txt"


def has_card(path: Path) -> bool:
    """Return whether a file has a card that was written for its present content."""
    try:
        return describe_file(path) in find_card(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False


def find_card(path: Path) -> Path:
    """Return the path of a file's card."""
    return path.with_name(f"{path.name}{CARD}")


def describe_file(path: Path) -> str:
    """Return the size and the moment of the last change of a file, as its card states them."""
    try:
        stat = path.stat()
    except OSError:
        return ""
    moment = datetime.fromtimestamp(stat.st_mtime, UTC)
    return f"{stat.st_size:,} bytes, changed {moment:%Y-%m-%d %H:%M:%S.%f} UTC"


def save_card(path: Path, stamp: str, lines: Sequence[str]) -> bool:
    """Write the card of a file, over that of an earlier version.

    `stamp` describes the file that was read. Returns False if the card cannot be written, for example because its name
    is too long.
    """
    text = "\n".join([*lines, "", f"File: {stamp}", ""])
    try:
        find_card(path).write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return False
    return True
