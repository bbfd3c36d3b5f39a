"""The way in which the person of an act was identified, for auditors: by a sign-in, or by a name as typed."""

from contextvars import ContextVar

from close.store.authority.people import is_same

SIGNED_IN, TYPED = "sign_in", "typed"
# The name that a sign-in has identified in this thread. Commands never set it.
_identified: ContextVar[str] = ContextVar("identified", default="")


def identify(who: str) -> None:
    """State that a provider has identified a person for the next acts in this thread. A blank name states nobody."""
    _identified.set(who)


def identified() -> str:
    """Return the person whom a provider has identified in this thread, or a blank name."""
    return _identified.get()


def find_source(who: str) -> str:
    """Return SIGNED_IN if a provider has identified the person of an act, otherwise TYPED."""
    known = _identified.get()
    return SIGNED_IN if known and is_same(known, who) else TYPED
