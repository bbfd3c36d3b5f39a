"""Rules for the tree: the location of pages, the size of folders, the names of reports, the pins in lock files."""

import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-sail.lock", "requirements-spark.lock")
REQUIREMENT = re.compile(
    r"^([A-Za-z0-9][\w.-]*)==(\S+)(?: ; [^\\]+?)?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE
)
ADDRESS = re.compile(
    r"\w+://|^-|--(?:extra-)?index-url|--find-links|--trusted-host|(?:^|[\s@])(?:\.{0,2}/|[A-Z]:\\)", re.MULTILINE
)
# Our own code, and the folders with one file for each cause, identity and report, which may be of any size.
CODE = ("close", "loaders", "pages", "sql", "sample", "tests")
COLLECTIONS = ("sql/causes", "sql/identities", "sql/reports")
MOST_MODULES = 16
REPORT_NAME = re.compile(r"[a-z][a-z0-9_]*\.v[1-9]\d*\.sql")


def page_strays(root: Path) -> list[str]:
    """Return files directly under pages/, which Streamlit would open without app.py and so without sign-in."""
    return sorted(path.name for path in (root / "pages").glob("*") if path.is_file() and path.name != "__init__.py")


def crowded_folders(root: Path) -> list[str]:
    """Return folders of our own code with more modules than a newcomer can remember."""
    modules = [
        path
        for top in CODE
        for kind in ("*.py", "*.sql")
        for path in (root / top).rglob(kind)
        if path.name != "__init__.py"
    ]
    counts = Counter(path.parent.relative_to(root).as_posix() for path in modules)
    return [
        f"{folder}: {count} modules"
        for folder, count in sorted(counts.items())
        if count > MOST_MODULES and folder not in COLLECTIONS
    ]


def lock_notes(text: str) -> list[str]:
    """Return lines in a lock file that contain a host or path, or are not a requirement pinned with hashes."""
    addresses = [f"names a place: {line}" for line in text.splitlines() if ADDRESS.search(line)]
    rest = REQUIREMENT.sub("", text).split("\n")
    return addresses + [f"not pinned with a hash: {line}" for line in rest if line.strip()]


def pinned(text: str) -> dict[str, set[str]]:
    versions: dict[str, set[str]] = {}
    for name, version, _ in REQUIREMENT.findall(text):
        versions.setdefault(re.sub(r"[-_.]+", "-", name).lower(), set()).add(version)
    return versions


def dependency_notes(wanted: list[str], lock: dict[str, set[str]]) -> list[str]:
    """Return requirements in pyproject.toml that are not exact, or differ from the lock file."""
    notes = []
    for requirement in wanted:
        exact = re.fullmatch(r"([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\d[\w.]*)", requirement)
        if not exact:
            notes.append(f"not pinned: {requirement}")
        elif lock.get(exact[1]) != {exact[2]}:
            notes.append(f"{requirement}, but the lock holds {lock.get(exact[1])}")
    return notes


def sql_notes(root: Path) -> list[str]:
    """Return SQL files that are misnamed or lack the required header. close.report.check reads the statements."""
    notes = [f"{path.name}: not SQL" for path in (root / "sql").rglob("*.py")]
    for path in sorted((root / "sql" / "reports").glob("*")):
        text = path.read_text(encoding="utf-8")
        if not REPORT_NAME.fullmatch(path.name):
            notes.append(f"{path.name}: not <name>.v<N>.sql")
        for word, value in (("since", r"\d{4}-(?:0[1-9]|1[0-2])"), ("key", r"[a-z_]\w*(?:, *[a-z_]\w*)*")):
            stated = re.findall(rf"^-- {word}:(.*)$", text, re.MULTILINE)
            if len(stated) != 1 or not re.fullmatch(value, stated[0].strip()):
                notes.append(f"{path.name}: wants one line '-- {word}: ...'")
    return notes


def project() -> tuple[list[str], list[str]]:
    read = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return read["project"]["dependencies"], read["dependency-groups"]["dev"]


def lock(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_only_folders_under_pages() -> None:
    assert not page_strays(ROOT)


def test_no_folder_is_crowded() -> None:
    assert not crowded_folders(ROOT)


def test_a_crowded_folder_is_seen(tmp_path: Path) -> None:
    for folder in ("close/rules", "sql/causes"):
        (tmp_path / folder).mkdir(parents=True)
        for number in range(MOST_MODULES):
            (tmp_path / folder / f"module_{number}.py").touch()
        (tmp_path / folder / "__init__.py").touch()
    assert not crowded_folders(tmp_path)
    for folder in ("close/rules", "sql/causes"):
        (tmp_path / folder / "one_too_many.py").touch()
    assert crowded_folders(tmp_path) == ["close/rules: 17 modules"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_place_and_hash_everything(name: str) -> None:
    assert pinned(lock(name))
    assert not lock_notes(lock(name))


def test_locks_hold_what_the_project_asks_for() -> None:
    runtime, development = project()
    assert not dependency_notes(runtime, pinned(lock("requirements.lock")))
    assert not dependency_notes(runtime + development, pinned(lock("requirements-dev.lock")))


def test_tests_run_on_what_is_shipped() -> None:
    shipped = pinned(lock("requirements.lock"))
    for other in LOCKS[1:]:
        tested = pinned(lock(other))
        assert not {name: versions for name, versions in shipped.items() if tested.get(name) != versions}


def test_reports_are_named_and_dated() -> None:
    assert not sql_notes(ROOT)


def test_a_script_outside_the_page_folders_is_found(tmp_path: Path) -> None:
    (tmp_path / "pages" / "close").mkdir(parents=True)
    for name in ("__init__.py", "close/overview.py", "secret.py"):
        (tmp_path / "pages" / name).touch()
    assert page_strays(tmp_path) == ["secret.py"]


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
    assert not lock_notes(GOOD)
    assert pinned(GOOD) == {"duckdb": {"2.0.0"}}
    assert lock_notes(GOOD + bad)


@pytest.mark.parametrize("wanted", ["duckdb", "duckdb>=2.0.0", "duckdb==2.0.*", "duckdb==1.5.6", "sqlglot==30.30.0"])
def test_a_loose_or_unlocked_dependency_is_seen(wanted: str) -> None:
    assert not dependency_notes(["duckdb==2.0.0"], pinned(GOOD))
    assert dependency_notes([wanted], pinned(GOOD))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("reports/blank_cogs.sql", "-- since: 2026-11\n-- key: ref\n"),
        ("reports/blank_cogs.v0.sql", "-- since: 2026-11\n-- key: ref\n"),
        ("reports/Blank.v1.sql", "-- since: 2026-11\n-- key: ref\n"),
        ("reports/blank_cogs.v1.sql", "-- key: ref\n"),
        ("reports/blank_cogs.v1.sql", "-- since: 2026-13\n-- key: ref\n"),
        ("reports/blank_cogs.v1.sql", "-- since: 2026-11\n-- since: 2026-12\n-- key: ref\n"),
        ("reports/blank_cogs.v1.sql", "-- since: 2026-11\n"),
        ("reports/blank_cogs.v1.sql", "-- since: 2026-11\n-- key:\n"),
        ("models/documents.py", ""),
    ],
)
def test_a_bad_sql_file_is_seen(tmp_path: Path, name: str, text: str) -> None:
    for path, content in {"reports/good.v12.sql": "-- since: 2026-11\n-- key:   period, ref\n", name: text}.items():
        (tmp_path / "sql" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "sql" / path).write_text(content)
    notes = sql_notes(tmp_path)
    assert notes
    assert all(Path(name).name in note for note in notes)
