"""What the causes are called: each is one SQL file, whose header says what it does, how it ends, and the fix."""

import re
from dataclasses import dataclass

import streamlit as st

from close.rules.queries import in_force, library
from pages.parts.words import plain

UNEXPLAINED = "unexplained"
FLOWS = {"S": "Sales", "C": "Customer returns", "P": "Purchases", "A": "Adjustments", "G": "Ledger entries"}
SUPPLIER_RETURNS = ("P19", "P20", "P21")
# What turns out as no document's difference: the bridge reads these two off the balances, so no file lists them.
OF_BALANCES = {
    "G05": (
        "Ledger changed after the close",
        "the stock account opens with another amount than it closed with a month before, replaced COGS journals apart.",
        "inventory of the ledger, by what was posted into a month already over",
        "List what was posted into the closed month since, and lock it in the ledger.",
    ),
    "A08": (
        "Opening balances differ",
        "Omni and the ledger's stock account began the first month that has landed with different amounts.",
        "inventory of the ledger, by the same amount in every month",
        "One journal, once, with whoever set up the first balance.",
    ),
    UNEXPLAINED: (
        "Unexplained",
        "what no cause accounts for. It is printed also when it is nothing.",
        "unknown",
        "Begin where the two sides first part: the view that shows where it first cracked.",
    ),
}


# The files write what is higher and lower as signs.
SIGNS = {"+": "higher", "-": "lower", "+/-": "higher or lower"}
SIGN = re.compile(r"(?<=\s)(\+/-|\+|-)(?=[\s:,;]|$)")


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
        """Code and title, as lists show it."""
        return self.title if self.code == UNEXPLAINED else f"{self.code} {self.title}"

    @property
    def flow(self) -> str:
        """The kind of document that it is about."""
        return "Supplier returns" if self.code in SUPPLIER_RETURNS else FLOWS.get(self.code[:1], "Other")


def cause(code: str, period: str) -> Cause:
    """The cause of a code, as the version in force for a period words it; an unknown code is its own title."""
    if code in library("causes"):
        query = in_force(code, period, "causes")
        effect, timing, fix = (query.fields.get(name, "") for name in ("effect", "timing", "fix"))
        effect = SIGN.sub(lambda sign: SIGNS[sign[1]], effect)
        return Cause(code, query.title, query.description, effect, timing, fix, query.help)
    title, description, effect, fix = OF_BALANCES.get(code, (code, "", "", ""))
    return Cause(code, title, description, effect, "permanent", fix)


def say_end(clears: bool) -> str:
    """How a difference ends, as the SQL decides for its document."""
    return "It clears by itself on the later of its two dates." if clears else "It stays until it is corrected."


def draw_card(found: Cause) -> None:
    """A cause opened: what it is, what it does to the two sides, how it ends, what to do, the article."""
    with st.container(border=True):
        st.markdown(f"**{plain(found.name)}**: {plain(found.description)}")
        halves = st.grid(2, min_column_width=260)
        with halves.cell():
            st.caption("What it does")
            st.markdown(plain(found.effect))
            st.badge(plain(found.timing), color="gray")
        with halves.cell():
            st.caption("What to do")
            st.markdown(plain(found.fix))
            help_links(found)


def help_links(found: Cause) -> None:
    """The articles on a cause."""
    for number, address in enumerate(found.help, 1):
        st.link_button(f"Help article {number}", address, icon=":material/help:", type="tertiary")
