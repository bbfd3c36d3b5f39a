"""The prose checker finds the phrases that it knows, across line breaks, and leaves natural English alone."""

import pytest

from tests.house.prose import find_headless, find_phrases

TRANSLATED = (
    "Open to who may see it.",
    "Mend the documents in Omni.",
    "both balances stand beside it",
    "opening balances, too.",
    "an amount above nothing",
    "A bill that is no draft.",
    "what a provider says of a person",
    "the axis begins at nothing",
    "# a credit that is\n    # no void",
    "-- no document tells\n-- which month",
    '"Everything was " f"made anew."',
)
NATURAL = (
    "If the user may see it, show it.",
    "There is no void document, and nothing is missing.",
    "The file is no longer current.",
    "The preparer decides who may see it.",
    "This is too late, and besides, it is too much.",
    "It cannot tell whether the bill was paid.",
    "SY3 stands for the third step; the signature stands.",
    "There is nothing to reconcile.",
    "Amounts are compared side by side.",
    "beside_total = recommended",
)


@pytest.mark.parametrize("text", TRANSLATED)
def test_a_translated_phrase_is_found(text: str) -> None:
    assert [*find_phrases(text)]


@pytest.mark.parametrize("text", NATURAL)
def test_natural_english_passes(text: str) -> None:
    assert [*find_phrases(text)] == []


def test_a_finding_names_the_line_where_the_phrase_starts() -> None:
    text = "# Rows are kept.\n# A credit that is\n# no void.\n"
    assert [(line, phrase) for line, phrase, _ in find_phrases(text)] == [(2, "is # no")]


@pytest.mark.parametrize(
    ("docstring", "starts_badly"),
    [
        ("Whether it is void.", True),
        ("What is due.", True),
        ("Return True if void.", False),
        ("Due days.", False),
    ],
)
def test_a_docstring_starts_with_a_verb_or_a_noun_phrase(docstring: str, starts_badly: bool) -> None:
    source = f'def is_void() -> bool:\n    """{docstring}"""\n'
    assert bool([*find_headless(source)]) == starts_badly
