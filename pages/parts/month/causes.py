"""The causes in words: the header of each SQL file says what it does and how it ends, `reasons` what to do."""

from dataclasses import dataclass

import streamlit as st

from close.rules import catalogue
from close.rules.queries import in_force, library
from close.rules.reasons import reasons
from close.rules.rulebook import find_rule
from pages.parts.widgets.rules import draw_rules
from pages.parts.words import plain

UNEXPLAINED, NOT_COMPARED = catalogue.UNEXPLAINED, catalogue.NOT_COMPARED
FLOWS = {"S": "Sales", "C": "Customer returns", "P": "Purchases", "A": "Adjustments", "G": "Ledger entries"}
SUPPLIER_RETURNS = ("P19", "P20", "P21")


@dataclass(frozen=True)
class Cause:
    """A cause of a difference in words. `timing` describes how it usually ends; each document decides for itself."""

    code: str
    title: str
    description: str
    effect: str
    timing: str
    fix: str
    help: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Title and code, as lists show it."""
        return self.title if self.code in (UNEXPLAINED, NOT_COMPARED) else f"{self.title} ({self.code})"

    @property
    def flow(self) -> str:
        """The kind of document that it is about."""
        return "Supplier returns" if self.code in SUPPLIER_RETURNS else FLOWS.get(self.code[:1], "Other")


def cause(code: str, period: str) -> Cause:
    """The cause of a code, as the version in force for a period words it; an unknown code is its own title."""
    reason = reasons(period).get(code)
    fix, articles = (reason.remedy, tuple((reason.article or "").split())) if reason else ("", ())
    if code in library("causes"):
        query = in_force(code, period, "causes")
        effect, timing = query.fields["effect"], query.fields["timing"]
        return Cause(code, query.title, query.description, effect, timing, fix, articles)
    _, title, description, effect = catalogue.unseen().get(code, (code, code, "", ""))
    return Cause(code, title, description, effect, "permanent", fix, articles)


def say_end(clears: bool) -> str:
    """Return how a difference ends, as the SQL decides for its document."""
    return "It clears by itself on the later of its two dates." if clears else "It stays until it is corrected."


def draw_card(found: Cause) -> None:
    """A cause opened: what it is, what it does to the two sides, how it ends, what to do, the article."""
    with st.container(border=True):
        st.markdown(f"**{plain(found.name)}**: {plain(found.description)}")
        halves = st.grid(2, min_column_width=260)
        with halves.cell():
            st.caption("Effect")
            st.markdown(plain(found.effect))
            st.badge(plain(found.timing), color="gray")
        with halves.cell():
            st.caption("What to do")
            st.markdown(plain(found.fix))
            help_links(found)


def help_links(found: Cause) -> None:
    """Draw the section of the rule pages on a cause, and the articles."""
    draw_rules(filter(None, [find_rule(found.code)]))
    for number, address in enumerate(found.help, 1):
        st.link_button(f"Help article {number}", address, icon=":material/help:", type="tertiary")
