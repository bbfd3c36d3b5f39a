"""A recipe as followed by a reader: its text blocks, the file for each, and its commands."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

BLOCK = re.compile(
    r"^\*\*Copy `(?P<old>[^`]+)` to `(?P<copy>[^`]+)`\.\*\*$"
    r"|^\*\*(?:New file `(?P<new>[^`]+)`"
    r"|In `(?P<path>[^`]+)`, (?:(?P<how>after|in place of) the line `(?P<line>[^`]+)`|at the end)):\*\*\n\n"
    r"```\w*\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMANDS = re.compile(r"^```sh\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)


class Stale(AssertionError):
    """A recipe that can no longer be followed word for word."""


@dataclass(frozen=True)
class Change:
    """One block of a recipe: the text, the file to write it into, and the method.

    `how` is `new`, `copy`, `end`, or the position of the text relative to `line`. For a copy, `line` is the file to
    copy.
    """

    path: str
    how: str
    line: str
    text: str

    def apply(self, root: Path) -> None:
        """Change the file in a folder. Raises Stale if the file differs from what the recipe expects."""
        path = root / self.path
        if self.how == "new":
            if path.exists():
                raise Stale(f"{self.path} is not new")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(self.text, encoding="utf-8")
        elif self.how == "copy":
            shutil.copy(root / self.line, path)
        else:
            path.write_text(self._insert(path.read_text(encoding="utf-8")), encoding="utf-8")

    def _insert(self, text: str) -> str:
        if self.how == "end":
            return text + self.text
        lines = text.splitlines(keepends=True)
        places = [number for number, line in enumerate(lines) if line.strip() == self.line]
        if len(places) != 1:
            raise Stale(f"{self.path} has the line {self.line!r} {len(places)} times, not once")
        first = places[0] + (self.how == "after")
        last = first + (self.how == "in place of")
        return "".join([*lines[:first], self.text, *lines[last:]])


@dataclass(frozen=True)
class Recipe:
    """A page of `docs/recipes/`."""

    path: Path

    @property
    def changes(self) -> list[Change]:
        """Its blocks in order."""
        found = BLOCK.finditer(self.path.read_text(encoding="utf-8"))
        return [_read(block) for block in found]

    @property
    def commands(self) -> list[str]:
        """The commands that prove it worked, one per line."""
        found = COMMANDS.finditer(self.path.read_text(encoding="utf-8"))
        return [line for block in found for line in block["lines"].splitlines() if line]

    @property
    def files(self) -> set[str]:
        """The product files that it changes, without tests, their samples and the rule pages."""
        return {change.path for change in self.changes if not change.path.startswith(("tests/", "docs/"))}


def _read(block: re.Match[str]) -> Change:
    if block["copy"]:
        return Change(block["copy"], "copy", block["old"], "")
    if block["new"]:
        return Change(block["new"], "new", "", block["text"])
    return Change(block["path"], block["how"] or "end", block["line"] or "", block["text"])
