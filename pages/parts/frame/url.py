"""Choices in the URL: the organisation and the month, which every link carries, and choices that a link sets once."""

from collections.abc import Sequence

import streamlit as st

CARRIED = ("organisation", "period")
# The earlier state that every page shows, if any.
AS_OF = "as_of"
ADDRESS = "address"
# The keys of the widgets that filter a page, what each page has chosen in them, and the page that they are about now.
FILTERS, CHOSEN, OWNER = "filters", "chosen_by_page", "filters_of"


def adopt_choice(name: str, options: Sequence[str], default: str) -> None:
    """Let the URL set a carried choice when it has changed, and keep the choice when a link has dropped it.

    Streamlit forgets the widget's own state when code switches the page, so the last value written is also kept.
    """
    in_url, written = st.query_params.get(name), st.session_state.get(f"{name}_in_url")
    choice = st.session_state.get(name, written)
    if in_url in options and (in_url != written or choice not in options):
        choice = in_url
    st.session_state[name] = choice if choice in options else default


def write_choices() -> None:
    """Put the carried choices into the URL, so that it opens the same view for a colleague."""
    for name in CARRIED:
        value = st.session_state.get(name)
        if value and st.query_params.get(name) != value:
            st.query_params[name] = value
        st.session_state[f"{name}_in_url"] = value


def confirm_address(page: str) -> None:
    """Put the parameters into the browser's address again if a link to the same page has just set them.

    Such a link leaves the address as it was, so that reloading would return to the view before.
    """
    shown, params = st.session_state.get(ADDRESS), st.query_params.to_dict()
    if shown and shown[0] == page and shown[1] != params:
        st.query_params.from_dict(params)
    st.session_state[ADDRESS] = page, params


def carried_choices() -> dict[str, str]:
    """Return the organisation, the month and the earlier state as link parameters."""
    chosen = {name: st.session_state[name] for name in CARRIED if st.session_state.get(name)}
    return {**chosen, **({AS_OF: st.query_params[AS_OF]} if AS_OF in st.query_params else {})}


def take_choice(name: str, options: Sequence[str], many: bool = False) -> bool:
    """Let `?name=` in a link set the value of the widget with that key, even when the same link is followed again.

    If `many` values may be chosen, commas separate them. The parameter is then removed, so that it does not override
    later choices on the page. Return whether it set the value.
    """
    value = st.query_params.get(name)
    if value is None:
        return False
    known = [option for option in (value.split(",") if many else [value]) if option in options]
    if known:
        st.session_state[name] = known if many else known[0]
    del st.query_params[name]
    return bool(known)


def own_filter(key: str) -> None:
    """Note that the choice in a widget belongs to its page, although another page has a widget with the same key."""
    st.session_state.setdefault(FILTERS, set()).add(key)


def swap_filters(page: str) -> None:
    """Put away the filters of the page that was left, and bring back what was chosen on this one before.

    So the way back from a document leads to the same rows, and no page starts with the filters of another one.
    """
    left = st.session_state.get(OWNER)
    if left == page:
        return
    keys, chosen = st.session_state.get(FILTERS, set()), st.session_state.setdefault(CHOSEN, {})
    now = {key: st.session_state[key] for key in keys if key in st.session_state}
    if left:
        chosen[left] = now
    for key in now:
        del st.session_state[key]
    st.session_state.update(chosen.get(page, {}))
    st.session_state[OWNER] = page
