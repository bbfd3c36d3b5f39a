"""How a month is signed and who may do what, as fields of the settings: changed by administrators only."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from close.store.settings import Settings
from pages.data.settings_toml import Amount

PEOPLE_WORDS = {
    "preparer": "Preparers",
    "reviewer": "Reviewers",
    "administrator": "Administrators",
    "viewer": "Viewers",
    "auditor": "Auditors",
}
PEOPLE_HELP = {
    "preparer": "Land exports, attest steps, work on the worklist, sign as preparer.",
    "reviewer": "Waive steps, work on the worklist, sign as reviewer, seal a month.",
    "administrator": "Land exports, seal and re-open months, change what stands here.",
    "viewer": "Look, and nothing else.",
    "auditor": "Look, take a close binder, run signatures again.",
}
MATERIALITY = "How far a month may be out of balance and still be signed. Blank is 0.00."
ITEM = "How much money an item of the worklist may be worth and be accepted as it is. Blank is 0.00."

Key = Callable[[str], str]


@dataclass(frozen=True)
class Rules:
    """The fields. `people` hold roles now, by whichever settings; `may_set`: who is here may change all this."""

    people: tuple[tuple[str, str], ...] = ()
    may_set: bool = True

    def ask(self, now: Settings, key: Key) -> dict[str, Any]:
        """Draw the fields; what they hold, by the names of organisation.toml."""
        return {**self._ask_rules(now, key), "people": self._ask_people(key)}

    def _ask_rules(self, now: Settings, key: Key) -> dict[str, Any]:
        st.markdown("**How a month is signed**")
        month, item, alone = st.columns([1, 1, 2], vertical_alignment="bottom")
        return {
            "materiality": self._ask_amount(month, "Materiality", now.materiality, key("materiality"), MATERIALITY),
            "item_threshold": self._ask_amount(
                item, "Threshold of an item", now.item_threshold, key("item_threshold"), ITEM
            ),
            "one_person_may_review": alone.checkbox(
                "One person may prepare and review",
                now.one_person_may_review,
                key=key("one_person_may_review"),
                disabled=not self.may_set,
            ),
        }

    def _ask_amount(self, place: DeltaGenerator, label: str, given: Decimal | None, key: str, why: str) -> Amount:
        text = "" if given is None else f"{given:.2f}"
        text = place.text_input(label, text, key=key, placeholder="0.00", help=why, disabled=not self.may_set)
        return Amount(text.strip().replace(",", ""))

    def _ask_people(self, key: Key) -> dict[str, list[str]]:
        st.markdown("**Who may do what**")
        if not self.may_set:
            st.caption("Only an administrator changes roles and how a month is signed.")
        elif not self.people:
            st.caption("Nobody is named here.")
        columns = st.columns(len(PEOPLE_WORDS))
        return {role: self._ask_role(place, role, key) for place, role in zip(columns, PEOPLE_WORDS, strict=True)}

    def _ask_role(self, place: DeltaGenerator, role: str, key: Key) -> list[str]:
        text = place.text_area(
            PEOPLE_WORDS[role],
            "\n".join(who for held, who in self.people if held == role),
            key=key(role),
            help=PEOPLE_HELP[role],
            placeholder="one name a line, as they sign in",
            disabled=not self.may_set,
        )
        return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]
