"""The match keys of an entry: the parts of its references that may refer to an Omni document.

The rule: references.md#reading-a-reference.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

import pyarrow as pa

from close.store.datasets import KEYS, TEXT
from loaders.layouts.description import Values

_SEPARATORS = r"\s,;()\[\]{}|"
_NUMBERED = re.compile(rf"[^{_SEPARATORS}]*\d[^{_SEPARATORS}]*")
_WORDS = re.compile(rf"(?<![^{_SEPARATORS}])[^{_SEPARATORS}\d]*[^\W\d][^{_SEPARATORS}\d]*(?![^{_SEPARATORS}])")
_REFERENCE = re.compile(r"[^\W\d]|-")
_EDGES = ".:;,'\"!?&–—-"


def add_keys(rows: Values) -> Values:
    """Add columns key_1 to key_4, built from the reference, its numbers, the document number and names in the text."""
    columns = [rows[name].to_pylist() for name in ("reference", "number", "description")]
    keys = [_find_keys(*texts) for texts in zip(*columns, strict=True)]
    slots = {name: pa.array([row[slot] for row in keys], TEXT) for slot, name in enumerate(KEYS)}
    return {**rows, **slots}


@lru_cache(maxsize=200_000)
def _find_keys(reference: str | None, number: str | None, description: str | None) -> tuple[str | None, ...]:
    """Return at most four distinct keys.

    Words without a digit come last, because document references contain digits.
    """
    keys: dict[str, None] = {}
    for key in _list_keys(make_key(reference or ""), make_key(number or ""), make_key(description or "")):
        if key:
            keys[key] = None
        if len(keys) == len(KEYS):
            break
    return (*keys, *[None] * (len(KEYS) - len(keys)))


def _list_keys(reference: str, number: str, description: str) -> Iterator[str]:
    yield from _split_parts(reference)
    yield from _NUMBERED.findall(reference)
    yield from _split_parts(number)
    for token in _NUMBERED.findall(description):
        if _REFERENCE.search(token := token.strip(_EDGES)):
            yield token
    yield from _WORDS.findall(reference)


def _split_parts(reference: str) -> list[str]:
    return [part.strip() for part in reference.split("|")]


def make_key(text: str) -> str:
    """Normalise a reference for matching: upper case, trimmed, single spaces."""
    return " ".join(text.split()).upper()
