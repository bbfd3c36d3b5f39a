"""Two versions of the same exports in one upload: which is current, and the one question if no file states its day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from loaders import Card
from loaders.uploads.versions import OLDER
from pages.data.uploads.waiting import draw_changes
from pages.parts.frame.page_context import month_name
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, say_count, say_day

Choose = Callable[[Sequence[int], Sequence[int]], None]
COLUMNS = {
    "what": "Export",
    "changed": "Differ",
    "gone": "Only in first",
    "new": "Only in last",
    "first": "Rows in first",
    "second": "Rows in last",
}


@dataclass(frozen=True)
class Question:
    """Versions of some exports for a month. Each side has the indexes of the cards that belong to one version."""

    period: str
    sides: tuple[tuple[int, ...], ...]

    @property
    def indexes(self) -> tuple[int, ...]:
        """The indexes of all versions."""
        return tuple(index for side in self.sides for index in side)


def find_questions(cards: Sequence[Card]) -> list[Question]:
    """Return the questions about versions: one for each month, unless the names of its versions differ in other ways.

    The files with the same difference between their names, such as "-restated", belong to one version.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[list[int]]] = {}
    for export in _group_versions(cards):
        names = [cards[index].path for index in export]
        groups.setdefault((cards[export[0]].period, _find_differences(names)), []).append(export)
    return [Question(period, tuple(zip(*exports, strict=True))) for (period, _), exports in groups.items()]


def _group_versions(cards: Sequence[Card]) -> list[list[int]]:
    """Return the versions of each export that wait, in the order of their paths."""
    groups: list[set[int]] = []
    for index, card in enumerate(cards):
        if card.status == "waiting" and card.versions:
            own = {index, *card.versions}
            joined = [group for group in groups if group & own]
            groups = [group for group in groups if not group & own] + [own.union(*joined)]
    return [sorted(group, key=lambda index: cards[index].path) for group in groups]


def _find_differences(names: Sequence[str]) -> tuple[str, ...]:
    """Return the part of each name that the others do not share."""
    start = _count_shared(names)
    rests = [name[start:] for name in names]
    end = _count_shared([rest[::-1] for rest in rests])
    return tuple(rest[: len(rest) - end] for rest in rests)


def _count_shared(texts: Sequence[str]) -> int:
    """Return how many characters all texts begin with."""
    return next(
        (at for at, letters in enumerate(zip(*texts, strict=False)) if len(set(letters)) > 1), min(map(len, texts))
    )


def draw_question_of_versions(
    question: Question, cards: Sequence[Card], choose: Choose, leave_out: Callable[[Sequence[int]], None]
) -> None:
    """Draw the question which version is newer, with a button for each, and what differs between them."""
    exports = len(question.sides[0])
    key = f"version-{question.period}-{question.indexes[0]}"
    with st.container(border=True):
        st.markdown(
            f"**{month_name(question.period)}: {len(question.sides)} versions of {say_count(exports, 'export')}. "
            "Which is newer?**"
        )
        st.caption(
            f"No export date decides between the {say_count(len(question.indexes), 'file')}. The version that you "
            "choose becomes current, and the other is kept as replaced."
        )
        for side in question.sides:
            args = (list(question.indexes), list(side))
            st.button(
                f"Accept all, newer is {_say_files(side, cards)}", key=f"{key}-{side[0]}", on_click=choose, args=args
            )
        st.button("Leave all out", key=f"{key}-none", on_click=leave_out, args=(list(question.indexes),))
        _draw_differences(question, cards, key)


def _draw_differences(question: Question, cards: Sequence[Card], key: str) -> None:
    """Draw the rows of both versions of each export, and in how many documents they differ."""
    first, last = question.sides[0], question.sides[-1]
    changes = {index: card.changes for index, card in enumerate(cards)}
    rows = [
        {
            "what": cards[one].title,
            "first": cards[one].rows,
            "second": cards[other].rows,
            "changed": sum(each.changed for each in changes[one] + changes[other]),
            "gone": _count_only(cards, one, other),
            "new": _count_only(cards, other, one),
        }
        for one, other in zip(first, last, strict=True)
    ]
    st.caption(
        f"Documents of each export that differ or are in one version only. First: {_say_files(first, cards)}. "
        f"Last: {_say_files(last, cards)}."
    )
    draw(rows, f"{key}-differences", **COLUMNS)
    with st.expander("The documents that differ"):
        for index in question.indexes:
            if cards[index].changes:
                st.markdown(f"**{plain(cards[index].path)}**, compared with the other version")
            for each in cards[index].changes:
                draw_changes(index, cards[index], each)


def _count_only(cards: Sequence[Card], one: int, other: int) -> int:
    """Return how many documents only the first of two files has. The later of them is compared with the earlier."""
    return sum(each.new for each in cards[one].changes) + sum(each.vanished for each in cards[other].changes)


def draw_older(cards: Sequence[Card], choose: Choose) -> None:
    """Draw which of several versions are current and why, with a button for each month to use the others instead."""
    positions = {card.path: index for index, card in enumerate(cards)}
    months: dict[str, list[tuple[int, int]]] = {}
    for index, card in enumerate(cards):
        if card.status == OLDER and card.newer in positions and _differs(cards[positions[card.newer]]):
            months.setdefault(card.period, []).append((index, positions[card.newer]))
    for period, pairs in sorted(months.items()):
        older, newer = [index for index, _ in pairs], [index for _, index in pairs]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{month_name(period)}**: of two versions of {say_count(len(pairs), 'export')}, "
                f"{_say_files(newer, cards)} became current{_say_reason(pairs, cards)}. "
                f"The other version is kept as replaced: {_say_files(older, cards)}.",
                width="stretch",
            )
            st.button(
                "Use the other version",
                key=f"older-{period}",
                icon=":material/swap_horiz:",
                on_click=choose,
                args=([*older, *newer], older),
            )


def _differs(newer: Card) -> bool:
    """Return True if a version has other documents than the one that it replaced."""
    done = newer.outcome
    return bool(done and (done.new or done.changed or done.vanished))


def _say_reason(pairs: Sequence[tuple[int, int]], cards: Sequence[Card]) -> str:
    """Return the export dates that decided, or an empty text if they did not."""
    days = {(cards[old].exported_on, cards[new].exported_on) for old, new in pairs}
    if len(days) != 1:
        return ""
    older, newer = days.pop()
    if not older or not newer or older >= newer:
        return ""
    return f", because it was taken on {say_day(newer)} and the other on {say_day(older)}"


def _say_files(indexes: Sequence[int], cards: Sequence[Card]) -> str:
    """Return the name of the first file, and the number of the others."""
    first = plain(cards[indexes[0]].path)
    return f"{first} and {len(indexes) - 1} more" if len(indexes) > 1 else first
