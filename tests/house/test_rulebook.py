"""The rule pages: every citation leads to a section, and every cause, step and tie-out has a section."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from close.rules import catalogue
from close.rules.queries import Query, library
from close.rules.rulebook import CITATION, PAGES, find_rule, make_anchor, rulebook, split_citations
from close.work.steps import steps

ROOT = Path(__file__).parents[2]
ROOMS = ("close", "docs", "loaders", "pages", "sample", "sql", "tests", "tieout")
LINK = re.compile(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]*))?\)")
CODE = re.compile(r"[A-Z]{1,2}\d+[A-Za-z]? ")
PAGE_NAME = re.compile(r"\b[\w-]+\.md\b")
OURS = {path.name for path in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))}


def texts() -> Iterator[tuple[Path, str]]:
    """Return all our texts except this one and the recipes, whose examples cite pages that do not exist."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*"):
            if (
                path.suffix in {".py", ".sql", ".md", ".toml"}
                and path != Path(__file__)
                and "recipes" not in path.parts
            ):
                yield path, path.read_text(encoding="utf-8")


def dead_citations(text: str) -> list[str]:
    """Return citations without a target. `dead_links` checks the links between pages."""
    return [name for name in CITATION.findall(LINK.sub("", text)) if name not in rulebook()]


def foreign_pages(text: str) -> list[str]:
    """Return cited pages that are not in any folder of the repository."""
    return [name for name in PAGE_NAME.findall(text) if name not in OURS]


def dead_links(page: Path) -> list[str]:
    """Return a page's links to a file or a heading that does not exist."""
    return [
        f"{page.name}: {file}#{anchor}"
        for file, anchor in LINK.findall(page.read_text(encoding="utf-8"))
        if not (target := page.parent / file if file else page).exists() or (anchor and anchor not in anchors(target))
    ]


def anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ +(.+?) *$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {make_anchor(heading) for heading in headings}


def queries() -> list[Query]:
    return [query for kind in ("reports", "causes", "models") for found in library(kind).values() for query in found]


def test_every_citation_leads_to_a_section() -> None:
    assert [(path.name, found) for path, text in texts() if (found := dead_citations(text))] == []


def test_no_text_cites_a_file_outside_the_repository() -> None:
    assert [(path.name, found) for path, text in texts() if (found := foreign_pages(text))] == []


def test_every_link_between_the_pages_works() -> None:
    assert [link for page in sorted(PAGES.glob("*.md")) for link in dead_links(page)] == []


def test_every_rule_line_begins_with_a_citation() -> None:
    lines = {query.name: query.fields["rule"] for query in queries() if "rule" in query.fields}
    assert [name for name, line in lines.items() if not split_citations(line)[0]] == []
    assert [name for name in library("reports") if name not in lines] == []


def test_a_cause_cites_its_own_section() -> None:
    cited = {
        code: [rule.citation for rule in split_citations(found[0].fields.get("rule", ""))[0]]
        for code, found in library("causes").items()
    }
    own = {code: [rule.citation] for code in cited if (rule := find_rule(code))}
    assert own == {code: found for code, found in cited.items() if found}


def test_no_section_is_about_a_code_that_is_gone() -> None:
    known = {*catalogue.causes(), *steps(), *(code.upper() for code in library("identities"))}
    found = {title.split()[0] for title in (rule.title for rule in rulebook().values()) if CODE.match(title)}
    assert len(found) > 80
    assert {code for code in found if code.upper() not in known and code not in known} == set()


@pytest.mark.parametrize(
    ("line", "cited", "explanation"),
    [
        ("cogs.md#conditions", ["Conditions"], ""),
        ("cogs.md#conditions, cogs.md#estimates Signed as COGS.", ["Conditions", "Estimates"], "Signed as COGS."),
        ("only an explanation", [], "only an explanation"),
    ],
)
def test_a_rule_line_is_citations_and_an_explanation(line: str, cited: list[str], explanation: str) -> None:
    rules, rest = split_citations(line)
    assert ([rule.title for rule in rules], rest) == (cited, explanation)


def test_a_dead_citation_is_found() -> None:
    assert dead_citations("as cogs.md#conditions says, and cogs.md#no-such-heading") == ["cogs.md#no-such-heading"]
    assert foreign_pages("README.md and elsewhere.md") == ["elsewhere.md"]
    assert make_anchor("T19 Ledger opening is last month's closing") == "t19-ledger-opening-is-last-months-closing"
