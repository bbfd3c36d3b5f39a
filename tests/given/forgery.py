"""Forgeries: the changes that somebody who can write to a warehouse can make without this installation's key."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from close.store.records import (
    BEFORE,
    DIGEST,
    KEY,
    SIGNATURE,
    Signer,
    close_record,
    digest,
    encode,
    list_records,
)
from close.store.warehouse import Warehouse

Change = Callable[[dict[str, Any]], dict[str, Any]]
HASHED = ("data", "exports", "evidence")


def overwrite(path: Path, content: bytes) -> None:
    """Write to a file that is read-only."""
    path.chmod(0o644)
    path.write_bytes(content)


def rewrite_chain(folder: Path, change: Change, signer: Signer | None = None, keep_signatures: bool = False) -> None:
    """Change records, and chain them again with the right hashes, signed with another key, as before or not at all."""
    before = ""
    for path in list_records(folder):
        record = json.loads(path.read_bytes())
        stated = {name: value for name, value in record.items() if name not in (BEFORE, DIGEST, SIGNATURE)}
        linked = {**change(stated), BEFORE: before}
        if keep_signatures:
            linked[SIGNATURE] = record[SIGNATURE]
        elif signer is None:
            linked.pop(KEY, None)
        content = close_record(linked, None if keep_signatures else signer)
        overwrite(path, content)
        before = digest(content)


def rewrite_everywhere(warehouse: Warehouse, path: Path, signer: Signer | None = None) -> None:
    """Change a file that is named by its hash, and state its new hash in all records, which are then chained again."""
    old = digest(path.read_bytes())
    overwrite(path, path.read_bytes() + b" ")
    new = digest(path.read_bytes())
    if path.name == old:
        path.rename(path.with_name(new))
    state_again(warehouse, old, new, signer)


def state_again(warehouse: Warehouse, old: str, new: str, signer: Signer | None = None) -> None:
    """Replace a text in all records, and make every record, hash and head consistent again."""

    def change(record: dict[str, Any]) -> dict[str, Any]:
        return dict(json.loads(json.dumps(record).replace(old, new)))

    rewrite_chain(warehouse.folder / "manifests", change, signer)
    snapshots = [digest(path.read_bytes()) for path in list_records(warehouse.folder / "manifests")]

    def change_event(record: dict[str, Any]) -> dict[str, Any]:
        return change(record) | {"manifest_sha256": snapshots[record["manifest"] - 1]}

    rewrite_chain(warehouse.folder / "journal", change_event, signer)
    rewrite_heads(warehouse, signer)


def rewrite_heads(warehouse: Warehouse, signer: Signer | None) -> None:
    """Write the heads of changed records again, or delete them and the keys if they cannot be signed."""
    for path in list_records(warehouse.folder / "heads"):
        head = json.loads(path.read_bytes())
        for part, stated in (("journal", "event"), ("manifests", "manifest")):
            head[f"{stated}_sha256"] = digest((warehouse.folder / part / f"{head[stated]:09d}.json").read_bytes())
        if signer:
            stated_again = {name: value for name, value in head.items() if name not in (DIGEST, SIGNATURE)}
            overwrite(path, close_record(stated_again, signer))
        else:
            path.unlink()
    for path in (warehouse.folder / "keys").glob("*.pem"):
        path.unlink()


def claim(path: Path, **values: Any) -> None:
    """Change a record in place, with its right hash and its former signature."""
    record = json.loads(path.read_bytes()) | values
    del record[DIGEST]
    overwrite(path, encode({**record, DIGEST: digest(encode(record))}))
