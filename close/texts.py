"""Text from outside, made safe to keep: file names, names of people, and notes."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

# A file name may contain any byte on Linux, and text that is pasted any control character. Lines and tabs are kept.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def clean(text: str) -> str:
    """Return text as valid Unicode in its composed form (NFC). What cannot be stored becomes a "?" or a space."""
    return unicodedata.normalize("NFC", _CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")))


def clean_all(value: Any) -> Any:
    """Return a record's value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {key: clean_all(each) for key, each in value.items()}
    return [clean_all(each) for each in value] if isinstance(value, (list, tuple)) else value
