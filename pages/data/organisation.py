"""Organisation: the settings of a company, in force from a given month, or a new company."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from close.store.settings import Settings
from close.store.warehouse import slug
from close.work import proposals
from close.work.ledger_accounts import list_accounts
from pages.data import renaming
from pages.data.authority_form import draw_authority
from pages.data.proposals import draw_proposals
from pages.data.settings_fields import Fields
from pages.data.settings_file import find_later, land_settings
from pages.data.settings_form import Form
from pages.data.starting.beginning import find_alike
from pages.parts.frame import welcome
from pages.parts.frame.naming import act_named
from pages.parts.frame.navigation import go
from pages.parts.frame.outcomes import announce, show_errors
from pages.parts.frame.page_context import (
    current,
    known_organisations,
    month_name,
    nameable_months,
    open_warehouse,
)
from pages.parts.frame.past import explain_past
from pages.parts.widgets.tables import draw
from pages.parts.words import plain, read_moment

ALIKE = "alike_organisation"  # the new name that was asked about
BACK = 12
FROM = "Choose the first month you will look at, or an earlier one. Months before it do not use these settings."

context = current()
later = find_later(context)
is_new = context.manifest.number == 0 or (st.query_params.get("new") == "yes" and welcome.may_start())


def save(values: dict[str, Any], period: str) -> None:
    """Land the settings in the same way as an uploaded organisation.toml, then show the first month they apply to."""
    name = str(values["name"] or "").strip()
    if not name:
        st.error("Enter a name for the organisation.", icon=":material/block:")
        return
    folder = slug(name) if is_new else context.warehouse.organisation
    if is_new and folder in known_organisations():
        st.error(
            f"An organisation called {plain(folder)} already exists. Choose it at the top of the page.",
            icon=":material/block:",
        )
        return
    if is_new and (alike := find_alike(name)) and st.session_state.get(ALIKE) != name:
        st.session_state[ALIKE] = name
        st.warning(
            f"There is already an organisation called {plain(alike)}. If this is the same company, choose it in the "
            "list at the top. If it is a different one, press Start this organisation again.",
            icon=":material/business:",
        )
        return
    is_renamed = not is_new and bool(context.settings.name) and name != context.settings.name
    if is_renamed and (why := renaming.why_not(context.manifest, period)):
        st.error(why, icon=":material/block:")
        return
    with show_errors():
        land({**values, "name": name, "period": period}, folder, is_renamed)


def land(values: Mapping[str, Any], folder: str, is_renamed: bool) -> None:
    """Land settings, and open the next page. Raises NotAllowed, SignedOut, NobodyNamed."""
    card = land_settings(values, open_warehouse(folder), is_renamed)
    if card.status == "refused":
        st.error("  \n".join(plain(problem) for problem in card.problems), icon=":material/block:")
        return
    in_force = f"in force from {month_name(card.period)} onwards"
    announce(f"Settings saved: {'no changes' if card.status == 'unchanged' else in_force}")
    go("upload" if is_new else "organisation", organisation=folder)


def draw_later(first: Settings) -> None:
    """Offer to use the settings of later months for this one, which was uploaded after them."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        month, start = month_name(context.period), month_name(first.period)
        st.markdown(f"**No settings are in force in {month}.** The first ones start in {start}.", width="stretch")
        if st.button(f"Use them from {month}", type="primary", icon=":material/event_repeat:"):
            act_named(lambda: accept(()), f"uses these settings from {month}")


def accept(accepted: Sequence[proposals.Proposal]) -> None:
    """Land the settings in force plus the accepted proposals, for the first month that these settings are in force."""
    now = later or context.settings
    values = proposals.accept(now, accepted)
    values["name"] = values["name"] or context.warehouse.organisation
    if later:
        values.pop("exported_on", None)  # the day on which the files of that month were taken
    values["period"] = context.period if later else now.period or context.manifest.periods()[0]
    with show_errors():
        land(values, context.warehouse.organisation, is_renamed=False)


def draw_form() -> None:
    """Draw the settings in force, or the defaults for a new organisation."""
    now = Settings() if is_new else context.settings
    scope = "new" if is_new else f"{context.warehouse.organisation}-{context.manifest.number}-{now.period}"
    with st.form("settings", border=False):
        is_settled = bool(now.name) and not is_new and not renaming.may_rename(context.manifest)
        ledger = () if is_new else list_accounts(context.warehouse, context.period, context.manifest.number)
        values = Form(Fields(now, scope), is_settled, ledger, is_new).ask()
        left, right = st.columns([1, 2], vertical_alignment="bottom")
        options = nameable_months(context.manifest)
        first = first_offered(options)
        period = left.selectbox(
            "In force from", options, index=options.index(first), format_func=month_name, key=f"from-{scope}", help=FROM
        )
        label = "Start this organisation" if is_new else "Save settings"
        why = explain_past(context.warehouse)
        submitted = right.form_submit_button(label, type="primary", disabled=bool(why), help=why or None)
        if why:
            right.caption(why)
    if submitted:
        act_named(lambda: save(values, period), "starts this organisation" if is_new else "saves these settings")


def first_offered(options: Sequence[str]) -> str:
    """Return the first month to offer: a year back for a new company, otherwise the month in the link or on screen."""
    if is_new:
        return options[min(BACK, len(options) - 1)]
    asked = st.query_params.get("from", "")
    return asked if asked in options else context.period


def draw_versions() -> None:
    """Draw the settings by the month from which they are in force, newest first."""
    rows = [
        {
            "month": month_name(record.period),
            "file": record.file_name,
            "when": read_moment(record.landed_at),
            "who": record.who,
        }
        for record in reversed(context.manifest.of("settings"))
    ]
    if rows:
        st.header("Settings by month", anchor=False)
        draw(rows, "settings-versions", month="In force from", file="File", when="Saved (UTC)", who="By")


st.title("A new organisation" if is_new else "Organisation", anchor=False)
if is_new:
    st.caption(
        "Only the name is required to start. You can fill in the rest later. The next step is to upload exports."
    )
    st.info(renaming.AS_PRINTED, icon=":material/badge:")
else:
    in_force = context.settings.period
    since = f"in force since {month_name(in_force)}" if in_force else "no settings yet: these are the defaults"
    st.caption(f"{month_name(context.period)} · {since} · a change applies from the month you choose, not before it")
    if later and not context.warehouse.past:
        draw_later(later)
    elif not (context.is_empty or context.warehouse.past):
        draw_proposals(context, lambda accepted: act_named(lambda: accept(accepted), "saves these settings"))
    draw_authority(context)
    st.header("Settings", anchor=False)
draw_form()
if not is_new:
    draw_versions()
