"""The rules in words: the pages of `docs/rules/`, cited by page and heading (`cogs.md#conditions`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from close.rules.queries import SQL

PAGES = SQL.parent / "docs" / "rules"
CITATION = re.compile(r"\b([a-z-]+\.md#[\w-]+)")
_HEADING = re.compile(r"^#{1,2} +(.+?) *$", re.MULTILINE)
_PAGE_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]*\)")


@dataclass(frozen=True)
class Rule:
    """One section of a page. `text` is Markdown without links to other pages, which work only in a repository."""

    citation: str
    title: str
    text: str


def split_citations(line: str) -> tuple[tuple[Rule, ...], str]:
    """Return the rules that a `rule:` line cites at its start, and the explanation after them. Raises KeyError."""
    cited = re.match(rf"(?:{CITATION.pattern}(?:, )?)*", line)
    leading = cited[0] if cited else ""
    return tuple(rulebook()[name] for name in CITATION.findall(leading)), line[len(leading) :].strip()


def find_rule(code: str) -> Rule | None:
    """Return the section on a cause, a tie-out or a step, or None. Its heading begins with the code."""
    anchor = make_anchor(code.replace("_", "-"))
    matches = (rule for name, rule in rulebook().items() if f"{name.partition('#')[2]}-".startswith(f"{anchor}-"))
    return next(matches, None)


@lru_cache
def rulebook(pages: Path = PAGES) -> Mapping[str, Rule]:
    """Return every section of every page, by citation."""
    return {rule.citation: rule for page in sorted(pages.glob("*.md")) for rule in _read_sections(page)}


def make_anchor(heading: str) -> str:
    """Return the anchor that Markdown renderers give a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _read_sections(page: Path) -> list[Rule]:
    parts = _HEADING.split(page.read_text(encoding="utf-8"))
    sections = zip(parts[1::2], parts[2::2], strict=True)
    return [
        Rule(f"{page.name}#{make_anchor(title)}", title, _PAGE_LINK.sub(r"\1", text).strip())
        for title, text in sections
    ]
