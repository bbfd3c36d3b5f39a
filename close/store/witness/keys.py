"""The signing key of this installation, kept outside the warehouse, and the public keys of those that signed."""

import os
import re
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from close.errors import Refused
from close.store.records import digest
from close.systems.files import FileIdentity, identify_file, make_folder, write_whole
from close.systems.users import find_configuration_folder, is_private

if TYPE_CHECKING:  # importing it takes 50 ms, which commands that only read do not need
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ENVIRONMENT = "TIEOUT_KEY"  # the path of the key
FOLDER = "keys"  # in an organisation's folder
OWNER_ONLY = stat.S_IREAD
ID_LENGTH = 32


class BadKey(Refused):
    """A signing key that cannot be used."""


@dataclass(frozen=True)
class SigningKey:
    """An Ed25519 key. Its ID is the beginning of the sha256 of its public part."""

    key_id: str
    public: bytes
    _private: Any = field(repr=False)

    def sign(self, content: bytes) -> str:
        """Return the signature of content in hexadecimal. The same content always has the same signature."""
        return str(self._private.sign(content).hex())


def find_path() -> Path:
    """Return the path of the key: the one that the environment names, or one in the user's configuration folder."""
    if chosen := os.environ.get(ENVIRONMENT):
        return Path(chosen).absolute()
    try:
        return find_configuration_folder(Path.home()) / "signing-key.pem"
    except RuntimeError as error:
        raise BadKey(f"This user has no home folder for the signing key. Set {ENVIRONMENT} to its path.") from error


def open_key(folder: Path) -> SigningKey:
    """Return this installation's key, and keep its public part in an organisation's folder. Raises BadKey.

    It is created if there is none. The keys that have signed for the organisation are then known from the start,
    because there is nothing to compare them with.
    """
    path = find_path()
    if not path.exists():
        _create(path, list_ids(folder))
    key = _load(path, identify_file(path))
    public = folder / FOLDER / f"{key.key_id}.pem"
    if not public.exists():
        write_whole(public, key.public)
    return key


def find_key() -> SigningKey | None:
    """Return this installation's key, or None if it has none yet. Raises BadKey."""
    path = find_path()
    return _load(path, identify_file(path)) if path.exists() else None


def list_ids(folder: Path) -> list[str]:
    """Return the IDs of the public keys in an organisation's folder."""
    return sorted(path.stem for path in (folder / FOLDER).glob("*.pem") if not path.name.startswith("."))


def list_known() -> frozenset[str] | None:
    """Return the IDs of this installation's key and of those that it was told to know, or None without a key."""
    own = find_key()
    path = _known_path(find_path())
    told = path.read_text(encoding="ascii", errors="replace").split() if path.exists() else []
    return frozenset([own.key_id, *told]) if own else None


def learn(ids: Iterable[str]) -> None:
    """Remember keys, so that records signed with them are accepted from now on."""
    path = _known_path(find_path())
    make_folder(path.parent)
    with path.open("a", encoding="ascii") as file:
        file.writelines(f"{each}\n" for each in ids)


def read_public(folder: Path, key_id: str) -> "Ed25519PublicKey | None":
    """Return a public key of an organisation, or None if it is missing or is not the key that its name states."""
    path = folder / FOLDER / f"{key_id}.pem"
    if not re.fullmatch(r"[0-9a-f]+", key_id) or not path.exists():
        return None
    return _parse(path.read_bytes(), key_id)


def find_public(folder: Path, key_id: str) -> "Ed25519PublicKey | None":
    """Return the public key of an ID, from this installation if it is its own, otherwise from the organisation."""
    own = find_key()
    return _parse(own.public, key_id) if own and own.key_id == key_id else read_public(folder, key_id)


def has_signed(public: "Ed25519PublicKey", content: bytes, signature: str) -> bool:
    """Return True if a signature of content is that of a public key."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 - see above

    try:
        public.verify(bytes.fromhex(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=64)
def _parse(content: bytes, key_id: str) -> "Ed25519PublicKey | None":
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    try:
        public = serialization.load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        return None
    if not isinstance(public, Ed25519PublicKey) or (key_id, content) != (_identify(public), _write_public(public)):
        return None
    return public


def _create(path: Path, known: Iterable[str]) -> None:
    """Create a key that only its owner can read. If another process is faster, its key is used."""
    from cryptography.hazmat.primitives import serialization as form  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    private = Ed25519PrivateKey.generate()
    content = private.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    try:
        learn(known)
        write_whole(path, content, OWNER_ONLY)
    except OSError as error:
        raise BadKey(
            f"The signing key {path} cannot be created: {error.strerror}. Nothing was recorded. Set {ENVIRONMENT} to a "
            "file in a folder that this user can write to."
        ) from error


@lru_cache(maxsize=4)
def _load(path: Path, identity: FileIdentity) -> SigningKey:  # noqa: ARG001 - it tells files apart
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - see above
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # noqa: PLC0415

    with path.open("rb") as file:
        content, is_own = file.read(), is_private(file.fileno())
    if not is_own:
        raise BadKey(f"Other users can read the signing key {path}. Run `chmod 400 {path}`, or replace the key.")
    try:
        private = serialization.load_pem_private_key(content, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise BadKey(
            f"The signing key {path} cannot be read. Restore it from a backup. If it is lost, move it away: a new key "
            "then takes over, and the audit log records it."
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise BadKey(f"The signing key {path} is not an Ed25519 key. Move it away, and a new one is created.")
    public = private.public_key()
    return SigningKey(_identify(public), _write_public(public), private)


def _known_path(path: Path) -> Path:
    return path.with_name(f"{path.name}.known")


def _identify(public: "Ed25519PublicKey") -> str:
    return digest(public.public_bytes_raw())[:ID_LENGTH]


def _write_public(public: "Ed25519PublicKey") -> bytes:
    from cryptography.hazmat.primitives import serialization  # noqa: PLC0415 - see above

    return public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
