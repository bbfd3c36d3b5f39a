"""The time that a sign-in lasts: it ends after some time without activity in any tab, and after a working day."""

import time
from collections.abc import Mapping

# In seconds.
IDLE = 60 * 60
LONGEST = 12 * 60 * 60
clock = time.time
# When each sign-in was last used, by its address and the moment when it began. Both together occur only once.
_SEEN: dict[tuple[object, object], float] = {}


def use(claims: Mapping[str, object]) -> bool:
    """Note that a sign-in is used, and return True if it has not ended."""
    if has_ended(claims):
        return False
    for sign_in in [sign_in for sign_in, seen in _SEEN.items() if seen < clock() - LONGEST]:
        del _SEEN[sign_in]
    _SEEN[_identify(claims)] = clock()
    return True


def has_ended(claims: Mapping[str, object]) -> bool:
    """Return True if a sign-in is too old, or has not been used for too long. One without a moment is never too old."""
    begun = claims.get("iat")
    is_old = isinstance(begun, int | float) and clock() - begun > LONGEST
    return is_old or clock() - _SEEN.get(_identify(claims), clock()) > IDLE


def _identify(claims: Mapping[str, object]) -> tuple[object, object]:
    return claims.get("email"), claims.get("iat")
