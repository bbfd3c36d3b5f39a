"""An upload: landed once, in the widget's callback, then kept for the page with a card for each file.

Files that would change earlier uploads wait until somebody accepts them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from close.signing import builds
from close.store.warehouse import Warehouse
from loaders import Card, DroppedFile
from loaders.uploads.consent import ASK, Consent
from loaders.uploads.handover import land_apart
from pages.data.questions.time_zones import save_zone
from pages.data.uploads.dropped_mappings import save_dropped_mapping
from pages.data.uploads.follow_ups import find_elsewhere, is_asked, list_unread, take_out
from pages.data.uploads.reading import draw_progress
from pages.parts.frame.outcomes import announce, show_errors
from pages.parts.frame.page_context import open_warehouse
from pages.parts.frame.people import me
from pages.parts.words import say_count

INTAKE = "intake"
LEFT_OUT = "left_out"  # the status of a file that waited, and that somebody does not want
OVERTAKEN = (
    "Files have been uploaded or settings changed in the meantime. Check the changes again before you accept them."
)


@dataclass(frozen=True)
class Intake:
    """The outcome of the last upload.

    `elsewhere` is a different organisation that the upload is for. The files, and the month chosen for them, are kept
    only in that case, or while some wait or another version of one may be chosen. `unread` are refused files whose
    columns may be mapped. `incomplete` are the paths of the files to read without unreadable rows. `denied` are the
    names that somebody has said are of another company. `is_built` is False if its months are not built yet, because
    settings come first.
    """

    organisation: str
    cards: tuple[Card, ...]
    elsewhere: str = ""
    drop: tuple[DroppedFile, ...] = ()
    period: str | None = None
    unread: tuple[DroppedFile, ...] = ()
    incomplete: frozenset[str] = frozenset()
    denied: frozenset[str] = frozenset()
    is_built: bool = True

    def of(self, *states: str) -> list[Card]:
        """Return the cards in one of the states."""
        return [card for card in self.cards if card.status in states]


def take(
    warehouse: Warehouse,
    drop: Sequence[DroppedFile],
    period: str | None = None,
    consent: Consent = ASK,
    *,
    is_built: bool = True,
) -> Intake:
    """Land an upload as far as agreed, start to build the months it changes, and keep its cards for the page.

    Repeating the same upload changes nothing. If `is_built` is False, nothing is built, because settings come first.
    """
    with draw_progress(len(drop)) as tell:
        cards = tuple(land_apart(drop, warehouse, period, me(warehouse), consent=consent, tell=tell))
    landed = {card.period for card in cards if card.status == "landed"}
    if is_built:
        builds.start(warehouse, builds.list_affected(warehouse, landed))
    elsewhere = find_elsewhere(drop, cards, warehouse)
    kept = tuple(drop) if elsewhere or any(map(_may_change, cards)) else ()
    unread = () if elsewhere else tuple(list_unread(drop, cards))
    incomplete = consent.incomplete or frozenset()
    stated = (elsewhere, kept, period, unread, incomplete)
    intake = Intake(warehouse.organisation, cards, *stated, is_built=is_built)
    st.session_state[INTAKE] = intake
    if files := len(intake.of("landed")):
        announce(f"{say_count(files, 'file')} uploaded")
    return intake


def _may_change(card: Card) -> bool:
    """Return True if the file of a card is needed again to change its outcome."""
    return is_asked(card) or bool(card.newer)


def accept(intake: Intake, indexes: Sequence[int]) -> None:
    """Land the waiting files with these indexes."""
    _take_agreed(intake, Consent(frozenset(indexes)))


def choose_version(intake: Intake, indexes: Sequence[int], newer: Sequence[int]) -> None:
    """Land versions of exports in the same upload, those with the indexes in `newer` as the newest."""
    _take_agreed(intake, Consent(frozenset(indexes), newer=frozenset(newer)))


def _take_agreed(intake: Intake, consent: Consent) -> None:
    """Land files with the changes that a person has seen. If others have landed meanwhile, show them again instead."""
    with show_errors():
        _take_again(intake, replace(consent, stamp=next(card.stamp for card in intake.cards if card.stamp)))
        cards = st.session_state[INTAKE].cards
        states = {cards[index].status for index in consent.changes or ()}
        if "waiting" in states or "landed" not in states:
            st.warning(OVERTAKEN, icon=":material/sync:")


def confirm_name(intake: Intake, stated: str) -> None:
    """Land the files again, now that the name they state is known to be the same company's."""
    with show_errors():
        _take_again(intake, replace(ASK, names=frozenset({stated})))


def deny_name(intake: Intake, stated: str) -> None:
    """Leave out the files with a name, now that it is known to be another company's."""
    st.session_state[INTAKE] = replace(intake, denied=intake.denied | {stated})


def answer_zone(intake: Intake, zone: str) -> None:
    """Save the time zone of the organisation, and land the files again whose days depend on it."""
    with show_errors():
        save_zone(open_warehouse(intake.organisation), zone)
        _take_again(intake, ASK)


def keep_mapping(intake: Intake, path: str) -> None:
    """Save an uploaded mapping for the organisation, and land the other files again, which it may read."""
    with show_errors():
        warehouse = open_warehouse(intake.organisation)
        mapping, rest = take_out(intake.drop, path)
        save_dropped_mapping(mapping, warehouse)
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
    there = open_warehouse(intake.organisation)
    now = take(there, intake.drop, intake.period, consent, is_built=intake.is_built)
    old = {(card.path, card.period): card for card in intake.of("landed", LEFT_OUT)}
    kept = {"unchanged": "landed", "waiting": LEFT_OUT}
    known = ((card, old.get((card.path, card.period), card)) for card in now.cards)
    cards = tuple(
        replace(before, stamp=card.stamp) if kept.get(card.status) == before.status else card for card, before in known
    )
    st.session_state[INTAKE] = replace(now, cards=cards)


def leave_out(intake: Intake, indexes: Sequence[int]) -> None:
    """Leave out waiting files. The other files of the upload may still be settled."""
    cards = tuple(replace(c, status=LEFT_OUT) if index in indexes else c for index, c in enumerate(intake.cards))
    st.session_state[INTAKE] = replace(intake, cards=cards, drop=intake.drop if any(map(_may_change, cards)) else ())


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
