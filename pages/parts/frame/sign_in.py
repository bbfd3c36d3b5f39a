"""Sign-in: whether this server may answer at all, the sign-in page, the way back afterwards, and the user's name.

A provider sends every user back to the front page. The tab itself remembers the address that was requested, so that the
server stores nothing about users it has not identified yet. The address is appended to the tab's origin, so it can lead
to another page of Tieout but never to another machine.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitAPIException

from close.errors import Refused
from close.store.authority.people import ADMINISTRATORS, roles_of
from close.store.warehouse import Warehouse
from pages.parts.frame import naming, people, scripts, sessions
from pages.parts.words import plain, say_count

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
HOW = "See docs/sign-in.md."
SHORTEST = 32  # characters of a cookie secret
HAS_BEGUN = "session_has_begun"


class NotSetUp(Refused):
    """A server with sign-in that is not set up correctly, or without sign-in although it is open to other machines."""


def check_access() -> None:
    """Raise NotSetUp if anybody could get in. Without sign-in, only requests from this machine are answered."""
    if people.has_sign_in():
        _check_cookie_secret()
        return
    for file in map(Path, config.get_option("secrets.files")):
        if file.is_file() and not st.secrets.load_if_toml_exists():
            raise NotSetUp(f"{file} cannot be read, so nobody can sign in. Correct it and start Tieout again. {HOW}")
    addresses = {config.get_option("server.address") or "every address", *config.get_option("server.allowedHosts")}
    if others := sorted(addresses - HERE):
        raise NotSetUp(
            f"This server can be reached from other machines ({', '.join(others)}) without sign-in. Set [auth] in "
            f".streamlit/secrets.toml, or set server.address to localhost. {HOW}"
        )


def _check_cookie_secret() -> None:
    """Raise NotSetUp if somebody could guess the secret that signs cookies, and so sign in as anybody."""
    auth = read_auth() or {}
    secret = str(auth.get("cookie_secret", ""))
    if auth and len(secret) < SHORTEST:
        raise NotSetUp(
            f"cookie_secret in .streamlit/secrets.toml has {say_count(len(secret), 'character')}, and needs {SHORTEST} "
            f"that nobody can guess. Set it to the output of openssl rand -hex 32, and start Tieout again. {HOW}"
        )


def read_auth() -> Mapping[str, Any] | None:
    """Return the section [auth] of the secrets, or None if there is no sign-in."""
    return st.secrets.get("auth") if st.secrets.load_if_toml_exists() else None


def draw_sign_in() -> None:
    """Draw a button for each provider, and have the tab keep its address. Raises NotSetUp."""
    st.title("Tieout", anchor=False)
    st.write("Sign in to see the organisations that you work for.")
    if people.is_over():
        st.caption(
            f"A sign-in ends after {sessions.IDLE // 60} minutes without activity, and in any case after "
            f"{sessions.LONGEST // 3600} hours."
        )
    for provider in _providers():
        label = f"Sign in with {provider}" if provider else "Sign in"
        if st.button(label, type="primary", icon=":material/login:", key=f"sign-in-{provider}"):
            _sign_in(provider)
    scripts.run(scripts.REMEMBER_ADDRESS)


def return_to_address(is_front_page: bool) -> None:
    """Send the tab back to its original address if the session starts on the bare front page.

    This is where a session starts after sign-in.
    """
    if is_front_page and HAS_BEGUN not in st.session_state and not st.query_params:
        with st.sidebar:
            scripts.run(scripts.RETURN_TO_ADDRESS)
    st.session_state[HAS_BEGUN] = True


def draw_no_role() -> None:
    """Draw the page for a user without a role in any organisation."""
    st.title("No role yet", anchor=False)
    st.write(f"You are signed in as **{plain(people.user_name())}**, but you have no role in any organisation.")
    if os.environ.get(ADMINISTRATORS, "").strip():
        st.write("Ask an administrator to add you on the page Organisation.")
    else:
        st.write(
            f"If nobody has a role yet, set {ADMINISTRATORS} to the e-mail addresses of the administrators, separated "
            f"by commas, and restart Tieout. {HOW}"
        )
    draw_log_out()


def draw_user(warehouse: Warehouse) -> None:
    """Draw the current user in the top bar: the name and roles if the server has sign-in, or else a box for a name."""
    name = people.user_name()
    with st.popover(plain(name) or "Your name", icon=":material/person:", width="content"):
        if people.has_sign_in():
            held = ", ".join(sorted(roles_of(warehouse.governing(), people.user_name())))
            st.caption(f"Signed in as **{plain(people.user_name())}**  \n{held}")
            draw_log_out()
        else:
            naming.draw_name()


def draw_log_out() -> None:
    """Draw the button to log out."""
    st.button("Log out", icon=":material/logout:", type="tertiary", on_click=st.logout)


def _providers() -> list[str]:
    """Return the names of `[auth.<name>]`, with a blank one if `[auth]` itself configures the provider."""
    auth = read_auth() or {}
    return [key for key, value in auth.items() if isinstance(value, Mapping) and key != "client_kwargs"] or [""]


def _sign_in(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAPIException as error:
        raise NotSetUp(f"Sign-in is not set up: {error} {HOW}") from error
