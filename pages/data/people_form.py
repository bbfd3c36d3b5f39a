"""The people in an organisation and their roles, as settings fields that only administrators can change."""

from collections.abc import Sequence

import streamlit as st

from close.store.people import Role
from pages.data.settings_fields import Fields

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


def ask_people(fields: Fields, people: Sequence[tuple[str, str]], *, may_set: bool) -> dict[str, list[str]]:
    """Draw a field for each role, filled with `people` as (role, name), and return the names by role."""
    st.markdown("**Roles**")
    if not may_set:
        st.caption("Only an administrator can change roles and how a month is signed.")
    elif not people:
        st.caption("Nobody has a role yet.")
    typed = {}
    for container, (role, label) in zip(st.columns(len(LABELS)), LABELS.items(), strict=True):
        typed[role.value] = container.text_area(
            label,
            "\n".join(name for held, name in people if held == role),
            key=fields.key(role),
            help=HELP[role],
            placeholder="one sign-in name per line",
            disabled=not may_set,
        )
    return {role: _split_names(text) for role, text in typed.items()}


def _split_names(text: str) -> list[str]:
    return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]
