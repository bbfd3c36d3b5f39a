"""Cards as lines of text, for the command line and for the files next to a watched upload."""

from collections.abc import Iterator
from decimal import Decimal

from close.texts import say_count
from loaders.intake.cards import Card, say_set_aside
from loaders.intake.changes import CHANGED, Changes, Example
from loaders.intake.exports import LOADERS
from loaders.layouts.faults import LEFT_OUT
from loaders.uploads.consent import SET_ASIDE, WAITING
from loaders.uploads.versions import OLDER

_STATES = {WAITING: "would land", SET_ASIDE: "not needed", OLDER: "replaced"}
_WORDS = {"new": "new", "changed": "changed", "vanished": "no longer listed"}


def write_card(card: Card) -> list[str]:
    """Return a card as lines: the outcome with its checks, then the problems or the changes, indented."""
    if card.status == "refused":
        return [f"refused    {card.path}", *(f"  {problem}" for problem in card.problems)]
    proof = "; ".join(f"{check.label.lower()}: {check.state}" for check in card.checks)
    state, rows = _STATES.get(card.status, card.status), say_count(card.rows, "row")
    words = f"{state:<10} {card.path}: {card.title}, {card.period}, {rows}"
    return [words + (f" ({proof})" if proof else ""), *(f"  {line}" for line in _list_effects(card))]


def name_column(card: Card, column: str) -> str:
    """Return the usual heading of a column in the report, or its name in words."""
    loader = next((loader for loader in LOADERS if loader.name == card.loader), None)
    known = loader.columns.get(column) if loader else None
    return known.header if known else column.replace("_", " ").capitalize()


def _list_effects(card: Card) -> Iterator[str]:
    yield from (check.detail for check in card.checks if check.label == LEFT_OUT)
    done = card.outcome
    if card.status == SET_ASIDE:
        yield say_set_aside(card)
    if card.status == OLDER:
        yield f"{card.newer} in the same upload is newer"
    would = card.status == WAITING
    if done and (would or card.status == "landed"):
        if done.replaced:
            yield f"{'would replace' if would else 'replaced'} {', '.join(done.replaced)}"
        elif done.added_to:
            yield f"{'would be' if would else 'was'} added to {', '.join(done.added_to)}"
        elif would:
            yield f"{done.new:,} new"
    for changes in card.changes:
        yield from _list_changes(card, changes)


def _list_changes(card: Card, changes: Changes) -> Iterator[str]:
    yield f"{changes.dataset}: {changes.new:,} new, {changes.changed:,} changed, {changes.vanished:,} no longer listed"
    for column, count in changes.columns.items():
        yield f"  {name_column(card, column)} changed in {count:,}"
    for name, *parts in changes.amounts:
        amounts = ", ".join(f"{_sign(amount)} {word}" for amount, word in zip(parts, _WORDS.values(), strict=True))
        yield f"  {name_column(card, name)}: {amounts}"
    for example in changes.examples:
        yield f"  {_say_example(card, example)}"


def _say_example(card: Card, example: Example) -> str:
    if example.state != CHANGED:
        return f"{example.key}: {_WORDS[example.state]}"
    return f"{example.key}: {name_column(card, example.column)} from {example.before} to {example.after}"


def _sign(amount: Decimal) -> str:
    return f"{amount:+,.2f}"
