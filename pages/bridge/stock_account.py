"""Control accounts: Omni's side and the ledger's of each, both adjusted for reconciling items, and the residual."""

import streamlit as st

from close.store.settings import CONTROL_ROLES
from pages.bridge import control_statement, stock_statement
from pages.parts.frame.page_context import current
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.widgets.answers import ask
from pages.parts.widgets.filters import choose_one
from pages.parts.words import list_words, say

ACCOUNT = "account"
STOCK = CONTROL_ROLES[0]

context = current()
uploads.stop_if_empty(context)
in_use = {STOCK, *ask(context, control_statement.REPORT).table["account"].to_pylist()}
accounts = [role for role in CONTROL_ROLES if role in in_use]
take_choice(ACCOUNT, accounts)


def choose() -> None:
    """Draw the choice of the account, and name the accounts that are not in use."""
    choose_one("Account", accounts, ACCOUNT, hidden=True, words=True)
    if unused := [str(say(role)).lower() for role in CONTROL_ROLES if role not in in_use]:
        st.caption(f"Not in use, according to the settings: {list_words(unused)}.")


# The heading is drawn before the choice, and is that of the account chosen.
chosen = st.session_state.get(ACCOUNT)
account = chosen if chosen in accounts else STOCK
if account == STOCK:
    stock_statement.draw_stock(context, choose)
else:
    control_statement.draw_account(context, account, choose)
