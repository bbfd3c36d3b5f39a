"""The outcome of an upload: one line for each file, then the questions, and the files that were not read."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from loaders import Card
from loaders.uploads.consent import SET_ASIDE, list_questions
from pages.data import renaming
from pages.data.questions import time_zones
from pages.data.questions.company_names import SameCompany, draw_other_company, draw_question
from pages.data.uploads.consequences import draw_at_stake
from pages.data.uploads.dropped_mappings import draw_ways_to_keep
from pages.data.uploads.file_lines import STATES, count_files, draw_lines, draw_set_aside, draw_unchanged
from pages.data.uploads.intake import (
    Intake,
    accept,
    accept_incomplete,
    answer_zone,
    choose_version,
    confirm_name,
    deny_name,
    keep_mapping,
    leave_out,
    take_elsewhere,
)
from pages.data.uploads.refused import draw_refused, draw_ways_to_accept, draw_ways_to_map
from pages.data.uploads.versions import draw_older, draw_question_of_versions, find_questions
from pages.data.uploads.waiting import draw_waiting
from pages.parts.frame.naming import act_before_page
from pages.parts.frame.navigation import link
from pages.parts.frame.page_context import month_name, open_warehouse
from pages.parts.words import plain


def draw_outcome(intake: Intake) -> None:
    """Draw the last upload: the counts, links to its months, a line for each file, and what is left to settle."""
    st.header(say_counts(intake), anchor=False)
    months = sorted({card.period for card in intake.of("landed", "unchanged", SET_ASIDE)})
    with st.container(horizontal=True):
        for month in months:
            link("overview", f"Open {month_name(month)}", icon=":material/arrow_forward:", period=month)
    draw_files(intake)


def draw_files(intake: Intake) -> None:
    """Draw a line for each file of an upload, and below them everything that a person can settle."""
    draw_lines([card for card in intake.cards if card.status not in {"unchanged", SET_ASIDE}])
    _draw_names(intake)
    _draw_refusals(intake)
    questions = find_questions(intake.cards)
    for question in questions:
        draw_question_of_versions(
            question, intake.cards, _read_again(choose_version, intake), partial(leave_out, intake)
        )
    asked = {index for question in questions for index in question.indexes}
    waiting = [(i, card) for i, card in enumerate(intake.cards) if card.status == "waiting" and i not in asked]
    if waiting:
        there, changes = open_warehouse(intake.organisation), [each for _, card in waiting for each in card.changes]
        draw_at_stake(there, min(card.period for _, card in waiting), {each.dataset for each in changes})
        draw_waiting(waiting, _read_again(accept, intake), partial(leave_out, intake))
    draw_older(intake.cards, _read_again(choose_version, intake))
    draw_set_aside(intake.of(SET_ASIDE))
    draw_unchanged(intake.of("unchanged"))


def _read_again(act: Callable[..., object], *values: object) -> Callable[..., None]:
    """Return a callback of an act that reads files again, which takes a while."""
    return lambda *more: act_before_page(partial(act, *values, *more), "uploads the files as you answered")


def say_counts(intake: Intake) -> str:
    """Return how many files have which outcome: 9 read · 1 not read · 2 unchanged."""
    counts = count_outcomes(intake)
    return " · ".join(f"{counts[state]} {state}" for state in STATES if counts.get(state))


def count_outcomes(intake: Intake) -> dict[str, int]:
    """Return how many files have which outcome. Those that somebody has said are of another company are not read."""
    denied = count_files([card for card in intake.cards if _is_denied(intake, card)])
    counts = Counter(count_files([card for card in intake.cards if not _is_denied(intake, card)]))
    return counts + Counter({"not read": sum(denied.values())})


def _is_denied(intake: Intake, card: Card) -> bool:
    return any(stated in intake.denied for stated, _ in list_questions([card]))


def _draw_names(intake: Intake) -> None:
    """Draw the questions about the names of companies, and the ways on for the files of another company."""
    names = list_questions(intake.cards)
    questions = {pair: files for pair, files in names.items() if pair[0] not in intake.denied}
    if intake.elsewhere and not questions:
        st.warning(f"These files are for {plain(intake.elsewhere)}.", icon=":material/business:")
        label, act = f"Upload them to {intake.elsewhere}", _read_again(take_elsewhere, intake)
        st.button(label, type="primary", on_click=act, key="elsewhere")
    for (stated, known), files in questions.items():
        question = SameCompany(stated, known, files, intake.elsewhere)
        deny = _read_again(take_elsewhere, intake) if intake.elsewhere else partial(deny_name, intake, stated)
        draw_question(question, _read_again(confirm_name, intake, stated), deny)
    for pair in names.keys() - questions.keys():
        draw_other_company(pair[0], names[pair])


def _draw_refusals(intake: Intake) -> None:
    """Draw the files that were not read, with the reason and the ways to have them read after all."""
    there = open_warehouse(intake.organisation)
    asked = [] if intake.elsewhere else time_zones.find_asked(there, intake.drop, intake.of("refused"))
    if asked:
        time_zones.draw_question(asked, _read_again(answer_zone, intake))
    for cards in _by_problems([card for card in intake.of("refused") if card not in asked]):
        draw_refused(cards)
        if not intake.elsewhere:
            renaming.draw_way(there, cards[0].problem)
            draw_ways_to_accept(cards, _read_again(accept_incomplete, intake))
            draw_ways_to_map(cards, intake.unread)
            draw_ways_to_keep(cards, _read_again(keep_mapping, intake))


def _by_problems(cards: Sequence[Card]) -> list[list[Card]]:
    """Group the cards of refused files by the reason for the refusal, without those that a question asks about."""
    found: dict[tuple[str, ...], list[Card]] = {}
    for card in (card for card in cards if not list_questions([card])):
        found.setdefault(card.problems, []).append(card)
    return list(found.values())
