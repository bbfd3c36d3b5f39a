"""The accounts of the accrual journal: proposed from the settings, and remembered in them for the next month."""

from collections.abc import Mapping

import streamlit as st

import loaders
from close.errors import Refused
from close.signing import builds
from close.store.settings import ACCRUAL_ROLES
from close.store.settings_toml import list_values, write_toml
from loaders import DroppedFile
from pages.parts.frame.outcomes import attempt, draw_outcome
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.people import me

FILE = "organisation.toml"
PLACE = "accrual-accounts"


class NotRemembered(Refused):
    """Accrual accounts that the settings cannot hold."""


def offer_memory(context: PageContext, accounts: Mapping[str, str]) -> None:
    """Draw a button that remembers the accounts in the settings, or that they are remembered already."""
    draw_outcome(PLACE)
    known = context.settings.accrual_accounts
    wanted = {**known, **{role: text.strip() for role, text in accounts.items() if text.strip()}}
    if wanted == known:
        if known:
            st.caption("These accounts are remembered in the settings, and proposed every month.")
        return
    st.button(
        "Remember these accounts",
        key="remember-accounts",
        icon=":material/bookmark_add:",
        help=f"Saves them in the settings from {month_name(context.period)} onwards.",
        on_click=attempt,
        args=(lambda: remember(context, wanted), "Accounts saved in the settings", PLACE),
    )


def remember(context: PageContext, accounts: Mapping[str, str]) -> None:
    """Land the month's settings with these accrual accounts, as an organisation.toml.

    Raises NotAllowed, SignedOut, NobodyNamed, NotRemembered.
    """
    values = {"name": context.warehouse.organisation, **list_values(context.settings), "period": context.period}
    ordered = {role: accounts[role] for role in ACCRUAL_ROLES if role in accounts}
    content = write_toml({**values, "accrual_accounts": ordered}).encode()
    (card,) = loaders.land([DroppedFile("", FILE, content)], context.warehouse, who=me(context.warehouse))
    if card.status == "refused":
        raise NotRemembered(" ".join(card.problems))
    builds.start(context.warehouse, builds.list_affected(context.warehouse, {card.period}))
