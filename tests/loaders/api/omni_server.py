"""A server on this machine that answers like the Omni API, and the client of it, for which no time passes."""

import base64
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from operator import itemgetter
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loaders.fetching.client import connect
from loaders.fetching.credentials import Credentials
from loaders.fetching.pace import Clock, Pace
from loaders.fetching.saved_lists import SavedList, Scope, fetch

USER, KEY = "acme-api", "k3y-that-nobody-may-see"
SCOPE = Scope(date(2027, 9, 1), date(2027, 9, 30), "Alder & Finch Ltd")
Documents = list[dict[str, Any]]


@dataclass
class Omni:
    """The documents of each list, the requests so far, and what to do before an answer.

    `before` is called with the list, the page and whether only ids are asked for. It may change the documents, or
    return a status to answer with, 0 to cut the connection, or None. `headers` are those of an answer with a status.
    `conditions` are those of each list's first pages.
    """

    lists: dict[str, Documents] = field(default_factory=dict)
    before: Callable[[str, int, bool], int | None] = lambda *_: None
    headers: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int, bool]] = field(default_factory=list)
    conditions: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    url: str = ""

    def full_pages(self, resource: str) -> list[int]:
        """Return the pages of a list that were asked for with every field."""
        return [page for name, page, is_ids in self.asked if name == resource and not is_ids]


@contextmanager
def serve(omni: Omni) -> Iterator[Omni]:
    """Serve on a free port until the block ends."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"omni": omni}))
    thread = Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    omni.url = f"http://127.0.0.1:{server.server_port}/api/v1"
    try:
        yield omni
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version, wbufsize, disable_nagle_algorithm = "HTTP/1.1", -1, True
    omni: Omni

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        resource, page, is_ids = asked.path.rsplit("/", 1)[-1], int(query["page"]), "fields" in query
        self.omni.asked.append((resource, page, is_ids))
        if page == 1 and not is_ids:
            self.omni.conditions[resource].append(query["where"])
        status = self._authorise() or self.omni.before(resource, page, is_ids)
        if status is not None:
            self._answer(status, json.dumps({"message": self.headers["Authorization"]}), self.omni.headers)
            return
        rows = int(query["rows"])
        listed = _select(self.omni.lists.get(resource, []), query["where"])
        documents = sorted(listed, key=itemgetter("id"))
        part = documents[(page - 1) * rows : page * rows]
        shown = [{name: each[name] for name in each.keys() & {"id", "modifiedDate"}} for each in part]
        self._answer(200, json.dumps(shown if is_ids else part), {})

    def _authorise(self) -> int | None:
        expected = base64.b64encode(f"{USER}:{KEY}".encode()).decode()
        return None if self.headers["Authorization"] == f"Basic {expected}" else 401

    def _answer(self, status: int, text: str, headers: dict[str, str]) -> None:
        if status == 0:
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b'[{"id": 1')
            self.close_connection = True
            return
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(text.encode()))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


_CONDITION = re.compile(r"(\w)(\w+)(?: IS NULL|(>=|<)'([^']+)')")
_USUAL = {"modifiedDate >=", "createdDate <"}


def _select(documents: Documents, where: str) -> Documents:
    """Return the documents that meet every condition. A test may leave out when they were created and modified."""
    conditions = [(f"{first.lower()}{rest}", *how) for first, rest, *how in _CONDITION.findall(where)]
    return [each for each in documents if all(_meets(each, *condition) for condition in conditions)]


def _meets(document: dict[str, Any], name: str, how: str, moment: str) -> bool:
    value = document.get(name)
    if value is None:
        return not how or (f"{name} {how}" in _USUAL)
    return bool(how) and (value >= moment if how == ">=" else value < moment)


def hurry() -> Pace:
    """Return a pace whose waits take no time."""
    passed = [0.0]

    def sleep(seconds: float) -> None:
        passed[0] += seconds

    return Pace(Clock(lambda: passed[0], sleep))


def fetch_all(url: str, into: Path) -> dict[str, SavedList]:
    """Fetch and save every list, without any waits."""
    with connect(url, Credentials(USER, KEY), hurry()) as client:
        return {saved.resource: saved for saved in fetch(client, SCOPE, into)}


if __name__ == "__main__":
    fetch_all(sys.argv[1], Path(sys.argv[2]))
