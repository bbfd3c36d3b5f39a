"""The door: who may come in at all, the page of who has not signed in, and the line that says who has."""

import os
from collections.abc import Mapping
from pathlib import Path

import streamlit as st
from streamlit import config
from streamlit.errors import StreamlitAPIException

from close.errors import Refused
from close.store.people import ADMINISTRATORS, roles_of
from close.store.warehouse import Warehouse
from pages.parts.frame import people
from pages.parts.words import plain

BOX = "name_box"
HERE = frozenset({"localhost", "127.0.0.1", "::1"})
HOW = "docs/sign-in.md says how."


class NotSetUp(Refused):
    """Sign-in is wanted and cannot work, or this server answers to others and has none."""


def check_door() -> None:
    """Raises NotSetUp where anybody could walk in: without sign-in, only this machine is answered."""
    if people.has_sign_in():
        return
    for file in map(Path, config.get_option("secrets.files")):
        if file.is_file() and not st.secrets.load_if_toml_exists():
            raise NotSetUp(f"{file} cannot be read, so that nobody can sign in: mend it and start Tieout again. {HOW}")
    answered = {config.get_option("server.address") or "every address", *config.get_option("server.allowedHosts")}
    if others := sorted(answered - HERE):
        raise NotSetUp(
            f"This server answers to others ({', '.join(others)}), and nobody would have to sign in: set [auth] in "
            f".streamlit/secrets.toml, or let server.address be localhost. {HOW}"
        )


def draw_sign_in() -> None:
    """The page of who is not signed in: a button for each provider. Raises NotSetUp."""
    st.title("Tieout", anchor=False)
    st.write("Sign in to see the organisations that you work for.")
    for provider in _providers():
        label = f"Sign in with {provider}" if provider else "Sign in"
        if st.button(label, type="primary", icon=":material/login:", key=f"sign-in-{provider}"):
            _sign_in(provider)


def draw_stranger() -> None:
    """The page of who is signed in and has no role in any organisation."""
    st.title("No role yet", anchor=False)
    st.write(f"You are signed in as **{plain(people.name())}**, and have no role in any organisation here.")
    if os.environ.get(ADMINISTRATORS, "").strip():
        st.write("Ask an administrator to name you on the page Organisation of the one you work for.")
    else:
        st.write(
            f"If nobody has a role yet: set {ADMINISTRATORS} to the e-mail addresses of those who administer Tieout, "
            f"with commas between them, and start it again. {HOW}"
        )
    draw_log_out()


def draw_person(warehouse: Warehouse) -> None:
    """Who is here, in the sidebar: the person signed in with their roles, or a box for the name of who is not."""
    with st.sidebar:
        if people.has_sign_in():
            held = ", ".join(sorted(roles_of(warehouse.governing(), people.name())))
            st.caption(f"Signed in as **{plain(people.name())}**  \n{held}")
            draw_log_out()
        else:
            _draw_name()


def _draw_name() -> None:
    # Streamlit forgets what a box holds when the page is switched by code, so what was typed is kept beside it.
    st.session_state.setdefault(BOX, people.typed())
    st.text_input("Your name", key=BOX, placeholder=people.LOCAL, max_chars=80, on_change=_keep)
    st.caption("On this machine only; nobody is authenticated. What you do is recorded under this name.")


def draw_log_out() -> None:
    """The way out."""
    st.button("Log out", icon=":material/logout:", type="tertiary", on_click=st.logout)


def _keep() -> None:
    st.session_state[people.TYPED] = st.session_state[BOX]


def _providers() -> list[str]:
    """The names of `[auth.<name>]`; a blank one where `[auth]` itself says where to go."""
    auth = st.secrets.get("auth", {}) if st.secrets.load_if_toml_exists() else {}
    return [key for key, value in auth.items() if isinstance(value, Mapping) and key != "client_kwargs"] or [""]


def _sign_in(provider: str) -> None:
    try:
        st.login(provider or None)
    except StreamlitAPIException as error:
        raise NotSetUp(f"Sign-in is not set up: {error} {HOW}") from error
