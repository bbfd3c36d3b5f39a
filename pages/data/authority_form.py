"""Roles and signing rules: those in force, and what a settings file proposes. Only administrators can change them."""

from collections.abc import Callable, Mapping
from decimal import Decimal

import streamlit as st

from close.store.audit_log import AuditLog
from close.store.authority.in_force import RULES, People, list_changes
from close.store.authority.people import Action, Role, is_same
from close.store.authority.values import read_value
from close.store.settings import CONTROL_ROLES, Settings
from close.store.warehouse import Warehouse
from close.work.authority import acts
from close.work.authority.proposals import Proposal, find_proposal
from pages.data.settings_fields import SUFFIXES, TOLERANCES, Fields, say_rule
from pages.data.settings_parts import say_materiality, say_roles, say_tolerances
from pages.parts.frame.navigation import link
from pages.parts.frame.outcomes import attempt, draw_outcome
from pages.parts.frame.page_context import PageContext, month_name
from pages.parts.frame.past import explain_past
from pages.parts.frame.people import has_sign_in, may_act, me, user_name
from pages.parts.words import plain

PLACE = "authority"
LOSING = "roles_without_oneself"  # the roles that the user was asked about
LABELS = {
    Role.PREPARER: "Preparers",
    Role.REVIEWER: "Reviewers",
    Role.ADMINISTRATOR: "Administrators",
    Role.VIEWER: "Viewers",
    Role.AUDITOR: "Auditors",
}
HELP = {
    Role.PREPARER: "Upload exports, attest steps, work on the worklist, sign as preparer.",
    Role.REVIEWER: "Waive steps, work on the worklist, sign as reviewer, seal a month.",
    Role.ADMINISTRATOR: "Upload exports, seal and re-open months, change roles and how a month is signed.",
    Role.VIEWER: "Look at everything but change nothing.",
    Role.AUDITOR: "Look at everything, create a close binder, run signatures again.",
}


def draw_authority(context: PageContext) -> None:
    """Draw the roles and signing rules in force as a form, below what a settings file proposes."""
    st.header("Roles and signing rules", anchor=False)
    draw_outcome(PLACE)
    governing = context.warehouse.governing() or Settings()
    may_set = may_act(context.warehouse, Action.SET)
    if proposal := find_proposal(context.warehouse):
        _draw_proposal(context, proposal, governing.people, may_set=may_set)
    st.caption(_introduce(governing.people, explain_past(context.warehouse), may_set=may_set))
    fields = Fields(governing, f"{context.warehouse.organisation}-authority-{AuditLog(context.warehouse).head()}")
    with st.form("authority", border=False):
        with st.expander(f"**Materiality**: {say_materiality(governing)}", expanded=True):
            rules = _ask_limits(fields, may_set=may_set)
        with st.expander(f"**Roles**: {say_roles(governing)}"):
            people = _ask_people(fields, governing.people, may_set=may_set)
        with st.expander(f"**Tolerances of control accounts**: {say_tolerances(governing)}"):
            rules |= _ask_tolerances(fields, may_set=may_set)
        note = st.text_input(
            "Why do the rules change?",
            key=fields.key("note"),
            placeholder="needed if a rule changes, and kept in the audit log",
            disabled=not may_set,
        )
        submitted = st.form_submit_button("Save roles and rules", disabled=not may_set)
    if submitted and _is_sure(governing.people, people):
        attempt(
            lambda: _save(context, governing, people, rules, note),
            "saves the roles and rules",
            "Roles and rules saved",
            PLACE,
        )
        st.rerun()


def _is_sure(before: People, after: People) -> bool:
    """Return whether to save. Roles that take the user's own administrator role have to be saved twice."""
    own = [(role, name) for role, name in before if role == Role.ADMINISTRATOR and is_same(name, user_name())]
    is_lost = bool(own) and not any(role == Role.ADMINISTRATOR and is_same(name, user_name()) for role, name in after)
    if not is_lost or st.session_state.pop(LOSING, None) == after:
        return True
    st.session_state[LOSING] = after
    st.warning(
        "You would no longer be an administrator, and only another one could give you the role again. If that is "
        "right, press Save roles and rules once more.",
        icon=":material/badge:",
    )
    return False


def draw_proposal_hint(context: PageContext) -> None:
    """Say that a settings file proposes roles or rules, with a link to decide."""
    if find_proposal(context.warehouse):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.badge("A settings file proposes roles or signing rules", color="orange", icon=":material/badge:")
            link("organisation", "Decide", icon=":material/arrow_forward:")


def _introduce(people: People, past: str, *, may_set: bool) -> str:
    who = "" if people else "Nobody has a role yet, so everybody may do everything. "
    how = "Every change is recorded in the audit log." if may_set else past or "Only an administrator can change them."
    return f"{who}Roles and rules apply to every month, whatever month is on screen. {how}"


def _draw_proposal(context: PageContext, proposal: Proposal, people: People, *, may_set: bool) -> None:
    """Draw what the newest settings file would change about `people` and rules, and the buttons to decide."""
    record = proposal.record
    changes = [
        *(list_changes(people, proposal.people) if proposal.people else ()),
        *(f"{say_rule(n)}: {_say_value(v)}" for n, v in proposal.rules.items()),
    ]
    with st.container(border=True):
        st.markdown(
            f"{plain(record.file_name)} for {month_name(record.period)}, uploaded by {plain(record.who)}, proposes:\n\n"
            + "\n".join(f"- {plain(change)}" for change in changes)
        )
        st.caption("A file changes neither roles nor rules. An administrator decides.")
        with st.container(horizontal=True):
            st.button(
                "Adopt",
                disabled=not may_set,
                on_click=_decide,
                args=(context, acts.adopt, record.landing, "Proposal adopted"),
            )
            st.button(
                "Keep as they are",
                disabled=not may_set,
                on_click=_decide,
                args=(context, acts.keep, record.landing, "Roles and rules stay as they are"),
            )


def _decide(context: PageContext, decide: Callable[[Warehouse, str, str], object], landing: str, done: str) -> None:
    """Decide about the proposal on screen, from a callback."""
    does = "adopts the proposed roles and rules" if decide is acts.adopt else "keeps the roles and rules as they are"
    attempt(lambda: decide(context.warehouse, me(context.warehouse), landing), does, done, PLACE)


def _say_value(value: Decimal | bool) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.2f}"


def _ask_people(fields: Fields, people: People, *, may_set: bool) -> People:
    """Draw a field for each role, filled with `people`, and return those typed."""
    typed = {}
    for container, (role, label) in zip(st.columns(len(LABELS)), LABELS.items(), strict=True):
        typed[role.value] = container.text_area(
            label,
            "\n".join(name for held, name in people if held == role),
            key=fields.key(role),
            help=HELP[role],
            placeholder="one sign-in name per line" if has_sign_in() else "one name per line, as typed in the top bar",
            disabled=not may_set,
        )
    return tuple((role, name) for role, text in typed.items() for name in _split_names(text))


def _ask_limits(fields: Fields, *, may_set: bool) -> dict[str, object]:
    """Draw a field for each signing rule other than the tolerances, and return the values by rule."""
    signing = [name for name in RULES if name not in TOLERANCES]
    containers = st.columns([1, 1, 1, 1, 2], vertical_alignment="bottom")
    return {
        name: fields.ask(container, name, disabled=not may_set)
        for container, name in zip(containers, signing, strict=True)
    }


def _ask_tolerances(fields: Fields, *, may_set: bool) -> dict[str, object]:
    """Draw the tolerance of each control account, as an amount and in percent, and return the values by rule."""
    rules: dict[str, object] = {}
    for suffix in SUFFIXES:
        for container, role in zip(st.columns(len(CONTROL_ROLES)), CONTROL_ROLES, strict=True):
            name = f"{role}{suffix}"
            rules[name] = fields.ask(container, name, disabled=not may_set)
    return rules


def _split_names(text: str) -> list[str]:
    return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]


def _save(context: PageContext, before: Settings, people: People, rules: Mapping[str, object], note: str) -> None:
    """Record what was changed. Rules that cannot be read are refused before anything is recorded."""
    who = me(context.warehouse)
    read = {name: read_value(name, _write(value)) for name, value in rules.items()}
    changed = {name: value for name, value in read.items() if value != getattr(before, name)}
    named = None if set(people) == set(before.people) else people
    acts.change(context.warehouse, who, named, before.people, changed, note)


def _write(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value or "")
