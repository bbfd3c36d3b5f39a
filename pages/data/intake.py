"""An upload: landed once, in the widget's callback, then shown with a card for each file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

import loaders
from close.store.warehouse import LATEST, Warehouse, slug
from loaders import Card, Check, DroppedFile
from loaders.intake.drops import list_organisations
from pages.data import renaming
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import show_errors
from pages.parts.frame.page_context import month_name, open_warehouse
from pages.parts.frame.people import me
from pages.parts.words import Colour, plain, say_count

INTAKE = "intake"
STATUS: dict[str, tuple[str, Colour]] = {
    "landed": ("Uploaded", "green"),
    "unchanged": ("Unchanged: already uploaded", "gray"),
    "refused": ("Refused", "red"),
}


@dataclass(frozen=True)
class Intake:
    """The outcome of the last upload.

    `elsewhere` is a different organisation that the upload is for. Files are kept only in that case.
    """

    organisation: str
    cards: tuple[Card, ...]
    elsewhere: str = ""
    drop: tuple[DroppedFile, ...] = ()

    def of(self, *states: str) -> list[Card]:
        """Return the cards in one of the states."""
        return [card for card in self.cards if card.status in states]


def take(warehouse: Warehouse, drop: Sequence[DroppedFile], period: str | None = None) -> Intake:
    """Land an upload and keep its cards for the page. Repeating the same upload changes nothing."""
    with st.spinner(f"Reading and checking {say_count(len(drop), 'file')}…", show_time=True):
        cards = tuple(loaders.land(drop, warehouse, period, me(warehouse)))
    elsewhere = _find_elsewhere(drop, cards, warehouse)
    intake = Intake(warehouse.organisation, cards, elsewhere, tuple(drop) if elsewhere else ())
    st.session_state[INTAKE] = intake
    return intake


def take_elsewhere(intake: Intake) -> None:
    """Land an upload in the organisation that it is for, and select that organisation."""
    with show_errors():
        there = open_warehouse(intake.elsewhere)
        take(there, intake.drop)
        st.session_state["organisation"] = there.organisation


def last_intake(organisation: str) -> Intake | None:
    """Return the last upload of this session, if it was for this organisation."""
    intake = st.session_state.get(INTAKE)
    return intake if intake and intake.organisation == organisation else None


def draw_intake(intake: Intake) -> None:
    """Draw the last upload: how many files landed, links to their months, refused files, then the rest."""
    counts = {words: len(intake.of(state)) for state, (words, _) in STATUS.items()}
    st.subheader(" · ".join(f"{count} {words.lower()}" for words, count in counts.items() if count), anchor=False)
    if intake.elsewhere:
        st.warning(f"These files are for {plain(intake.elsewhere)}.", icon=":material/business:")
        st.button(
            f"Upload them to {intake.elsewhere}",
            type="primary",
            on_click=take_elsewhere,
            args=(intake,),
            key="elsewhere",
        )
    months = sorted({card.period for card in intake.of("landed", "unchanged")})
    with st.container(horizontal=True):
        for month in months:
            link("overview", f"Open {month_name(month)}", icon=":material/arrow_forward:", period=month)
    for cards in _by_problems(intake.of("refused")):
        draw_refused(cards)
        if not intake.elsewhere:
            renaming.draw_way(open_warehouse(intake.organisation), cards[0].problem)
    columns = st.columns(2)
    for index, card in enumerate(intake.of("landed", "unchanged")):
        with columns[index % 2]:
            draw_card(card)


def draw_refused(cards: Sequence[Card]) -> None:
    """Draw files refused for the same reason: where the error is and what to do, in the loader's words."""
    files = ", ".join(f"**{plain(card.path)}**" for card in cards)
    lines = "\n".join(f"- {plain(problem)}" for problem in cards[0].problems)
    st.error(f"Refused and not uploaded: {files}\n\n{lines}", icon=":material/block:")


def draw_card(card: Card) -> None:
    """Draw a file that landed: its kind, its month and the reason for it, its checks, and the file that it replaced."""
    words, colour = STATUS[card.status]
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(card.path)}**")
            st.badge(words, color=colour)
        st.markdown(f"{card.title} · **{month_name(card.period)}** · {card.rows:,} rows · {plain(card.organisation)}")
        st.caption(f"The month comes from {plain(card.period_evidence)}.")
        for check in card.checks:
            _draw_check(check)
        st.caption("  \n".join(plain(line) for line in _outcome(card)))


def _draw_check(check: Check) -> None:
    colour: Colour = "green" if check.state == "passed" else "orange"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(f"{check.label}: {check.state}", color=colour)
        st.caption(plain(check.detail))


def _outcome(card: Card) -> Iterator[str]:
    done = card.outcome
    if done and done.replaced:
        yield f"Replaces {', '.join(done.replaced)}."
        yield f"{done.new:,} new, {done.changed:,} changed, {done.vanished:,} no longer listed."
    elif done and done.new:
        yield f"{done.new:,} new."
    if done and done.added_to:
        yield f"Added to {', '.join(done.added_to)}, with no documents in common."
    if card.reading:
        yield f"Read as {card.reading}."


def _by_problems(cards: Sequence[Card]) -> list[list[Card]]:
    """Group the cards of refused files by the reason for the refusal."""
    found: dict[tuple[str, ...], list[Card]] = {}
    for card in cards:
        found.setdefault(card.problems, []).append(card)
    return list(found.values())


def _find_elsewhere(drop: Sequence[DroppedFile], cards: Sequence[Card], warehouse: Warehouse) -> str:
    """Return the one other organisation given in the settings of refused files, or an empty string."""
    if not any(card.status == "refused" for card in cards):
        return ""
    names = list_organisations(drop)
    settings = warehouse.settings(LATEST)
    own = settings.name if settings else ""
    others = {name for name in names if name != own and slug(name) != warehouse.organisation}
    return others.pop() if len(names) == 1 and others else ""
