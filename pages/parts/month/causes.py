"""The causes in words: each SQL file's header describes the effect and the end of its cause, and `reasons` the fix."""

from dataclasses import dataclass

import streamlit as st

from close.rules import catalogue
from close.rules.queries import in_force, library
from close.rules.reasons import reasons
from close.rules.rulebook import find_rule
from pages.parts.widgets.rules import draw_rules
from pages.parts.words import plain, say_article

# As the SQL files state that a difference does not clear by itself.
PERMANENT = "permanent"
UNEXPLAINED, NOT_COMPARED = catalogue.UNEXPLAINED, catalogue.NOT_COMPARED


@dataclass(frozen=True)
class Cause:
    """A cause of a difference in words. `timing` describes how it usually ends. Each document decides for itself.

    `is_info` means that nobody has to correct it.
    """

    code: str
    title: str
    description: str
    effect: str
    timing: str
    fix: str
    help: tuple[str, ...] = ()
    is_info: bool = False

    @property
    def name(self) -> str:
        """The title and the code, as lists show them."""
        return self.title if self.code in (UNEXPLAINED, NOT_COMPARED) else f"{self.title} ({self.code})"


def cause(code: str, period: str) -> Cause:
    """Return the cause for a code, in the wording in force for a period. An unknown code is used as the title."""
    reason = reasons(period).get(code)
    fix, articles = (reason.remedy, tuple((reason.article or "").split())) if reason else ("", ())
    if code in library("causes"):
        query = in_force(code, period, "causes")
        effect, timing = query.fields["effect"], query.fields["timing"]
        return Cause(
            code, query.title, query.description, effect, timing, fix, articles, query.fields.get("kind") == "info"
        )
    _, title, description, effect = catalogue.unseen().get(code, (code, code, "", ""))
    return Cause(code, title, description, effect, PERMANENT, fix, articles)


def say_timing(found: Cause) -> str:
    """Return how a cause usually ends, in a sentence."""
    if found.is_info:
        return "Nobody has to correct it."
    return say_end(False) if found.timing == PERMANENT else f"It {found.timing}."


def say_end(clears: bool) -> str:
    """Return how a difference ends, as the SQL decides for its document."""
    return "It clears by itself on the later of its two dates." if clears else "It stays until it is corrected."


def draw_card(found: Cause, effect: str = "") -> None:
    """Draw a cause in full: what it is, its effect on the two sides, how it ends, what to do, and the article.

    `effect` is that of one document, where it is known.
    """
    with st.container(border=True):
        st.markdown(f"**{plain(found.name)}**: {plain(found.description)}")
        halves = st.grid(2, min_column_width=260)
        with halves.cell():
            st.caption("Effect")
            st.markdown(plain(effect or found.effect))
            st.markdown(plain(say_timing(found)))
        with halves.cell():
            st.caption("What to do")
            st.markdown(plain(found.fix))
            help_links(found)


def help_links(found: Cause) -> None:
    """Draw links to the section on a cause in the rule pages, and to the articles."""
    draw_rules(filter(None, [find_rule(found.code)]))
    for number, address in enumerate(found.help, 1):
        label = say_article(found.title, number, len(found.help))
        st.link_button(label, address, icon=":material/help:", type="tertiary")
