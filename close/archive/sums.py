"""The signed list of the files in a binder, which `sha256sum` and `openssl` can check without any program of ours."""

from collections.abc import Mapping

from close.store.records import digest
from close.store.witness.keys import SigningKey

SUMS, PUBLIC = "SHA256SUMS", "public-key.pem"


def sign(content: Mapping[str, bytes], key: SigningKey) -> dict[str, bytes]:
    """Return the list of all files with their hashes, its signature, and the public key that proves the signature."""
    listed = {**content, PUBLIC: key.public}
    sums = "".join(f"{digest(listed[path])}  {path}\n" for path in sorted(listed)).encode()
    return {PUBLIC: key.public, SUMS: sums, f"{SUMS}.sig": bytes.fromhex(key.sign(sums))}
