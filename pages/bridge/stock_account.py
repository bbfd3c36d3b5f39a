"""Control accounts: Omni's side and the ledger's of each, both adjusted for reconciling items, and the residual."""

from functools import partial

import streamlit as st

from close.store.settings import CONTROL_ROLES
from pages.bridge import control_statement, stock_statement
from pages.parts.frame.page_context import current
from pages.parts.frame.url import take_choice
from pages.parts.month import uploads
from pages.parts.widgets.filters import choose_one

ACCOUNT = "account"
STOCK = CONTROL_ROLES[0]

context = current()
uploads.stop_if_empty(context)
take_choice(ACCOUNT, CONTROL_ROLES)
# The heading is drawn before the choice, and is that of the account chosen.
account = st.session_state.get(ACCOUNT) or STOCK
choose = partial(choose_one, "Account", CONTROL_ROLES, ACCOUNT, hidden=True, words=True)
if account == STOCK:
    stock_statement.draw_stock(context, choose)
else:
    control_statement.draw_account(context, account, choose)
