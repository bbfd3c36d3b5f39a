"""The words of a column Type: they count if they can only mean an order or a credit note."""

from decimal import Decimal

import pytest

from close.errors import Refused
from close.store.settings import Settings
from loaders import read
from loaders.layouts.faults import BadCells
from loaders.omni.document_types import TypeDiffers, UnclearType
from tests.loaders.exports import HEADERS, SALES, folder, print_cell, rows_of, write_csv

BARE = Settings(name="Kelp")


def sales(header: str, *words: str, references: str = "K-{}", sign: int = 1) -> bytes:
    rows = []
    for number, word in enumerate(words):
        row = [sign * value if isinstance(value, Decimal) else value for value in SALES[0]]
        rows.append([*map(print_cell, row), word])
        rows[-1][1] = references.format(number)
    return write_csv([[*HEADERS, header], *rows])


def land(content: bytes, settings: Settings | None = None) -> list[tuple[str, object]]:
    rows = rows_of(read("a.csv", content, folder=folder(settings) if settings else folder()).landing)
    return list(zip(rows["doc_type"].to_pylist(), rows["sales"].to_pylist(), strict=True))


def refuse(kind: type[Refused], content: bytes, settings: Settings | None = None) -> str:
    with pytest.raises(kind) as refused:
        land(content, settings)
    return str(refused.value)


@pytest.mark.parametrize("settings", [None, BARE])
@pytest.mark.parametrize("words", [("Cash", "Credit"), ("Card", "credit", "")])
def test_cash_and_credit_are_not_types(words: tuple[str, ...], settings: Settings | None) -> None:
    assert land(sales("Type", *words), settings) == [("SO", 1000)] * len(words)


def test_a_prefix_decides_over_the_word_credit() -> None:
    assert land(sales("Type", "Credit", "Credit")) == [("SO", 1000)] * 2
    assert land(sales("Type", "Credit", references="KC-{}")) == [("CN", -1000)]


@pytest.mark.parametrize("words", [("Sales Order", "Credit Note"), ("SO", "CN"), ("Order", "Credit")])
def test_words_for_orders_and_credit_notes_are_types(words: tuple[str, ...]) -> None:
    assert land(sales("Document Type", *words), BARE) == [("SO", 1000), ("CN", -1000)]


@pytest.mark.parametrize("words", [("Credit",), ("Sale", "Credit", "Cash")])
def test_credit_is_asked_about_if_nothing_shows_what_it_means(words: tuple[str, ...]) -> None:
    assert 'has the type "Credit" and a positive amount' in refuse(UnclearType, sales("Type", *words), BARE)
    assert {kind for kind, _ in land(sales("Type", "Credit", sign=-1), BARE)} == {"CN"}


@pytest.mark.parametrize(("word", "references"), [("Credit Note", "K-{}"), ("Sale", "KC-{}")])
def test_a_type_that_contradicts_the_prefix_is_refused(word: str, references: str) -> None:
    assert f'0 has the type "{word}", but the settings say' in refuse(
        TypeDiffers, sales("Type", word, references=references)
    )


@pytest.mark.parametrize(("word", "is_void"), [("Void", True), ("VOIDED", True), ("ok", False), ("Avoid", False)])
def test_only_void_itself_makes_a_document_void(word: str, is_void: bool) -> None:
    assert rows_of(read("a.csv", sales("Status", word), folder=folder()).landing)["is_void"].to_pylist() == [is_void]


@pytest.mark.parametrize("word", ["Void?", "Not void", "void - see Ann", "Voided by Ann"])
def test_a_status_that_only_contains_void_is_asked_about(word: str) -> None:
    assert f'Line 2, Status: "{word}" is not a status that shows whether' in refuse(BadCells, sales("Status", word))


def test_a_word_with_a_question_mark_is_no_answer() -> None:
    content = sales("Status", "ok").replace(b"Imported", b"Imported?")
    assert 'Invoice Status: "Imported?" is not an accounting status' in refuse(BadCells, content)
