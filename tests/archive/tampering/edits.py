"""The kinds of file in a record, the ways to edit one, and the ways to turn back a log."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from close.archive.verify import verify
from close.store.records import list_records
from close.store.warehouse import Warehouse
from close.store.witness import keys
from tests.given import forgery
from tests.given.recorded import files

KINDS = ("journal", "heads", "manifests", "data", "exports", "evidence", "keys", "anchor")


@dataclass(frozen=True)
class Kept:
    """A warehouse and its anchor, which a test may edit."""

    warehouse: Warehouse
    anchor: Path

    def files(self, kind: str) -> list[Path]:
        return [self.anchor] if kind == "anchor" else files(self.warehouse, kind)

    def name(self, path: Path) -> str:
        return str(path) if path == self.anchor else path.relative_to(self.warehouse.folder).as_posix()

    def faults(self) -> set[str]:
        """Return the files that verify names. A line of the anchor counts as the anchor."""
        return {fault.path.split(",")[0] for fault in verify(self.warehouse)}

    def cut(self, *parts: str, count: int = 1) -> None:
        """Remove the newest files of some folders."""
        for part in parts:
            for path in list_records(self.warehouse.folder / part)[-count:]:
                path.unlink()


def put_key(kept: Kept, key: keys.SigningKey) -> str:
    """Put a public key into the organisation's folder, and return its name."""
    path = kept.warehouse.folder / "keys" / f"{key.key_id}.pem"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(key.public)
    return kept.name(path)


def flip(path: Path, _: Path, where: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * where)] ^= 1
    forgery.overwrite(path, bytes(content))


def cut_short(path: Path, _: Path) -> None:
    forgery.overwrite(path, path.read_bytes()[:-20])


def double(path: Path, _: Path) -> None:
    forgery.overwrite(path, path.read_bytes() * 2)


def swap(path: Path, other: Path) -> None:
    one, two = path.read_bytes(), other.read_bytes()
    forgery.overwrite(path, two)
    forgery.overwrite(other, one)


def put_older(path: Path, other: Path) -> None:
    forgery.overwrite(path, other.read_bytes())


def delete(path: Path, _: Path) -> None:
    path.unlink()


EDITS = (flip, cut_short, double, swap, put_older, delete)


# An anchor with each line twice claims the same. Without its last line, or without any, it is behind: `verify`
# says so, and the next act adds the lines again, from the signed heads.
HARMLESS = {("anchor", double), ("anchor", delete), ("heads", delete)}


def cut_tail(kept: Kept) -> None:
    kept.cut("journal", "heads", count=2)


def delete_log(kept: Kept) -> None:
    for part in ("journal", "heads"):
        shutil.rmtree(kept.warehouse.folder / part)


def go_back(kept: Kept) -> None:
    """Put an older copy of the whole folder in its place."""
    kept.cut("journal", "heads", count=3)
    kept.cut("manifests")


def strip(kept: Kept) -> None:
    """Rewrite everything as if it came from before records were signed."""
    forgery.state_again(kept.warehouse, '"ada"', '"eve"')


ROLLBACKS = (cut_tail, delete_log, go_back, strip)
