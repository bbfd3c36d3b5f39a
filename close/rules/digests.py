"""The digest of an answer: equal rows have the same digest on every machine.

Binders ship this file, so it uses only the standard library.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from decimal import Decimal


def digest_rows(names: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the sha256 of the column names and rows, as one JSON list per line.

    Nulls are written as blanks and decimals with all their digits. Columns whose name begins with an underscore
    show where a row comes from and are left out.
    """
    indexes = [index for index, name in enumerate(names) if not name.startswith("_")]
    sha256 = hashlib.sha256(_line([names[index] for index in indexes]))
    for row in rows:
        sha256.update(_line([_text(row[index]) for index in indexes]))
    return sha256.hexdigest()


def _text(value: object) -> str | None:
    if value is None:
        return None
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _line(texts: Sequence[str | None]) -> bytes:
    return json.dumps(texts, ensure_ascii=False).encode() + b"\n"
