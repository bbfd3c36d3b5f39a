"""Requests to the Omni API: paced, repeated while a fault may pass, and refused with a sentence if it does not."""

import email.utils
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

import httpx
from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from close.errors import Refused
from loaders.fetching.credentials import Credentials
from loaders.fetching.pace import Pace
from loaders.files.json_lists import read_field
from loaders.files.list_texts import DamagedList, split_list

BASE_URL = "https://api.cin7.com/api/v1"
ATTEMPTS, LONGEST_WAIT = 8, 600.0
_LOCAL = ("localhost", "127.0.0.1", "::1")
_DENIED, _TOO_MANY, _FAULT = 401, 429, 500
_BACKOFF = wait_exponential_jitter(initial=1, max=60, jitter=1)


class NotSecure(Refused):
    """An address over which others could read the key, or that contains one. The message does not quote it."""

    def __init__(self) -> None:
        super().__init__(
            "The key cannot be sent to this address. Use one that begins with https:// and contains no user or key."
        )


class Denied(Refused):
    """A user or key that Omni does not accept."""

    def __init__(self) -> None:
        super().__init__(
            "Omni did not accept the user and the key. Check both in the settings of the API connection in Omni."
        )


class Unreachable(Refused):
    """An API that did not answer after several attempts, or asks to wait for long."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why} The finished pages are kept. Run the same command again later to continue.")


class UnexpectedAnswer(Refused):
    """An answer that is not a list of documents with an id."""

    def __init__(self, resource: str, what: str) -> None:
        super().__init__(
            f"Omni answered the request for {resource} with {what} instead of a list of documents. "
            "Check that the API connection in Omni may read this list."
        )


class Entry(NamedTuple):
    """A document of a list: its id, the time of its last change, and its text exactly as the API returned it."""

    key: str
    modified: str
    text: str


class _Passing(Exception):
    """A fault that may pass. `seconds` is the wait that the API asks for, if it does."""

    def __init__(self, what: str, seconds: float | None = None) -> None:
        super().__init__(what)
        self.seconds = seconds


@dataclass(frozen=True)
class Client:
    """A connection to the API of one company."""

    http: httpx.Client
    pace: Pace

    def ask(self, resource: str, parameters: Mapping[str, str]) -> list[Entry]:
        """Return one page of a list. Raises Denied, Unreachable, UnexpectedAnswer."""
        attempts = Retrying(
            retry=retry_if_exception_type(_Passing),
            stop=stop_after_attempt(ATTEMPTS),
            wait=_choose_wait,
            sleep=self.pace.clock.sleep,
            reraise=True,
        )
        try:
            return attempts(self._ask_once, resource, parameters)
        except _Passing as error:
            raise Unreachable(f"Omni did not answer {ATTEMPTS} requests in a row ({error}).") from None

    def _ask_once(self, resource: str, parameters: Mapping[str, str]) -> list[Entry]:
        self.pace.wait()
        try:
            response = self.http.get(resource, params=dict(parameters))
        except httpx.TransportError as error:
            raise _Passing(type(error).__name__) from None
        _check_status(resource, response)
        try:
            pairs = split_list(response.text)
        except DamagedList:
            # An object is an answer. Anything else is a list that was cut off on its way.
            if response.text.lstrip().startswith("{"):
                raise UnexpectedAnswer(resource, "a message") from None
            raise _Passing("the answer was cut off") from None
        entries = [
            Entry(read_field(document, "id"), read_field(document, "modifiedDate"), text) for document, text in pairs
        ]
        if not all(entry.key for entry in entries):
            raise UnexpectedAnswer(resource, "documents that have no id")
        return entries


@contextmanager
def connect(base_url: str, credentials: Credentials, pace: Pace) -> Iterator[Client]:
    """Open a connection. Redirects are not followed, so the key goes nowhere else. Raises NotSecure."""
    address = urlsplit(base_url)
    is_local = address.scheme == "http" and address.hostname in _LOCAL
    if not (address.scheme == "https" or is_local) or "@" in address.netloc:
        raise NotSecure
    timeout = httpx.Timeout(60, connect=15)
    auth = (credentials.user, credentials.key)
    with httpx.Client(base_url=base_url.rstrip("/") + "/", auth=auth, timeout=timeout) as http:
        yield Client(http, pace)


def _check_status(resource: str, response: httpx.Response) -> None:
    """Raise the error that a status stands for. Nothing of the answer is quoted, because it may repeat the request."""
    status = response.status_code
    if status == _DENIED:
        raise Denied
    if status == _TOO_MANY or status >= _FAULT:
        seconds = _read_retry_after(response.headers.get("Retry-After", ""))
        if seconds is not None and seconds > LONGEST_WAIT:
            raise Unreachable(f"Omni asks to wait for {seconds / 60:,.0f} minutes before the next request.")
        raise _Passing(f"status {status}", seconds)
    if status != httpx.codes.OK:
        raise UnexpectedAnswer(resource, f"status {status}")


def _read_retry_after(text: str) -> float | None:
    """Return the seconds to wait, which a server states as a number or as the moment when the wait ends."""
    if text.isdigit():
        return float(text)
    try:
        return max(email.utils.parsedate_to_datetime(text).timestamp() - time.time(), 0.0)
    except ValueError:
        return None


def _choose_wait(state: RetryCallState) -> float:
    """Return the wait that the API asks for, or one that grows with each attempt. Both vary a little."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.seconds if isinstance(error, _Passing) else None
    return _BACKOFF(state) if asked is None else asked + _BACKOFF(state) % 1
