"""Counts in sentences: words agree with every number, because only `say_count` and `agree` put the two together."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from close.rules.catalogue import UNEXPLAINED
from close.texts import agree, list_words, say_count
from close.work.legs import Leg, say_leg

ROOT = Path(__file__).parents[2]
ALONE = ("bound",)  # programs that run without Tieout
NOUNS = (
    "documents|rows|lines|files|accounts|entries|columns|steps|causes|exports|months|items|digests|uploads|fields|sheets|"
    "tie-outs|companies|organisations|totals|orders|payments|events|pages|cells|codes|days|changes|exceptions|findings|"
    "signatures|comments|transactions|journals|invoices|bills|dates|figures|people|characters"
)
PLURAL = re.compile(rf"^ (?:(?!are\b|were\b|have\b)\w+ )?(?:{NOUNS})\b")
VERB = re.compile(r"^\**[,.]? (is|are|was|were|has|have|does|do)\b")
NUMERIC = re.compile(r"^(len|sum|count\w*)\(|\b(count|number|rows|documents|num_rows|lines|tested)(\(\))?$")


def list_sentences() -> Iterator[tuple[str, list[ast.expr]]]:
    """Return the parts of every f-string of the product, with its place."""
    for root in ("close", "pages", "loaders", "tieout"):
        for path in sorted((ROOT / root).rglob("*.py")):
            if not set(ALONE) & set(path.parts):
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                    if isinstance(node, ast.JoinedStr):
                        yield f"{path.relative_to(ROOT)}:{node.lineno}", node.values


def find_slips(parts: list[ast.expr]) -> Iterator[str]:
    """Yield each number with a noun that is always plural, and each count with a verb of its own."""
    for value, after in pairwise(parts):
        if isinstance(value, ast.FormattedValue) and isinstance(after, ast.Constant):
            said, text = ast.unparse(value.value), str(after.value)
            is_number = bool(value.format_spec) or bool(NUMERIC.search(said))
            if is_number and not said.isupper() and PLURAL.search(text):
                yield f"{{{said}}}{text}"
            if said.startswith("say_count(") and VERB.search(text):
                yield f"{{{said}}}{text}"


def test_every_count_is_said_in_one_place() -> None:
    assert [f"{place}: {slip}" for place, parts in list_sentences() for slip in find_slips(parts)] == []


def test_a_word_in_y_states_its_plural() -> None:
    calls = re.compile(r"(?:say_count|agree|say_tested)\([^'\"]*, (['\"])([\w -]*[^aeiou\W]y)\1\)")
    files = (path for root in ("close", "pages", "loaders", "tieout") for path in (ROOT / root).rglob("*.py"))
    assert [(path.name, found[2]) for path in files for found in calls.finditer(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    "wrong",
    ['f"{len(x)} files left"', 'f"{count:,} stated totals"', "f\"{say_count(n, 'row')} were read\""],
)
def test_a_slip_is_found(wrong: str) -> None:
    (statement,) = ast.parse(wrong).body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.JoinedStr)
    assert list(find_slips(statement.value.values))


@given(st.integers(0, 10**7))
def test_one_is_singular_and_any_other_number_is_plural(number: int) -> None:
    is_one = number == 1
    assert say_count(number, "entry", "entries") == f"{number:,} {'entry' if is_one else 'entries'}"
    assert (agree(number, "row"), agree(number, "is", "are")) == (("row", "is") if is_one else ("rows", "are"))


@given(st.lists(st.decimals("-1e6", "1e6", places=2), max_size=4), st.decimals("-1e6", "1e6", places=2))
def test_the_sentence_of_a_leg_agrees_with_its_causes(amounts: list[Decimal], last: Decimal) -> None:
    rows = [{"cause_id": f"P{at:02}", "amount": amount} for at, amount in enumerate(amounts)]
    rest = {"cause_id": UNEXPLAINED, "amount": Decimal("1.00")}
    said = say_leg(Leg("sohr_to_gl", last + sum(amounts, Decimal("1.00")), last, (*rows, rest)))
    assert f"{len(amounts)} {'cause explains' if len(amounts) == 1 else 'causes explain'} " in said


@pytest.mark.parametrize(
    ("first", "last", "amount", "said"),
    [
        ("10.00", "4.00", "5.00", "1 cause explains 5.00 of the 6.00 between them, and 1.00 is unexplained."),
        ("4.00", "10.00", "-5.00", "1 cause explains 5.00 of the 6.00 between them, and (1.00) is unexplained."),
        ("4.00", "10.00", "-6.50", "1 cause explains 0.50 more than the 6.00 between them."),
        ("4.00", "10.00", None, "0 causes explain 0.00 of the 6.00 between them, and the rest is unknown."),
    ],
)
def test_a_sentence_says_what_the_causes_explain(first: str, last: str, amount: str | None, said: str) -> None:
    row = {"cause_id": "P01" if amount else UNEXPLAINED, "amount": Decimal(amount) if amount else None}
    assert say_leg(Leg("sohr_to_gl", Decimal(first), Decimal(last), (row,))).endswith(f": {said}")


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [list_words("abc"[:count]) for count in range(4)] == ["", "a", "a and b", "a, b and c"]
