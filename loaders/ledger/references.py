"""Keys of an entry: the parts of its references that may be those of an Omni document (domain.md 5.2)."""

import re
from collections.abc import Iterator
from functools import lru_cache

import pyarrow as pa

from close.datasets import KEYS, TEXT
from loaders.description import Rows

_TOKENS = re.compile(r"[\s,;()\[\]{}|]+")
_EDGES = ".:;,'\"!?&–—-"


def add_keys(rows: Rows) -> Rows:
    """The same rows with key_1 to key_4: parts of the reference, its numbers, the number, what the text names."""
    columns = [rows[name].to_pylist() for name in ("reference", "number", "description")]
    keys = [_find_keys(*texts) for texts in zip(*columns, strict=True)]
    slots = {name: pa.array([row[slot] for row in keys], TEXT) for slot, name in enumerate(KEYS)}
    return {**rows, **slots}


@lru_cache(maxsize=200_000)
def _find_keys(reference: str | None, number: str | None, description: str | None) -> tuple[str | None, ...]:
    """At most four, none twice. Words without a digit come last: no document is called so."""
    found: dict[str, None] = {}
    for key in _list_keys(reference or "", number or "", description or ""):
        if key and len(found) < len(KEYS):
            found.setdefault(key)
    return (*found, *[None] * (len(KEYS) - len(found)))


def _list_keys(reference: str, number: str, description: str) -> Iterator[str]:
    parts = [make_key(part) for part in reference.split("|")]
    yield from parts
    tokens = [token for part in parts for token in _TOKENS.split(part)]
    yield from (token for token in tokens if any(map(str.isdigit, token)))
    yield from (make_key(part) for part in number.split("|"))
    yield from filter(_is_reference, (token.strip(_EDGES) for token in _TOKENS.split(make_key(description))))
    yield from (token for token in tokens if any(map(str.isalpha, token)))


def make_key(text: str) -> str:
    """A reference as it is matched: upper case, trimmed, single spaces."""
    return " ".join(text.split()).upper()


def _is_reference(token: str) -> bool:
    """A digit, and a letter or hyphen."""
    return any(map(str.isdigit, token)) and any(sign.isalpha() or sign == "-" for sign in token)
