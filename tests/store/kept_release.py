"""A company as each release wrote it, and what its reports answered then: `python -m tests.store.kept_release`.

`releases/VERSION.tar.gz` is a backup of one month signed by two people and one that is only landed. Next to it are
the digests of all its reports, and the exports of a third month. No file is written again.
"""

import gzip
import json
import os
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

from close.archive.backup import backup
from close.rules.answers import run
from close.rules.build import reports_in_force
from close.rules.queries import in_force
from close.rules.results import digest_of
from close.signing import signoff
from close.signing.standing import PREPARER, REVIEWER
from close.store.warehouse import Warehouse
from close.store.witness.keys import ENVIRONMENT as KEY
from close.work import checklist
from tests.given.signed import PERIOD, exports, land_month, settle

KEPT = Path(__file__).parent / "releases"
PROJECT = Path(__file__).parents[2] / "pyproject.toml"
NEXT, LATER = "2026-02", "2026-03"
COMPANY = "Alder & Sons Ltd"
Answers = dict[str, dict[str, str]]


def list_answers(warehouse: Warehouse) -> Answers:
    """Return the digest of each report about a whole month, by month."""
    return {period: dict(_answer(warehouse, period)) for period in (PERIOD, NEXT)}


def _answer(warehouse: Warehouse, period: str) -> Iterator[tuple[str, str]]:
    for name in reports_in_force(period):
        if not in_force(name, period).takes:
            yield name, digest_of(run(warehouse, name, period).table)


def make_company(root: Path, exported: Path) -> Warehouse:
    """Land two months of a company whose faults are known, and close the first one by two people."""
    warehouse = Warehouse(root, COMPANY)
    land_month(warehouse, exported / PERIOD)
    checklist.attach(warehouse, PERIOD, "CH1", "ada", "orders.png", b"a picture of nothing")
    settle(warehouse)
    signoff.sign(warehouse, PERIOD, "month", "ada", PREPARER)
    signoff.sign(warehouse, PERIOD, "month", "ben", REVIEWER, "agreed")
    land_month(warehouse, exported / NEXT)
    return warehouse


def keep(name: str, folder: Path = KEPT) -> None:
    """Write the company's backup and its answers, and the exports with which its work goes on."""
    with tempfile.TemporaryDirectory() as place:
        exported = exports(Path(place) / "books", months=3)
        warehouse = make_company(Path(place) / "warehouse", exported)
        folder.mkdir(parents=True, exist_ok=True)
        backup(warehouse, Path(place) / "backup.tar")
        packed = gzip.compress((Path(place) / "backup.tar").read_bytes(), mtime=0)
        (folder / f"{name}.tar.gz").write_bytes(packed)
        answers = json.dumps(list_answers(warehouse), indent=1, sort_keys=True)
        (folder / f"{name}.json").write_text(f"{answers}\n", encoding="utf-8", newline="\n")
        shutil.make_archive(str(folder / name), "zip", exported / LATER)


def main() -> int:
    """Keep a company of this version, unless there is one. It is signed with a key of its own."""
    name = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["version"]
    if (KEPT / f"{name}.json").exists():
        print(f"{name} is kept as it was written. Raise the version in pyproject.toml first.", file=sys.stderr)  # noqa: T201
        return 1
    with tempfile.TemporaryDirectory() as key:
        os.environ[KEY] = f"{key}/signing-key.pem"
        keep(name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
