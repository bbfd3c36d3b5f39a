"""The documents are correct: links lead to files, decisions follow one format, and the diagram matches the imports."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tieout.command import main

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
DECISIONS = sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(
    r"(?:^|`) *(?:tieout|python -m (?:tieout|close)) ((?:fetch )?[a-z][a-z_-]*)([^`\n]*)", re.MULTILINE
)
ROOM, ARROW = re.compile(r"^ +([a-z.]+)\[", re.MULTILINE), re.compile(r"^ +([a-z.]+) --> ([a-z.]+)$", re.MULTILINE)


def links(page: Path) -> Iterator[str]:
    """Return the files that a page links to, ignoring code."""
    found = LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8")))
    yield from (target for target in found if "://" not in target)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_to_a_file(page: Path) -> None:
    assert not [target for target in links(page) if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_commands_are_there_with_their_options(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = COMMAND.findall(page.read_text(encoding="utf-8"))
    for name, rest in commands:
        assert main([*name.split(), "--help"]) == 0, name
        offered = capsys.readouterr().out
        assert not [option for option in re.findall(r" (-[a-z]|--[a-z-]+)\b", rest) if option not in offered], name


def test_decisions_are_numbered_and_listed() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
    assert set(links(ROOT / "docs/decisions/README.md")) == {page.name for page in DECISIONS}
    for page in DECISIONS:
        headings = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences"], page.name


def imported(rooms: list[str]) -> set[tuple[str, str]]:
    """Return the imports between packages in the code."""

    def room(name: str) -> str:
        return next((r for r in rooms if name == r or name.startswith(f"{r}.")), "")

    found = set()
    for top in dict.fromkeys(name.split(".")[0] for name in rooms):
        for path in [ROOT / f"{top}.py", *(ROOT / top).rglob("*.py")]:
            module = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8") if path.is_file() else "")):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    above = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
                    found |= {(room(module), room(above + alias.name)) for alias in node.names}
    return {(one, other) for one, other in found if one and other and one != other}


def test_the_picture_of_the_rooms_is_that_of_the_imports() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    picture = text[text.index("```mermaid") : text.index("```", text.index("```mermaid") + 3)]
    arrows = set(ARROW.findall(picture))
    real = imported(ROOM.findall(picture))
    reached = set(arrows)
    while more := {(a, d) for a, b in reached for c, d in arrows if b == c} - reached:
        reached |= more
    assert not arrows - real, "drawn, and no import is like that"
    assert not real - reached, "imported, and not drawn"
