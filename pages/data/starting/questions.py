"""At most three questions, only about what the files cannot show. Each has a default, so that none must be answered."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import streamlit as st

from close.store.packages import PACKAGES
from close.store.public_holidays import list_places
from close.work.proposals import ACCOUNTS, PROPOSED, Proposal
from pages.data.proposals import list_accounts
from pages.parts.frame.page_context import PageContext
from pages.parts.words import say

MOST = 3
NEEDED = ("inventory", "cogs", "revenue", "receivable", "payable")  # without these the ledger cannot be compared
CHANNELS = {"uses_pos": "Point of sale", "uses_ecommerce": "Web shop", "batches_sales": "Payments in batches"}
DRAFTS = {"authorised": "No, they arrive authorised", "draft": "Yes, as drafts"}
METHODS = {"perpetual": "Yes, every sale posts its cost", "periodic": "No, closing stock is journalled at month end"}
LATER = "I will say later"
WEEKENDS = "Only weekends"


class Answers(NamedTuple):
    """The answers: accounts that were chosen, other settings by their organisation.toml keys, and what is left open."""

    accounts: tuple[Proposal, ...] = ()
    values: dict[str, object] = {}  # noqa: RUF012 - never changed
    later: tuple[str, ...] = ()


Draw = Callable[[], Answers]


def draw_questions(context: PageContext, rows: Sequence[Proposal]) -> Answers:
    """Draw the questions that the open proposals `rows` leave, the most important first, and return the answers."""
    asked = list(_list_questions(context, rows))[:MOST]
    if asked:
        st.markdown(f"**{('One question', 'Two questions', 'Three questions')[len(asked) - 1]}**")
    answers = [draw() for draw in asked]
    accounts = tuple(account for answer in answers for account in answer.accounts)
    values = {name: value for answer in answers for name, value in answer.values.items()}
    return Answers(accounts, values, tuple(name for answer in answers for name in answer.later))


def _list_questions(context: PageContext, rows: Sequence[Proposal]) -> Iterator[Draw]:
    proposed = {row.setting: row.value for row in rows if row.state == PROPOSED}
    known = context.settings.stated | proposed.keys()
    unknown = {row.setting for row in rows if row.part == ACCOUNTS and row.setting not in proposed}
    yield from (partial(_ask_account, context, rows, role) for role in NEEDED if role in unknown)
    if "package" not in known:
        options = {code: package.title for code, package in PACKAGES.items()}
        yield partial(_choose, "package", "Which program keeps the books?", {"": LATER, **options})
    if not CHANNELS.keys() <= known:
        yield partial(_ask_channels, [name for name in CHANNELS if name not in known])
    package = PACKAGES.get(str(proposed.get("package") or context.settings.package))
    if "upload_state" not in known and package and package.keeps_drafts:
        text = f"Do invoices and bills reach {package.short_name} as drafts that somebody approves?"
        yield partial(_choose, "upload_state", text, DRAFTS)
    if "inventory_method" not in known and package and package.syncs:
        yield partial(_choose, "inventory_method", "Does every sale post its cost of goods sold?", METHODS)
    if not context.settings.country:
        places = {"": WEEKENDS, **list_places()}
        yield partial(_choose, "country", "Whose public holidays should due dates skip?", places)


def _ask_account(context: PageContext, rows: Sequence[Proposal], role: str) -> Answers:
    """Ask for the account of a role, with the best candidate of the files as the default."""
    accounts = list_accounts(context)
    candidate = next((row.value for row in rows if row.setting == role and row.value in accounts), None)
    names = sorted(accounts)
    chosen = st.selectbox(
        f"Which ledger account holds {str(say(role)).lower()}?",
        names,
        index=names.index(candidate) if candidate else None,
        placeholder=LATER,
        key=f"start-{context.warehouse.organisation}-{role}",
    )
    if not chosen:
        return Answers(later=(role,))
    return Answers((Proposal(ACCOUNTS, role, 1, chosen, *accounts[chosen], PROPOSED, "chosen"),))


def _ask_channels(names: Sequence[str]) -> Answers:
    text = "Which of these does the company use in Omni? The files show none of them."
    chosen = st.pills(text, names, selection_mode="multi", format_func=CHANNELS.__getitem__, key="start-channels")
    return Answers(values={name: name in chosen for name in names})


def _choose(name: str, text: str, options: dict[str, str]) -> Answers:
    chosen = st.selectbox(text, list(options), format_func=options.__getitem__, key=f"start-{name}")
    return Answers(values={name: chosen} if chosen else {}, later=(name,) if options[chosen] == LATER else ())
