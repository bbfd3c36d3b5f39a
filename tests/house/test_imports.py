"""Who may import whom: one straight line from the screen down to the warehouse."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
SCREEN = ("app", "pages")

# A package of others is imported only under these names of ours.
OUTSIDE = {
    "streamlit": (*SCREEN, "benchmarks.pages"),
    "altair": SCREEN,
    "duckdb": ("close.warehouse", "close.bound.rerun", "benchmarks.company"),  # what a binder ships stands alone
    "typst": ("close.prints.typeset",),
    "sqlglot": ("close.queries", "close.report", "close.lint"),
}
# A package of ours imports these names of ours; what is not named here is not imported.
INSIDE = {
    "app": ("pages", "loaders", "sample", "close"),
    "pages": ("pages", "loaders", "sample", "close"),
    "loaders": ("loaders", "close.warehouse", "close.datasets", "close.errors"),
    "sample": ("sample",),
    "close": ("close",),
    "benchmarks": ("benchmarks", "pages", "loaders", "sample", "close"),
}
# Inside close/, a module reaches only its own floor and those below. One that has no floor here may stand anywhere,
# as long as nobody gets through it to a floor above.
FLOORS = {
    "close": 0,
    "close.datasets": 0,
    "close.errors": 0,
    "close.manifests": 0,
    "close.settings": 0,
    "close.records": 0,
    "close.people": 0,
    "close.digests": 0,
    "close.warehouse": 1,
    "close.report": 2,
    "close.journal": 2,
    "close.lint": 2,
    "close.seals": 3,
    "close.pins": 3,
    "close.checklist": 4,
    "close.comments": 4,
    "close.worklist": 4,
    "close.signoff": 4,
    "close.drift": 5,
    "close.answers": 6,
    "close.prints": 7,
    "close.verify": 6,
    "close.binder": 7,
    "close.backup": 7,
    "close.archive_commands": 7,
    "close.commands": 7,
    "close.__main__": 7,
}


class Import(NamedTuple):
    module: str
    target: str
    where: str


def under(name: str, places: tuple[str, ...]) -> bool:
    return any(name == place or name.startswith(f"{place}.") for place in places)


def module_files(root: Path) -> dict[str, Path]:
    files = [path for package in INSIDE for path in (root / f"{package}.py", *(root / package).rglob("*.py"))]
    named = {".".join(path.relative_to(root).with_suffix("").parts): path for path in files if path.is_file()}
    return {name.removesuffix(".__init__"): path for name, path in named.items()}


def targets(node: ast.AST, package: list[str], known: dict[str, Path]) -> list[str]:
    """The modules that an import statement names; `from close import report` means close.report."""
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
    return [
        f"{i.where}   ({top} is imported only in {', '.join(OUTSIDE[top])})"
        for i in found
        if (top := i.target.split(".")[0]) in OUTSIDE and not under(i.module, OUTSIDE[top])
    ]


def wrong_way(found: list[Import]) -> list[str]:
    return [
        f"{i.where}   ({i.module} may not import {i.target})"
        for i in found
        if i.target.split(".")[0] in INSIDE and not under(i.target, INSIDE[i.module.split(".")[0]])
    ]


def reached(module: str, found: list[Import]) -> dict[str, tuple[Import, ...]]:
    """What a module reaches down its imports, and the shortest way there."""
    ways: dict[str, tuple[Import, ...]] = {}
    queue: list[tuple[Import, ...]] = [(step,) for step in found if step.module == module]
    for way in queue:
        target = way[-1].target
        if target not in ways:
            ways[target] = way
            queue += [(*way, step) for step in found if step.module == target]
    return ways


def climbs(found: list[Import]) -> list[str]:
    inside = [i for i in found if under(i.module, ("close",)) and under(i.target, ("close",))]
    return [
        " -> ".join(step.where for step in way) + f"   ({module} may not reach {target})"
        for module in dict.fromkeys(i.module for i in inside)
        for target, way in reached(module, inside).items()
        if target == module or FLOORS.get(target, 0) > FLOORS.get(module, 99)
    ]


def test_outside_packages_stay_in_their_rooms() -> None:
    found = strangers(list(imports(ROOT)))
    assert not found, "\n" + "\n".join(found)


def test_imports_go_one_way() -> None:
    found = wrong_way(list(imports(ROOT)))
    assert not found, "\n" + "\n".join(found)


def test_close_stands_on_its_floors() -> None:
    found = climbs(list(imports(ROOT)))
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (strangers, {"close/report.py": "import streamlit as st"}),
        (strangers, {"loaders/omni/stock.py": "def f():\n    from altair import Chart"}),
        (strangers, {"close/report.py": "import duckdb"}),
        (strangers, {"sample/start.py": "from duckdb.typing import BIGINT"}),
        (strangers, {"pages/parts/sql.py": "import sqlglot.expressions"}),
        (wrong_way, {"close/report.py": "from pages import parts"}),
        (wrong_way, {"close/report.py": "import loaders.columns"}),
        (wrong_way, {"close/warehouse.py": "from sample import company"}),
        (wrong_way, {"loaders/omni/stock.py": "from close.report import run"}),
        (wrong_way, {"loaders/omni/stock.py": "from close import report", "close/report.py": ""}),
        (wrong_way, {"loaders/__init__.py": "from ..pages import parts", "pages/__init__.py": ""}),
        (wrong_way, {"sample/start.py": "import close.warehouse"}),
        (wrong_way, {"pages/close/overview.py": "import app"}),
        (climbs, {"close/warehouse.py": "from close.report import run"}),
        (climbs, {"close/warehouse.py": "from .journal import append", "close/journal.py": ""}),
        (climbs, {"close/report.py": "from close import checklist", "close/checklist.py": ""}),
        (climbs, {"close/__init__.py": "from close.warehouse import land"}),
        (climbs, {"close/warehouse.py": "import close.help", "close/help.py": "import close.report"}),
        (climbs, {"close/report.py": "import close.journal", "close/journal.py": "import close.report"}),
        (climbs, {"close/one.py": "import close.two", "close/two.py": "import close.one"}),
    ],
)
def test_the_rules_bite(tmp_path: Path, rule, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    first = next(iter(files))
    assert any(first in line for line in rule(list(imports(tmp_path))))


def test_what_is_allowed_passes(tmp_path: Path) -> None:
    allowed = {
        "app.py": "import streamlit\nimport pages\nimport sample.start\nfrom loaders import land",
        "pages/reports/blank_cogs.py": "import altair\nfrom pages.parts import result\nfrom close import report",
        "loaders/omni/stock.py": "from close import datasets\nfrom close.errors import Refused\nfrom .. import columns",
        "loaders/columns.py": "",
        "close/datasets.py": "",
        "close/__main__.py": "from close import checklist, signoff",
        "close/checklist.py": "from close import report",
        "close/signoff.py": "from . import journal, report",
        "close/report.py": "import sqlglot\nfrom close.warehouse import connect\nfrom close.journal import events",
        "close/journal.py": "from close.warehouse import connect",
        "close/warehouse.py": "import duckdb\nfrom close.datasets import DATASETS\nfrom close.errors import Refused",
    }
    for name, text in allowed.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = list(imports(tmp_path))
    assert len(found) == 22
    assert not [*strangers(found), *wrong_way(found), *climbs(found)]
