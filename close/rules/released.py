"""Which rules are released: `sql/released.txt` lists the sha256 of each, and a file that it lists never changes again.

The list reads as `sha256sum --check` wants it, so that an auditor needs nothing of ours.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from close.rules.queries import SQL

LIST = "released.txt"


def touched(sql: Path = SQL) -> Iterator[str]:
    """Released files that are not what was released, one sentence each."""
    for name, digest in _listed(sql).items():
        path = sql / name
        if not path.exists():
            yield f"sql/{name} was released and is gone: signatures and older months ask for it. Put it back."
        elif _digest(path) != digest:
            yield f"sql/{name} was released and has changed since: put it back, and write the next version beside it."


def release(sql: Path = SQL) -> int:
    """List every file that is not listed yet, and say how many those were. What is listed stays as it is."""
    listed = _listed(sql)
    fresh = {name: _digest(sql / name) for path in sql.rglob("*.sql") if (name := _name(sql, path)) not in listed}
    lines = [f"{digest}  {name}\n" for name, digest in sorted((listed | fresh).items())]
    (sql / LIST).write_text("".join(lines), encoding="utf-8")
    return len(fresh)


def _listed(sql: Path) -> dict[str, str]:
    lines = (sql / LIST).read_text(encoding="utf-8").splitlines() if (sql / LIST).exists() else []
    return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}


def _name(sql: Path, path: Path) -> str:
    return path.relative_to(sql).as_posix()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
