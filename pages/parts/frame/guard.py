"""The guard in front of a server with sign-in: uploads, downloads and metrics need a person with a role.

Streamlit checks only that a session exists, and every visitor has one. The guard reads the same signed cookie, forgets
one that is too old, and adds the headers that tell a browser what a page may do.
"""

import json
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util
from streamlit.auth_util import get_cookie_with_chunks, get_origin_from_redirect_uri
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from close.errors import Refused
from pages.parts.frame import people, scripts, sessions
from pages.parts.frame.page_context import is_anywhere
from pages.parts.frame.sign_in import read_auth

DAY = 24 * 60 * 60
CLOSED = ("/_stcore/upload_file", "/_stcore/metrics", "/media/")
# Charts are compiled in the browser (unsafe-eval), and Streamlit writes its styles into the page.
POLICY = {
    "default-src": "'self'",
    "script-src": " ".join(["'self'", "'unsafe-eval'", *scripts.list_hashes()]),
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
Claims = Mapping[str, object]
# Before it refuses a page of another origin, Streamlit would ask a service on the internet for this machine's address,
# and answer nobody meanwhile.
net_util.get_external_ip = lambda: None


class Guard:
    """The middleware between the network and Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse what nobody may have, and pass everything else on."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif _is_closed(scope) and not may_enter(Headers(scope=scope)):
            await PlainTextResponse("Sign in first.", 403)(scope, receive, send)
        else:
            await self._app(_forget_old_sign_in(scope), receive, _add_headers(send))


GUARDS = (Middleware(Guard),)


def may_enter(headers: Headers) -> bool:
    """Return True if a request comes from a person who has a role in an organisation."""
    claims = read_claims(headers)
    try:
        return claims is not None and is_anywhere(people.verified_email(claims))
    except Refused:
        return False


def read_claims(headers: Headers) -> Claims | None:
    """Return what the provider said about the person, or None without a valid cookie whose sign-in has not ended."""
    cookies = cookie_parser(headers.get("cookie", ""))

    def read_one(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1")
        return decode_signed_value(get_cookie_secret(), name, value, max_age_days=sessions.LONGEST / DAY)

    text = get_cookie_with_chunks(read_one, USER_COOKIE_NAME)
    claims = json.loads(text) if text else {}
    is_ours = claims.get("origin") == get_origin_from_redirect_uri()
    return claims if is_ours and claims.get("is_logged_in") and not sessions.has_ended(claims) else None


def _is_closed(scope: Scope) -> bool:
    return any(path in scope["path"] for path in CLOSED) and read_auth() is not None


def _forget_old_sign_in(scope: Scope) -> Scope:
    """Return the scope without the cookies of a sign-in that is too old, so that its session begins signed out."""
    headers = Headers(scope=scope)
    if scope["type"] != "websocket" or USER_COOKIE_NAME not in headers.get("cookie", "") or read_claims(headers):
        return scope
    kept = [(name, value) for name, value in scope["headers"] if name.lower() != b"cookie"]
    others = {k: v for k, v in cookie_parser(headers["cookie"]).items() if not k.startswith(USER_COOKIE_NAME)}
    cookie = "; ".join(f"{name}={value}" for name, value in others.items())
    return {**scope, "headers": [*kept, (b"cookie", cookie.encode("latin-1"))]}


def _add_headers(send: Send) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(HEADERS)
        await send(message)

    return add
