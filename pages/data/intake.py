"""An upload: landed once, in the widget's callback, then shown with a line for each file.

Files that would change earlier uploads wait until somebody accepts them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

import loaders
from close.signing import builds
from close.store.warehouse import LATEST, BadOrganisationName, Warehouse, slug
from loaders import Card, DroppedFile
from loaders.files.archives import measure_unpacked
from loaders.intake.cards import join_path
from loaders.uploads.consent import ASK, SET_ASIDE, Consent, count_unreadable, list_questions
from loaders.uploads.dropped_files import expand_drop, list_organisations
from loaders.uploads.previews import LONGEST, MAPPABLE
from pages.data import renaming
from pages.data.uploads.company_names import SameCompany, draw_other_company, draw_question
from pages.data.uploads.dropped_mappings import draw_ways_to_keep, is_mapping, save_dropped_mapping
from pages.data.uploads.file_lines import draw_landed, draw_set_aside, draw_unchanged
from pages.data.uploads.reading import draw_progress
from pages.data.uploads.refused import draw_refused, draw_ways_to_accept, draw_ways_to_map
from pages.data.uploads.waiting import draw_waiting
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import month_name, open_warehouse
from pages.parts.frame.people import me
from pages.parts.words import plain

INTAKE = "intake"
OVERTAKEN = "Somebody else has uploaded files in the meantime. Check the changes again before you accept them."
STATUS = {
    "landed": "uploaded",
    "waiting": "waiting for you",
    "unchanged": "unchanged",
    SET_ASIDE: "not needed",
    "refused": "refused",
}


@dataclass(frozen=True)
class Intake:
    """The outcome of the last upload.

    `elsewhere` is a different organisation that the upload is for. The files, and the month chosen for them, are kept
    only in that case, or while some wait. `manifest` is the snapshot that the waiting ones would change. `unread` are
    refused files whose columns may be mapped. `incomplete` are the paths of the files to read without unreadable rows.
    `denied` are the names that somebody has said are of another company.
    """

    organisation: str
    cards: tuple[Card, ...]
    elsewhere: str = ""
    drop: tuple[DroppedFile, ...] = ()
    period: str | None = None
    manifest: int = 0
    unread: tuple[DroppedFile, ...] = ()
    incomplete: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()

    def of(self, *states: str) -> list[Card]:
        """Return the cards in one of the states."""
        return [card for card in self.cards if card.status in states]


def take(
    warehouse: Warehouse, drop: Sequence[DroppedFile], period: str | None = None, consent: Consent = ASK
) -> Intake:
    """Land an upload as far as agreed, start to build the months it changes, and keep its cards for the page.

    Repeating the same upload changes nothing.
    """
    with draw_progress(len(drop)) as tell:
        cards = tuple(loaders.land(drop, warehouse, period, me(warehouse), consent=consent, tell=tell))
    builds.start(warehouse, builds.list_affected(warehouse, {card.period for card in cards if card.status == "landed"}))
    elsewhere = _find_elsewhere(drop, cards, warehouse)
    is_asked = list_questions(cards) or any(map(_is_asked, cards))
    is_open = elsewhere or is_asked
    kept = tuple(drop) if is_open else ()
    unread = () if elsewhere else tuple(_list_unread(drop, cards))
    manifest = warehouse.head().number
    incomplete = consent.incomplete or frozenset()
    intake = Intake(warehouse.organisation, cards, elsewhere, kept, period, manifest, unread, incomplete)
    st.session_state[INTAKE] = intake
    return intake


def accept(intake: Intake, indexes: Sequence[int]) -> None:
    """Land the waiting files with these indexes. If others have landed meanwhile, show the changes again instead."""
    with show_errors():
        there = open_warehouse(intake.organisation)
        if there.head().number != intake.manifest:
            take(there, intake.drop, intake.period)
            st.warning(OVERTAKEN, icon=":material/sync:")
            return
        _take_again(intake, Consent(frozenset(indexes)))


def confirm_name(intake: Intake, stated: str) -> None:
    """Land the files again, now that the name they state is known to be the same company's."""
    with show_errors():
        _take_again(intake, replace(ASK, names=frozenset({stated})))


def deny_name(intake: Intake, stated: str) -> None:
    """Leave out the files with a name, now that it is known to be another company's."""
    st.session_state[INTAKE] = replace(intake, denied=intake.denied | {stated})


def keep_mapping(intake: Intake, path: str) -> None:
    """Save an uploaded mapping for the organisation, and land the other files again, which it may read."""
    with show_errors():
        warehouse = open_warehouse(intake.organisation)
        files, _ = expand_drop(intake.drop)
        save_dropped_mapping(next(file for file in files if join_path(file.folder, file.name) == path), warehouse)
        rest = tuple(file for file in files if join_path(file.folder, file.name) != path)
        if rest:
            _take_again(replace(intake, drop=rest), ASK)
        else:
            del st.session_state[INTAKE]


def accept_incomplete(intake: Intake, path: str) -> None:
    """Land a refused file without the rows that cannot be read."""
    with show_errors():
        _take_again(replace(intake, incomplete=intake.incomplete | {path}), ASK)


def _take_again(intake: Intake, consent: Consent) -> None:
    """Land the rest of an upload. The files that landed at first are still shown as uploaded, not as unchanged."""
    consent = replace(consent, incomplete=intake.incomplete)
    now = take(open_warehouse(intake.organisation), intake.drop, intake.period, consent)
    landed = {(old.path, old.period): old for old in intake.of("landed")}
    cards = (landed.get((new.path, new.period), new) if new.status == "unchanged" else new for new in now.cards)
    st.session_state[INTAKE] = replace(now, cards=tuple(cards))


def leave_out(intake: Intake) -> None:
    """Forget the files that wait."""
    st.session_state[INTAKE] = replace(intake, cards=tuple(c for c in intake.cards if c.status != "waiting"), drop=())


def take_elsewhere(intake: Intake) -> None:
    """Land an upload in the organisation that it is for, and select that organisation."""
    with show_errors():
        there = open_warehouse(intake.elsewhere)
        take(there, intake.drop, intake.period)
        st.session_state["organisation"] = there.organisation


def last_intake(organisation: str) -> Intake | None:
    """Return the last upload of this session, if it was for this organisation."""
    intake = st.session_state.get(INTAKE)
    return intake if intake and intake.organisation == organisation else None


def draw_intake(intake: Intake) -> None:
    """Draw the last upload: counts, links to its months, refused files, files that wait, then a line for each other."""
    names = list_questions(intake.cards)
    questions = {pair: files for pair, files in names.items() if pair[0] not in intake.denied}
    st.header(say_counts(intake, sum(questions.values())), anchor=False)
    if intake.elsewhere and not questions:
        st.warning(f"These files are for {plain(intake.elsewhere)}.", icon=":material/business:")
        st.button(
            f"Upload them to {intake.elsewhere}",
            type="primary",
            on_click=take_elsewhere,
            args=(intake,),
            key="elsewhere",
        )
    months = sorted({card.period for card in intake.of("landed", "unchanged", SET_ASIDE)})
    with st.container(horizontal=True):
        for month in months:
            link("overview", f"Open {month_name(month)}", icon=":material/arrow_forward:", period=month)
    for (stated, known), files in questions.items():
        question = SameCompany(stated, known, files, intake.elsewhere)
        deny = partial(take_elsewhere, intake) if intake.elsewhere else partial(deny_name, intake, stated)
        draw_question(question, partial(confirm_name, intake, stated), deny)
    for pair in names.keys() - questions.keys():
        draw_other_company(pair[0], names[pair])
    for cards in _by_problems(intake.of("refused")):
        draw_refused(cards)
        if not intake.elsewhere:
            renaming.draw_way(open_warehouse(intake.organisation), cards[0].problem)
            draw_ways_to_accept(cards, partial(accept_incomplete, intake))
            draw_ways_to_map(cards, intake.unread)
            draw_ways_to_keep(cards, partial(keep_mapping, intake))
    waiting = [(index, card) for index, card in enumerate(intake.cards) if card.status == "waiting"]
    if waiting:
        draw_waiting(waiting, partial(accept, intake), partial(leave_out, intake))
    draw_landed(intake.of("landed"))
    draw_set_aside(intake.of(SET_ASIDE))
    draw_unchanged(intake.of("unchanged"))


def say_counts(intake: Intake, asked: int) -> str:
    """Return how many files have which outcome. Those that a question is about wait, although their cards refuse."""
    counts = {state: len(intake.of(state)) for state in STATUS}
    counts["waiting"] += asked
    counts["refused"] -= asked
    return " · ".join(f"{count} {STATUS[state]}" for state, count in counts.items() if count)


def _is_asked(card: Card) -> bool:
    """Return True if a person may still change the outcome of a file."""
    return card.status == "waiting" or bool(count_unreadable(card)) or is_mapping(card)


def _list_unread(drop: Sequence[DroppedFile], cards: Sequence[Card]) -> Iterator[DroppedFile]:
    """Return the refused files that a mapping may read, including those inside a zip file."""
    mappable = {
        (card.folder, card.file_name) for card in cards if card.problem and issubclass(card.problem.refusal, MAPPABLE)
    }
    if mappable:
        files, _ = expand_drop(_limit(drop))
        yield from (file for file in files if (file.folder, file.name) in mappable)


def _limit(drop: Sequence[DroppedFile]) -> Iterator[DroppedFile]:
    """Return files as long as they are short enough together to be unpacked in the memory of this server."""
    room = LONGEST
    for file in drop:
        size = measure_unpacked(file.content)
        if size <= room:
            room -= size
            yield file


def _by_problems(cards: Sequence[Card]) -> list[list[Card]]:
    """Group the cards of refused files by the reason for the refusal, without those that a question asks about."""
    found: dict[tuple[str, ...], list[Card]] = {}
    for card in (card for card in cards if not list_questions([card])):
        found.setdefault(card.problems, []).append(card)
    return list(found.values())


def _find_elsewhere(drop: Sequence[DroppedFile], cards: Sequence[Card], warehouse: Warehouse) -> str:
    """Return the one other organisation given in the settings of refused files, or an empty string."""
    if not any(card.status == "refused" for card in cards):
        return ""
    names = list_organisations(drop)
    settings = warehouse.settings(LATEST)
    own = settings.name if settings else ""
    others = {name for name in names if name != own and _find_folder(name) not in {None, warehouse.organisation}}
    return others.pop() if len(names) == 1 and others else ""


def _find_folder(name: str) -> str | None:
    """Return the folder of an organisation, or None for a name that no organisation can be started with."""
    try:
        return slug(name)
    except BadOrganisationName:
        return None
