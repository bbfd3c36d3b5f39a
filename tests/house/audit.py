"""Compares the locks with what is installed and with known vulnerabilities: `python -m tests.house.audit`.

It reads only files of the repository and of the environment, so that it also works without a network.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from tests.house.locks import (
    LOCKS,
    ROOT,
    compare,
    find_faults,
    list_pins,
    list_wanted,
    name_alike,
    pinned,
    read_lock,
    read_project,
)

ADVISORIES = Path(__file__).with_name("advisories.txt")
INSTALLED = "requirements-dev.lock"
_OWN = {"tieout"}
_KNOWN_ON = re.compile(r"^# known on: (\d{4}-\d\d-\d\d)$", re.MULTILINE)


def audit() -> list[str]:
    """Return everything that is wrong with the locks and the environment, a sentence for each."""
    faults = [f"{name}: {fault}" for name in LOCKS for fault in audit_lock(name)]
    return [*faults, *find_unexplained(), *find_strays(read_lock(INSTALLED), list_installed())]


def audit_lock(name: str) -> list[str]:
    """Return what is wrong with a lock: its form, and its versions."""
    text = read_lock(name)
    versions = pinned(text)
    return [*find_faults(text), *compare(list_wanted(name), versions), *find_vulnerable(versions, read_advisories())]


def find_vulnerable(versions: Mapping[str, set[str]], advisories: list[tuple[str, str, str]]) -> list[str]:
    """Return the pinned versions that an advisory names."""
    return [
        f"{name} {version} is in {bad} of {reason}. Take a newer version."
        for name, bad, reason in advisories
        for version in sorted(versions.get(name, ()))
        if SpecifierSet(bad).contains(version, prereleases=True)
    ]


def read_advisories(text: str = "") -> list[tuple[str, str, str]]:
    """Return the package, the wrong versions and the advisory of each line."""
    lines = (text or ADVISORIES.read_text(encoding="utf-8")).splitlines()
    rows = (line.split(" ", 2) for line in lines if line and not line.startswith("#"))
    return [(name, bad, reason) for name, bad, reason in rows]


def find_unexplained() -> list[str]:
    """Return the dependencies in pyproject.toml about which docs/architecture.md does not say why they are needed."""
    project = read_project()
    groups = [*project["project"]["optional-dependencies"].values(), *project["dependency-groups"].values()]
    wanted = [*project["project"]["dependencies"], *(one for group in groups for one in group if isinstance(one, str))]
    table = (ROOT / "docs/architecture.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    explained = {
        name for row in re.findall(r"^\| (.+?) \|", table, re.MULTILINE) for name in re.findall(r"[\w-]+", row)
    }
    names = {Requirement(one).name for one in wanted}
    return [f"docs/architecture.md does not say why {name} is needed." for name in sorted(names - explained)]


def find_strays(text: str, installed: Mapping[str, str]) -> list[str]:
    """Return the differences between a lock and the installed packages."""
    pins = {name: version for name, version, marker in list_pins(text) if not marker or Marker(marker).evaluate()}
    wrong = [
        f"{name} {version} is locked, but {installed.get(name, 'none')} is installed. Run make test, which installs it."
        for name, version in pins.items()
        if installed.get(name) != version
    ]
    strays = sorted(installed.keys() - pins.keys() - _OWN)
    return wrong + [f"{name} {installed[name]} is installed, but not locked. Run make clean." for name in strays]


def list_installed() -> dict[str, str]:
    """Return the version of each installed package."""
    return {name_alike(each.metadata["Name"]): each.version for each in distributions()}


def _print_report(faults: list[str]) -> Iterator[str]:
    yield from faults
    (day,) = _KNOWN_ON.findall(ADVISORIES.read_text(encoding="utf-8"))
    count = len({name for lock in LOCKS for name in pinned(read_lock(lock))})
    yield f"{count} locked packages, {len(faults)} faults. Advisories published after {day} are not known here."


if __name__ == "__main__":
    found = audit()
    sys.stdout.write("\n".join(_print_report(found)) + "\n")
    sys.exit(bool(found))
