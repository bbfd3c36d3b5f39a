"""The lock files: the requirements in them, and what is wrong with one."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
# Each lock, and the groups and extras of pyproject.toml that it pins next to the dependencies of the program.
LOCKS = {
    "requirements.lock": ("build",),
    "requirements-dev.lock": ("build", "dev"),
    "requirements-sail.lock": ("build", "sail", "servers"),
    "requirements-spark.lock": ("build", "spark", "servers"),
}
EXTRAS = {"requirements-dev.lock": ("assistant",), "requirements-sail.lock": ("spark",)}
REQUIREMENT = re.compile(
    r"^([A-Za-z0-9][\w.-]*)==(\S+)(?: ; ([^\\]+?))?((?: \\\n    --hash=sha256:[0-9a-f]{64})+)$", re.MULTILINE
)
ADDRESS = re.compile(
    r"\w+://|^-|--(?:extra-)?index-url|--find-links|--trusted-host|(?:^|[\s@])(?:\.{0,2}/|[A-Z]:\\)", re.MULTILINE
)


def find_faults(text: str) -> list[str]:
    """Return lines in a lock file that contain a host or path, or are not a requirement pinned with hashes."""
    addresses = [f"names a place: {line}" for line in text.splitlines() if ADDRESS.search(line)]
    rest = REQUIREMENT.sub("", text).split("\n")
    return addresses + [f"not pinned with a hash: {line}" for line in rest if line.strip()]


def list_pins(text: str) -> Iterator[tuple[str, str, str]]:
    """Return the name, version and marker of each requirement. The marker is blank if there is none."""
    for name, version, marker, _ in REQUIREMENT.findall(text):
        yield name_alike(name), version, marker


def pinned(text: str) -> dict[str, set[str]]:
    """Return the versions of each package."""
    versions: dict[str, set[str]] = {}
    for name, version, _ in list_pins(text):
        versions.setdefault(name, set()).add(version)
    return versions


def compare(wanted: list[str], lock: dict[str, set[str]]) -> list[str]:
    """Return requirements in pyproject.toml that are not exact, or differ from the lock file."""
    notes = []
    for requirement in wanted:
        exact = re.fullmatch(r"([a-z0-9-]+)(?:\[[a-z,-]+\])?==(\d[\w.]*)", requirement)
        if not exact:
            notes.append(f"not pinned: {requirement}")
        elif lock.get(exact[1]) != {exact[2]}:
            notes.append(f"{requirement}, but the lock holds {lock.get(exact[1])}")
    return notes


def list_wanted(name: str) -> list[str]:
    """Return the requirements in pyproject.toml that a lock pins."""
    project = read_project()
    extras = project["project"]["optional-dependencies"]
    wanted = [*project["project"]["dependencies"], *(one for extra in EXTRAS.get(name, ()) for one in extras[extra])]
    return wanted + [
        one for group in LOCKS[name] for one in project["dependency-groups"][group] if isinstance(one, str)
    ]


def read_project() -> dict[str, Any]:
    """Return pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def read_lock(name: str) -> str:
    """Return the text of a lock."""
    return (ROOT / name).read_text(encoding="utf-8")


def name_alike(name: str) -> str:
    """Return the name of a package as every index writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()
