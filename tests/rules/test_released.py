"""A released rule never changes: the list matches the files, and a changed or missing file is reported."""

import subprocess
from pathlib import Path

import pytest

from close.rules.released import find_changes, release

FILES = ("reports/gaps.v1.sql", "models/steps.v1.sql", "causes/S01.v2.sql")


@pytest.fixture
def sql(tmp_path: Path) -> Path:
    for name in FILES:
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(f"-- {name}\n".encode())
    return tmp_path


def test_no_released_rule_was_touched() -> None:
    assert not list(find_changes())


def test_an_auditor_needs_nothing_of_ours(sql: Path) -> None:
    assert release(sql) == len(FILES)
    subprocess.run(["sha256sum", "--check", "--quiet", "released.txt"], cwd=sql, check=True)


def test_a_changed_and_a_missing_rule_are_named(sql: Path) -> None:
    release(sql)
    (sql / FILES[0]).write_bytes(b"-- other\n")
    (sql / FILES[1]).unlink()
    recorded = list(find_changes(sql))
    assert len(recorded) == 2
    assert all(any(name in sentence for sentence in recorded) for name in FILES[:2])


def test_a_new_version_joins_and_what_was_released_stays(sql: Path) -> None:
    release(sql)
    before = (sql / "released.txt").read_text()
    (sql / FILES[0]).write_bytes(b"-- other\n")
    (sql / "reports/gaps.v2.sql").write_bytes(b"-- next\n")
    assert release(sql) == 1
    assert set(before.splitlines()) < set((sql / "released.txt").read_text().splitlines())
    assert list(find_changes(sql))
