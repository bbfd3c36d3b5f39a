"""Versions: files of one upload that contain the same export, of which only the newest stays current."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from close.store.manifests import Manifest
from close.store.warehouse import Outcome, Rehearsal
from loaders.intake.cards import Card
from loaders.intake.changes import Changes, describe_changes, list_compared

OLDER = "older"


class Effect(NamedTuple):
    """The outcome that a file would have, and the changes behind it.

    `versions` are the indexes of the files of the same upload that it would replace or change, and `replaced` those
    that it would replace. `is_earlier_changed` is true if it would replace or change an earlier upload. `is_known` is
    true if the same file has been uploaded before and is current.
    """

    outcome: Outcome
    changes: tuple[Changes, ...]
    versions: frozenset[int]
    replaced: frozenset[int]
    is_earlier_changed: bool
    is_known: bool

    @property
    def removes(self) -> bool:
        """True if documents would change or no longer be listed."""
        return any(changes.changed or changes.vanished for changes in self.changes)


def describe_effects(rehearsals: Mapping[int, Rehearsal], head: Manifest) -> dict[int, Effect]:
    """Return the effects of files by index, in the order in which they are rehearsed."""
    homes: dict[str, int] = {}
    effects = {}
    for index, rehearsal in rehearsals.items():
        compared = list_compared(rehearsal)
        replaced = {record.landing for record in rehearsal.replaced}
        effects[index] = Effect(
            rehearsal.outcome,
            describe_changes(rehearsal),
            frozenset(homes[landing] for landing in compared & homes.keys()),
            frozenset(homes[landing] for landing in replaced & homes.keys()),
            any(landing not in homes or head.is_current(landing) for landing in compared),
            head.is_current(rehearsal.record.landing),
        )
        homes.setdefault(rehearsal.record.landing, index)
    return effects


def is_dated(index: int, effect: Effect, days: Mapping[int, date | None]) -> bool:
    """Return True if a file only changes older versions of the same upload, as their export dates show."""
    day, others = days[index], [days[other] for other in effect.versions]
    return not effect.is_earlier_changed and bool(others) and all(day and other and other < day for other in others)


def find_settled(effects: Mapping[int, Effect], agreed: Collection[int]) -> dict[int, int]:
    """Return the older versions to leave out, each with the newer one of the same upload that is already current."""
    known = [index for index, effect in effects.items() if effect.is_known]
    return {older: index for index in known for older in effects[index].replaced if older not in agreed}


def list_waves(indexes: Sequence[int], effects: Mapping[int, Effect]) -> Iterator[list[int]]:
    """Yield the files in groups to land one after the other: a file that replaces another comes after it."""
    depths: dict[int, int] = {}
    for index in indexes:
        replaced = effects[index].replaced if index in effects else ()
        depths[index] = 1 + max((depths[older] for older in replaced if older in depths), default=-1)
    for depth in sorted(set(depths.values())):
        yield [index for index in indexes if depths[index] == depth]


def mark_older(cards: Mapping[int, Card], effects: Mapping[int, Effect]) -> dict[int, Card]:
    """Return the cards, with those of the older versions as such, and the path of the newer one on each."""
    marked = dict(cards)
    for index, effect in effects.items():
        if cards[index].status in {"landed", "unchanged"}:
            for older in effect.replaced:
                if cards[older].status in {"landed", "unchanged", OLDER}:
                    marked[older] = replace(marked[older], status=OLDER, newer=cards[index].path)
    return marked
