"""The marks of steps that this installation has computed. Figures that somebody else put into their folder have none.

Marks are made with a secret next to the signing key, outside the warehouse. An installation that cannot keep a secret
there makes a new one in every process, and computes its steps again.
"""

import hmac
import os
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from close.store.witness.keys import OWNER_ONLY, BadKey, find_path
from close.systems.files import write_whole
from close.systems.users import is_private

NAME = "steps-secret"
_SIZE = 32


@dataclass(frozen=True)
class Marker:
    """Makes the marks of one installation. `name` tells its files from those of others in a shared folder."""

    name: str
    _secret: bytes = field(repr=False)

    def mark(self, text: str) -> str:
        """Return the mark of a text."""
        return hmac.digest(self._secret, text.encode("ascii"), "sha256").hex()

    def has_marked(self, text: str, mark: str) -> bool:
        """Return True if a mark is that of a text."""
        return hmac.compare_digest(self.mark(text), mark)


def find_marker() -> Marker:
    """Return the marker of this installation."""
    try:
        return _open(find_path().with_name(NAME))
    except BadKey:
        return _open(None)


@lru_cache(maxsize=8)
def _open(path: Path | None) -> Marker:
    secret = _read(path) if path else None
    secret = secret or os.urandom(_SIZE)
    return Marker(sha256(secret).hexdigest()[:8], secret)


def _read(path: Path) -> bytes | None:
    """Return the secret in a file, which is created if it is missing. Return None if others can read it."""
    try:
        if not path.exists():
            write_whole(path, os.urandom(_SIZE), OWNER_ONLY)
        with path.open("rb") as file:
            content, is_own = file.read(), is_private(file.fileno())
    except OSError:
        return None
    return content if is_own and len(content) == _SIZE else None
