"""The direction of imports: one straight line from the screen down to the store, without circles."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
BASE = ("close.errors", "close.months")
FRAMEWORK = ("loaders.cells", "loaders.files", "loaders.layouts")
DOORS = (
    "overview",
    "checklist",
    "timing_differences",
    "blank_cogs",
    "bridge",
    "worklist",
    "reports",
    "signoff",
    "data",
)

# A package of others is imported only under these names of ours.
OUTSIDE = {
    "streamlit": ("app", "pages", "benchmarks.pages"),
    "altair": ("app", "pages"),
    # What a binder ships stands alone; the benchmark writes a company that no loader has read.
    "duckdb": ("close.engine", "close.archive.bound", "benchmarks.company"),
    "typst": ("close.archive.prints.typeset",),
    "sqlglot": ("close.rules",),
}
# A room imports itself and these. A module belongs to the first room whose name it begins with. Lower rooms may never
# import higher ones, so that the whole is a straight line.
ROOMS: dict[str, tuple[str, ...]] = {
    "close.__main__": ("close.commands",),
    "loaders.__main__": ("loaders.command",),
    "tieout": ("app", "pages", "loaders", "sample", "close"),
    "app": ("pages", "loaders", "sample", "close"),
    "pages": ("loaders", "sample", "close"),
    "loaders.command": ("loaders", "close.store", *BASE),
    "loaders.intake": ("loaders", "close.store", *BASE),
    "loaders.ledger": ("loaders.omni", *FRAMEWORK, "close.store", *BASE),
    "loaders.omni": (*FRAMEWORK, "close.store", *BASE),
    "loaders.layouts": ("loaders.cells", "loaders.files", "close.store", *BASE),
    "loaders.cells": ("close.store", *BASE),
    "loaders.files": BASE,
    "loaders": ("loaders",),
    "close.commands": ("close",),
    "close.archive": ("close.signing", "close.work", "close.rules", "close.engine", "close.store", *BASE),
    "close.signing": ("close.work", "close.rules", "close.engine", "close.store", *BASE),
    "close.work": ("close.rules", "close.engine", "close.store", *BASE),
    "close.rules": ("close.engine", "close.store", *BASE),
    "close.engine": ("close.store", *BASE),
    "close.store": BASE,
    "close": BASE,
    "sample": ("sample",),
    "benchmarks": ("pages", "loaders", "sample", "close"),
}
PARTS = ("pages.parts.month", "pages.parts.widgets", "pages.parts.frame", "pages.parts")  # each reaches those after it


class Import(NamedTuple):
    module: str
    target: str
    where: str


def under(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def room(module: str) -> str:
    return next(name for name in ROOMS if under(module, (name,)))


def module_files(root: Path) -> dict[str, Path]:
    packages = dict.fromkeys(name.split(".")[0] for name in ROOMS)
    files = [path for package in packages for path in (root / f"{package}.py", *(root / package).rglob("*.py"))]
    named = {".".join(path.relative_to(root).with_suffix("").parts): path for path in files if path.is_file()}
    return {name.removesuffix(".__init__"): path for name, path in named.items()}


def targets(node: ast.AST, package: list[str], known: dict[str, Path]) -> list[str]:
    """The modules that an import statement names; `from close.rules import lint` means close.rules.lint."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    above = package[: len(package) - node.level + 1] if node.level else []
    base = ".".join([*above, *filter(None, [node.module])])
    return [name if (name := f"{base}.{alias.name}") in known else base for alias in node.names]


def imports(root: Path) -> Iterator[Import]:
    known = module_files(root)
    for name, path in known.items():
        lines = path.read_text(encoding="utf-8").splitlines()
        package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
        for node in ast.walk(ast.parse("\n".join(lines))):
            for target in dict.fromkeys(targets(node, package, known)):
                line = getattr(node, "lineno", 0)
                yield Import(name, target, f"{path.relative_to(root)}:{line}: {lines[line - 1].strip()}")


def strangers(found: list[Import]) -> list[str]:
    """Packages of others outside their rooms."""
    return [
        f"{i.where}   ({top} is imported only in {', '.join(OUTSIDE[top])})"
        for i in found
        if (top := i.target.split(".")[0]) in OUTSIDE and not under(i.module, OUTSIDE[top])
    ]


def ours(found: list[Import]) -> list[Import]:
    packages = {name.split(".")[0] for name in ROOMS}
    return [i for i in found if i.target.split(".")[0] in packages]


def wrong_way(found: list[Import]) -> list[str]:
    """Imports of a room that the importing one may not know."""
    return [
        f"{i.where}   ({i.module} may not import {i.target})"
        for i in ours(found)
        if not under(i.target, (i.module if room(i.module) == "close" else room(i.module), *ROOMS[room(i.module)]))
    ]


def climbing(found: list[Import]) -> list[str]:
    """Shared parts of pages that reach a door, or a part above them."""
    low = [i for i in ours(found) if under(i.module, ("pages.parts",)) and under(i.target, ("pages",))]
    floors = {i: next(n for n, part in enumerate(PARTS) if under(i.module, (part,))) for i in low}
    return [
        f"{i.where}   (a part below)" for i in low if not under(i.target, PARTS[floors[i] :]) or _above(i, floors[i])
    ]


def _above(found: Import, floor: int) -> bool:
    return under(found.target, PARTS[:floor])


def circles(found: list[Import]) -> list[str]:
    """Modules, and doors, that reach themselves."""
    inside = ours(found)
    doors = [Import(door(i.module), door(i.target), i.where) for i in inside if door(i.module) and door(i.target)]
    ways = [*inside, *(i for i in doors if i.module != i.target)]
    return [
        " -> ".join(step.where for step in way)
        for module in dict.fromkeys(i.module for i in ways)
        if (way := reached(module, ways).get(module))
    ]


def door(module: str) -> str:
    """The door of a page or of one of its own parts, as `the door pages/bridge`; blank for anything else."""
    parts = module.split(".")
    return f"the door {parts[1]}" if parts[0] == "pages" and len(parts) > 2 and parts[1] in DOORS else ""


def reached(module: str, found: list[Import]) -> dict[str, tuple[Import, ...]]:
    """The modules that a module reaches down its imports, and the shortest way to each."""
    ways: dict[str, tuple[Import, ...]] = {}
    starts = {name: [i for i in found if i.module == name] for name in {i.module for i in found}}
    queue: list[tuple[Import, ...]] = [(step,) for step in starts.get(module, [])]
    for way in queue:
        target = way[-1].target
        if target not in ways:
            ways[target] = way
            queue += [(*way, step) for step in starts.get(target, [])]
    return ways


def unshared(found: list[Import], known: dict[str, Path]) -> list[str]:
    """Parts that fewer than three doors reach and that are not part of the frame around every page."""
    inside = ours(found)
    users: dict[str, set[str]] = {name: set() for name in known if under(name, ("pages.parts",))}
    for name in known:
        if under(name, ("app",)) or door(name):
            for target in (step for step in reached(name, inside) if step in users):
                users[target].add(door(name) or name)
    return [
        f"{name} serves {', '.join(sorted(by)) or 'nobody'}"
        for name, by in users.items()
        if len(by) < 3 and "app" not in by and known[name].name != "__init__.py"
    ]


RULES = (strangers, wrong_way, climbing, circles)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule) -> None:
    found = rule(list(imports(ROOT)))
    assert not found, "\n" + "\n".join(found)


def test_what_is_shared_serves_three_doors() -> None:
    found = unshared(list(imports(ROOT)), module_files(ROOT))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (strangers, {"close/rules/answers.py": "import streamlit as st"}),
        (strangers, {"loaders/omni/stock.py": "def f():\n    from altair import Chart"}),
        (strangers, {"close/rules/answers.py": "import duckdb"}),
        (strangers, {"sample/start.py": "from duckdb.typing import BIGINT"}),
        (strangers, {"pages/parts/sql.py": "import sqlglot.expressions"}),
        (wrong_way, {"close/rules/answers.py": "from pages import parts"}),
        (wrong_way, {"close/rules/answers.py": "import loaders.cells"}),
        (wrong_way, {"close/store/warehouse.py": "from sample import company"}),
        (wrong_way, {"loaders/omni/stock.py": "from close.rules.answers import run"}),
        (wrong_way, {"loaders/omni/stock.py": "from close.rules import answers", "close/rules/answers.py": ""}),
        (wrong_way, {"loaders/__init__.py": "from ..pages import parts", "pages/__init__.py": ""}),
        (wrong_way, {"loaders/cells/days.py": "import loaders.layouts.tables"}),
        (wrong_way, {"sample/start.py": "import close.store"}),
        (wrong_way, {"pages/overview/overview.py": "import app"}),
        (wrong_way, {"pages/overview/overview.py": "import tieout"}),
        (wrong_way, {"close/store/warehouse.py": "from close.engine import connection"}),
        (wrong_way, {"close/rules/answers.py": "from close.archive import zips", "close/archive/zips.py": ""}),
        (wrong_way, {"close/months.py": "import close.store.warehouse"}),
        (wrong_way, {"close/signing/pins.py": "from ..archive import zips", "close/archive/zips.py": ""}),
        (wrong_way, {"close/rules/answers.py": "import close.commands.options"}),
        (wrong_way, {"close/archive/zips.py": "import tieout"}),
        (climbing, {"pages/parts/widgets/tables.py": "from pages.bridge import walk", "pages/bridge/walk.py": ""}),
        (climbing, {"pages/parts/frame/url.py": "import pages.parts.month.steps"}),
        (circles, {"close/rules/one.py": "import close.rules.two", "close/rules/two.py": "import close.rules.one"}),
        (circles, {"pages/bridge/a.py": "import pages.worklist.b", "pages/worklist/c.py": "import pages.bridge.d"}),
    ],
)
def test_the_rules_bite(tmp_path: Path, rule, files: dict[str, str]) -> None:
    put(tmp_path, files)
    first = next(iter(files))
    assert any(first in line for line in rule(list(imports(tmp_path))))


def test_a_part_of_two_doors_is_seen(tmp_path: Path) -> None:
    put(tmp_path, {f"pages/{name}/{name}.py": "import pages.parts.one" for name in ("bridge", "worklist")})
    put(tmp_path, {"pages/parts/one.py": ""})
    assert unshared(list(imports(tmp_path)), module_files(tmp_path)) == [
        "pages.parts.one serves the door bridge, the door worklist"
    ]
    put(tmp_path, {"pages/data/data.py": "import pages.parts.one"})
    assert not unshared(list(imports(tmp_path)), module_files(tmp_path))


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    allowed = {
        "app.py": "import streamlit\nimport pages\nimport sample.start\nfrom loaders import land",
        "pages/blank_cogs/blank_cogs.py": "import altair\nfrom pages.parts import words\nimport close.rules.answers",
        "pages/parts/words.py": "from close import errors",
        "loaders/omni/stock.py": "from close.store import datasets\nimport close.errors\nfrom .. import cells",
        "loaders/cells/__init__.py": "",
        "close/__main__.py": "from close.commands.command import main",
        "close/store/datasets.py": "",
        "close/errors.py": "",
        "close/commands/command.py": "from close.signing import pins",
        "tieout/command.py": "import close.commands.command\nimport loaders.intake",
        "close/signing/pins.py": "from close.rules import answers",
        "close/rules/answers.py": "import sqlglot\nfrom close.engine import connection",
        "close/engine/connection.py": "import duckdb\nfrom close.store.datasets import DATASETS",
    }
    put(tmp_path, allowed)
    found = list(imports(tmp_path))
    assert len(found) == 20
    assert not [line for rule in RULES for line in rule(found)]


def put(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
