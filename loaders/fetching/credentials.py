"""The user and the key of the Omni API, from the environment or from a file that only its owner can read."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from close.errors import Refused
from close.systems.users import is_private

USER, KEY = "TIEOUT_OMNI_USER", "TIEOUT_OMNI_KEY"


class NoCredentials(Refused):
    """A fetch without a user or a key."""

    def __init__(self) -> None:
        super().__init__(
            f"The user and the key of the Omni API are not set. Set the variables {USER} and {KEY}, or state a file "
            "that contains both: --secrets FILE."
        )


class OpenSecrets(Refused):
    """A file of secrets that other users of the machine can read."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"Other users can read {path}. Protect it first: chmod 600 {path}")


class BadSecrets(Refused):
    """A file of secrets that is missing or lacks the user or the key. The message never quotes the file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f'{path} must be a TOML file with two lines: user = "..." and key = "...". Correct it.')


@dataclass(frozen=True)
class Credentials:
    """The user and the key. Neither is ever printed, not even in a representation of this value."""

    user: str = field(repr=False)
    key: str = field(repr=False)


def read_credentials(secrets: Path | None, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Return the credentials in a file, or else in the environment. Raises NoCredentials, OpenSecrets, BadSecrets."""
    stated = _read_file(secrets) if secrets else {"user": environment.get(USER), "key": environment.get(KEY)}
    user, key = stated.get("user"), stated.get("key")
    if isinstance(user, str) and isinstance(key, str) and user and key:
        return Credentials(user, key)
    raise BadSecrets(secrets) if secrets else NoCredentials


def _read_file(path: Path) -> Mapping[str, object]:
    try:
        with path.open("rb") as file:
            if not is_private(file.fileno()):
                raise OpenSecrets(path)
            return tomllib.load(file)
    except (OSError, ValueError):
        # The cause could quote a line of the file.
        raise BadSecrets(path) from None
