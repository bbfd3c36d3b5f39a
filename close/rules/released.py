"""Released rules: `sql/released.txt` lists the sha256 of each, and a listed file never changes again.

The list has the format of `sha256sum --check`, so auditors can verify it without our tools.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from close.rules.queries import SQL

LIST = "released.txt"


def find_changes(sql: Path = SQL) -> Iterator[str]:
    """Yield a sentence for every released file that is missing or was changed."""
    for name, digest in _read_list(sql).items():
        path = sql / name
        if not path.exists():
            yield f"sql/{name} was released but is missing. Restore it, because signatures and earlier months use it."
        elif _digest(path) != digest:
            yield f"sql/{name} has changed since it was released. Restore it and write the next version as a new file."


def release(sql: Path = SQL) -> int:
    """Add every unlisted file to the list and return the number of files added. Existing entries stay unchanged."""
    listed = _read_list(sql)
    fresh = {name: _digest(sql / name) for path in sql.rglob("*.sql") if (name := _name(sql, path)) not in listed}
    lines = [f"{digest}  {name}\n" for name, digest in sorted((listed | fresh).items())]
    (sql / LIST).write_text("".join(lines), encoding="utf-8", newline="\n")
    return len(fresh)


def _read_list(sql: Path) -> dict[str, str]:
    lines = (sql / LIST).read_text(encoding="utf-8").splitlines() if (sql / LIST).exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _name(sql: Path, path: Path) -> str:
    return path.relative_to(sql).as_posix()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
