"""The locks and the environment pass the audit, and the audit sees what is wrong with one."""

import pytest

from tests.house.audit import (
    audit_lock,
    find_strays,
    find_unexplained,
    find_vulnerable,
    list_installed,
    read_advisories,
)
from tests.house.locks import LOCKS, compare, find_faults, pinned, read_lock


@pytest.mark.parametrize("name", LOCKS)
def test_locks_pin_everything_by_hash_and_name_no_place(name: str) -> None:
    assert pinned(read_lock(name))
    assert audit_lock(name) == []


def test_tests_run_on_what_is_shipped() -> None:
    shipped = pinned(read_lock("requirements.lock"))
    for other in LOCKS:
        tested = pinned(read_lock(other))
        assert not {name: versions for name, versions in shipped.items() if tested.get(name) != versions}


def test_every_dependency_says_why_it_is_there() -> None:
    assert find_unexplained() == []


GOOD = f"duckdb==2.0.0 ; sys_platform != 'darwin' \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{'1' * 64}\n"


@pytest.mark.parametrize(
    "bad",
    [
        "--index-url somewhere\n",
        "--find-links wheels\n",
        "-i somewhere\n",
        "# from https://example.org/simple\n",
        "duckdb @ file:///wheels/duckdb.whl\n",
        "duckdb @ /wheels/duckdb.whl\n",
        "./duckdb.whl\n",
        "duckdb==2.0.0\n",
        f"duckdb>=2.0.0 \\\n    --hash=sha256:{'0' * 64}\n",
        "duckdb==2.0.0 \\\n    --hash=md5:0000\n",
    ],
)
def test_a_bad_lock_is_seen(bad: str) -> None:
    assert not find_faults(GOOD)
    assert pinned(GOOD) == {"duckdb": {"2.0.0"}}
    assert find_faults(GOOD + bad)


@pytest.mark.parametrize("wanted", ["duckdb", "duckdb>=2.0.0", "duckdb==2.0.*", "duckdb==1.5.6", "sqlglot==30.30.0"])
def test_a_loose_or_unlocked_dependency_is_seen(wanted: str) -> None:
    assert not compare(["duckdb==2.0.0"], pinned(GOOD))
    assert compare([wanted], pinned(GOOD))


def test_an_environment_that_differs_from_its_lock_is_seen() -> None:
    other = GOOD.replace("duckdb", "colorama").replace("sys_platform != 'darwin'", "sys_platform == 'cli'")
    assert find_strays(GOOD + other, {"duckdb": "2.0.0", "tieout": "0.1.0"}) == []
    assert "duckdb 2.0.0 is locked, but 2.0.1 is installed" in find_strays(GOOD, {"duckdb": "2.0.1"})[0]
    assert "none is installed" in find_strays(GOOD, {})[0]
    assert "left-pad 1.0 is installed, but not locked" in find_strays(GOOD, {"duckdb": "2.0.0", "left-pad": "1.0"})[0]
    assert {"tieout", "pytest"} <= list_installed().keys()


def test_a_vulnerable_or_withdrawn_version_is_seen() -> None:
    advisories = read_advisories(
        "# known on: 2026-11-29\nduckdb <2.0.1 PYSEC-1\nduckdb ==2.0.3 withdrawn: wrong sums\n"
    )
    assert find_vulnerable({"duckdb": {"2.0.1"}}, advisories) == []
    assert "duckdb 2.0.0 is in <2.0.1 of PYSEC-1" in find_vulnerable({"duckdb": {"2.0.0"}}, advisories)[0]
    assert "withdrawn: wrong sums" in find_vulnerable({"duckdb": {"2.0.3"}}, advisories)[0]
    assert read_advisories()
