"""Every cause is proven by the project's own companies or by a dedicated test, without external files."""

import ast
from pathlib import Path

from close.rules.queries import library
from sample import COMPANIES, Faults, simulate
from sample.expected.truth import truth

TESTS = Path(__file__).parents[1]
ROOMS = ("bridge", "movements", "purchases", "sales", "references", "reports", "work")


def planted() -> set[object]:
    """Return the causes planted in the sample companies."""
    companies = [simulate(profile, seed=5, months=3, faults=Faults.all()) for profile in COMPANIES.values()]
    return {row["cause_id"] for books in companies for row in truth(books)["findings"]}


def tested() -> set[object]:
    """Return the codes that tests expect, which are their string literals except prose."""
    files = [file for room in ROOMS for file in sorted((TESTS / room).rglob("*.py"))]
    nodes = [node for file in files for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))]
    return {node.value for node in nodes if isinstance(node, ast.Constant)}


def test_every_cause_is_proven_here() -> None:
    assert library("causes").keys() - planted() - tested() == set()
