"""A dashboard that runs while hostile files are uploaded, and the longest time in which it did not answer."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

from tests.journeys.conftest import served

PATHS = ("/_stcore/health", "/")
LONGEST = 2.0
_PAUSE = 0.25


class Watch:
    """The slowest answer of a dashboard, in seconds, and the number of answers other than 200."""

    def __init__(self) -> None:
        self.slowest, self.wrong, self.answers = 0.0, 0, 0

    def ask(self, address: str) -> None:
        """Request the health and the front page once."""
        for path in PATHS:
            began = time.perf_counter()
            try:
                asking = HTTPConnection(address, timeout=60)
                asking.request("GET", path)
                response = asking.getresponse()
                response.read()
                self.wrong += response.status != 200
                asking.close()
            except OSError:
                self.wrong += 1
            self.answers += 1
            self.slowest = max(self.slowest, time.perf_counter() - began)


@contextmanager
def watched(folder: Path) -> Iterator[Watch]:
    """Serve the dashboard over a warehouse folder, and ask it several times a second."""
    with served(folder) as running:
        watch, stop, address = Watch(), Event(), urlsplit(running.url).netloc
        watch.ask(address)  # the first answer takes longer
        watch.slowest = 0

        def go_on() -> None:
            while not stop.wait(_PAUSE):
                watch.ask(address)

        asking = Thread(target=go_on, daemon=True)
        asking.start()
        try:
            yield watch
        finally:
            stop.set()
            asking.join(60)
