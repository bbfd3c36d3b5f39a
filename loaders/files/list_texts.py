"""The documents of a JSON list together with their own text, so that a list can be saved again without any change."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

_DECODER = json.JSONDecoder()
_VISIBLE = re.compile(r"[^ \t\n\r]")


class DamagedList(ValueError):
    """Text that is not a complete JSON list of objects."""


def split_list(text: str) -> list[tuple[dict[str, Any], str]]:
    """Return each document and its text. Raises DamagedList."""
    try:
        return list(_split(text))
    except (ValueError, IndexError, RecursionError) as error:
        raise DamagedList(str(error)) from error


def join_list(texts: Iterable[str]) -> str:
    """Return a list with one document on each line, unless the text of a document has several lines."""
    return "[\n" + ",\n".join(texts) + "\n]\n"


def _split(text: str) -> Iterator[tuple[dict[str, Any], str]]:
    at = _skip(text, _expect(text, _skip(text, 0), "["))
    if text[at] != "]":
        while True:
            document, end = _DECODER.raw_decode(text, at)
            if not isinstance(document, dict):
                raise DamagedList("an entry is not an object")
            yield document, text[at:end]
            at = _skip(text, end)
            if text[at] == "]":
                break
            at = _skip(text, _expect(text, at, ","))
    if text[at + 1 :].strip():
        raise DamagedList("text follows the list")


def _skip(text: str, at: int) -> int:
    """Return the position of the next character that is not white space, or the length of the text."""
    found = _VISIBLE.search(text, at)
    return found.start() if found else len(text)


def _expect(text: str, at: int, mark: str) -> int:
    if text[at] != mark:
        raise DamagedList(f"expected {mark}")
    return at + 1
