"""Import rules that pyproject.toml cannot express: the entry points of a shared part, and the imports of app.py."""

import ast
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[2]
PARTS = "pages.parts"
DOORS_OF_A_PART = 3
KNOWN_TO_APP = {"close", "loaders", "pages", "pathlib", "sample", "streamlit"}


def import_names(path: Path) -> set[str]:
    """Return the modules that a file imports. `from close import store` means close and close.store."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def reach(graph: grimp.ImportGraph, modules: set[str]) -> set[str]:
    """Return the modules and everything that they import, directly or indirectly."""
    return modules.union(*(graph.find_upstream_modules(module) for module in modules))


def list_unshared(graph: grimp.ImportGraph, framing: set[str]) -> list[str]:
    """Return parts that fewer than three sections reach.

    `framing` is the set of app.py's imports, used around every page.
    """
    framed = reach(graph, framing & graph.modules)
    doors = {door: reach(graph, graph.find_descendants(door)) for door in graph.find_children("pages") - {PARTS}}
    parts = {part for part in graph.find_descendants(PARTS) - framed if not graph.find_children(part)}
    users = {part: sorted(door for door, reached in doors.items() if part in reached) for part in sorted(parts)}
    return [f"{part} serves {', '.join(by) or 'nobody'}" for part, by in users.items() if len(by) < DOORS_OF_A_PART]


def test_what_is_shared_serves_three_doors() -> None:
    graph = grimp.build_graph("pages", cache_dir=None)
    assert list_unshared(graph, import_names(ROOT / "app.py")) == []


def test_app_imports_pages_and_what_they_may_import() -> None:
    assert {name.split(".")[0] for name in import_names(ROOT / "app.py")} <= KNOWN_TO_APP


@pytest.mark.parametrize("framing", [set(), {"pages.parts.one"}])
def test_a_part_of_two_doors_is_seen_unless_it_frames_every_page(framing: set[str]) -> None:
    graph = grimp.ImportGraph()
    for module in ("pages", "pages.parts", "pages.parts.one", *(f"pages.{door}" for door in ("bridge", "data"))):
        graph.add_module(module)
    for door in ("bridge", "data"):
        graph.add_import(importer=f"pages.{door}.page", imported="pages.parts.one")
    assert list_unshared(graph, framing) == ([] if framing else ["pages.parts.one serves pages.bridge, pages.data"])
    graph.add_import(importer="pages.worklist.page", imported="pages.parts.one")
    graph.add_module("pages.worklist")
    assert list_unshared(graph, framing) == []
