"""Rules for the tree: the location of pages, the size of folders, the names of reports."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
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


def test_reports_are_named_and_dated() -> None:
    assert not sql_notes(ROOT)


def test_a_script_outside_the_page_folders_is_found(tmp_path: Path) -> None:
    (tmp_path / "pages" / "close").mkdir(parents=True)
    for name in ("__init__.py", "close/overview.py", "secret.py"):
        (tmp_path / "pages" / name).touch()
    assert page_strays(tmp_path) == ["secret.py"]


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
