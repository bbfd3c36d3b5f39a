"""A webhook: the address of a chat or a mailer that takes the digest. It may contain a secret, so no message quotes it.

The address is never written to the warehouse, to a file or to a log.
"""

import json
import logging
import re
from urllib.parse import urlsplit

from close.errors import Refused
from close.texts import WORD_JOINER

SECONDS = 15
_LOCAL = ("localhost", "127.0.0.1", "::1")
_CALLS = re.compile(r"@(?=(?:all|channel|everyone|here)\b)", re.IGNORECASE)
logging.getLogger("httpx").setLevel(logging.WARNING)  # at lower levels it writes the address of each request


class BadWebhook(Refused):
    """Text that is not an address, or an address to which it would go unencrypted. The message does not quote it."""

    def __init__(self) -> None:
        super().__init__(
            "The digest cannot be sent to this webhook. Use an address that begins with https://, as the chat or the "
            "mailer shows it. Only an address on this machine may begin with http://."
        )


class NotDelivered(Refused):
    """A webhook that did not take the digest."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The digest was not delivered: {why}. Check the address of the webhook, and run the same command again."
        )


def send(address: str, text: str, *, is_json: bool) -> None:
    """Post a digest. JSON is sent as it is, and any other text as the field `text`, which chats show.

    Redirects are not followed, so the digest goes nowhere else. Raises BadWebhook, NotDelivered.
    """
    import httpx  # noqa: PLC0415 - it takes a tenth of the start of every command, and few commands send

    check_address(address)
    content = text if is_json else json.dumps({"text": disarm(text)})
    headers = {"Content-Type": "application/json"}
    try:
        answer = httpx.post(address, content=content.encode(), headers=headers, timeout=SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise NotDelivered(f"the webhook could not be reached ({type(error).__name__})") from None
    if not answer.is_success:
        raise NotDelivered(f"the webhook answered with status {answer.status_code}")


def disarm(text: str) -> str:
    """Return text without what a chat would make a link under other words of, or a call to everybody.

    Names in it come from exports, so customers choose them. Slack and Google Chat use angle brackets and know no escape
    for them, and others read Markdown.
    """
    unlinked = re.sub(r"\](?=\()", f"]{WORD_JOINER}", re.sub(r"\\?<", "‹", re.sub(r"\\?>", "›", text)))
    return _CALLS.sub(f"@{WORD_JOINER}", unlinked)


def check_address(address: str) -> None:
    """Check that an address is encrypted, or on this machine. Raises BadWebhook."""
    try:
        parts = urlsplit(address)
        is_local = parts.scheme == "http" and parts.hostname in _LOCAL
        is_safe = bool(parts.hostname) and (parts.scheme == "https" or is_local) and "@" not in parts.netloc
    except ValueError:
        is_safe = False
    if not is_safe:
        raise BadWebhook
