"""The current user: the person identified by a provider or, on a local machine, the name that was entered."""

from collections.abc import Mapping
from urllib.parse import unquote

import streamlit as st

from close.errors import Refused
from close.store.authority.identity import identify
from close.store.authority.people import ADMINISTRATORS, Action, clean_name, list_administrators, may
from close.store.warehouse import Warehouse
from pages.parts.frame import sessions
from pages.parts.frame.scripts import NAME_COOKIE

TYPED = "name_typed"
VERIFIED = ("email_verified", "xms_edov")  # claims of a provider; the second is that of Microsoft Entra
LONGEST = 80  # letters of a name


class SignedOut(Refused):
    """Nobody is signed in, or the provider does not identify the user."""


class NotNamed(Refused):
    """An act of a person who has not entered a name, where there is no sign-in."""


class NoSuchOrganisation(Refused):
    """An organisation that does not exist or in which the user has no role.

    Both look the same, so that names do not leak.
    """


class NobodyNamed(Refused):
    """An organisation in which nobody has a role, on a server with sign-in."""


def me(warehouse: Warehouse) -> str:
    """Return the name under which an act is recorded, read again for every act.

    Raises SignedOut, NotNamed, NobodyNamed.
    """
    who = user_name()
    if not who:
        raise NotNamed("Enter your name first. Everything you do here is recorded under it.")
    if has_sign_in() and not has_people(warehouse):
        raise NobodyNamed(
            f"Nobody has a role in {warehouse.organisation} yet. "
            f"Set {ADMINISTRATORS} to the e-mail addresses of its administrators."
        )
    identify(who if has_sign_in() else "")
    return who


def user_name() -> str:
    """Return the e-mail address verified by the provider, or the name entered, which may be blank. Raises SignedOut."""
    if not has_sign_in():
        return typed_name()
    if is_over():
        raise SignedOut("Your sign-in has ended, so nothing was done. Sign in again.")
    return verified_email(st.user.to_dict())


def verified_email(claims: Mapping[str, object]) -> str:
    """Return the e-mail address in what a provider says about a user. Raises SignedOut."""
    email = str(claims.get("email") or "").strip()
    if not claims.get("is_logged_in") or not email:
        raise SignedOut("Sign in first. Everything you do here is recorded under your name.")
    stated = [str(claims[name]).lower() for name in VERIFIED if claims.get(name) is not None]
    if not stated:
        raise SignedOut(
            f"The provider does not state whether {email} is yours. Ask your administrator to have it send the claim "
            f"{VERIFIED[0]}, which is {VERIFIED[1]} at Microsoft."
        )
    if stated[0] not in {"true", "1"}:  # some providers write it as text or a number
        raise SignedOut(f"The provider has not verified that {email} is yours. Verify it there, then sign in again.")
    return email


def typed_name() -> str:
    """Return the name entered in this session, or before in this browser. It is blank if the server has sign-in.

    Whoever uses the browser may change it, so it never identifies anybody.
    """
    if has_sign_in():
        return ""
    entered = st.session_state.get(TYPED)
    return _shorten(unquote(str(st.context.cookies.get(NAME_COOKIE, ""))) if entered is None else str(entered))


def _shorten(name: str) -> str:
    return clean_name(name)[:LONGEST].strip()


def is_named() -> bool:
    """Return whether an act would be recorded under a person's name."""
    return has_sign_in() or bool(typed_name())


def has_sign_in() -> bool:
    """Return whether a provider identifies users. `st.user` has the attribute only if [auth] is set."""
    return "is_logged_in" in st.user


def is_signed_in() -> bool:
    """Return whether the provider has identified a user whose sign-in has not ended. It counts as used now."""
    return bool(st.user.get("is_logged_in")) and sessions.use(st.user.to_dict())


def is_over() -> bool:
    """Return whether the provider has identified a user whose sign-in has ended since."""
    return bool(st.user.get("is_logged_in")) and sessions.has_ended(st.user.to_dict())


def may_look(warehouse: Warehouse) -> bool:
    """Return whether the current user may see an organisation. Without sign-in, everybody may."""
    return not has_sign_in() or has_role(warehouse, user_name())


def may_act(warehouse: Warehouse, action: Action) -> bool:
    """Return whether to offer an act: the user may do it, or has not entered a name yet and is asked for it then.

    An earlier state, which the band at the top says cannot be changed, offers none except to take files out of it.
    """
    if warehouse.past and action != Action.EXPORT:
        return False
    return not is_named() or may(warehouse.governing(), user_name(), action)


def has_role(warehouse: Warehouse, who: str) -> bool:
    """Return whether somebody gave a person a role in an organisation."""
    return has_people(warehouse) and may(warehouse.governing(), who, Action.LOOK)


def admit(warehouse: Warehouse) -> None:
    """Check that the current user may see an organisation. Raises SignedOut, NoSuchOrganisation."""
    if has_sign_in():
        admit_person(warehouse, user_name())


def admit_person(warehouse: Warehouse, who: str) -> None:
    """Check that a person whom a provider has identified may see an organisation. Raises NoSuchOrganisation."""
    if not has_role(warehouse, who):
        raise NoSuchOrganisation(
            f"{who} has no role in an organisation called {warehouse.organisation}, or it does not exist. "
            "Choose one of yours at the top of the page, or ask its administrator."
        )


def has_people(warehouse: Warehouse) -> bool:
    """Return whether anybody has a role. If nobody does, everybody has every role."""
    governing = warehouse.governing()
    return bool(list_administrators() or (governing and governing.people))
