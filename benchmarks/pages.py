"""The time from starting the app until it is healthy, and each page's first run and rerun for the newest month."""

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from socket import socket
from time import perf_counter, sleep

from benchmarks.measure import ROOT, Figure, in_child, report, timed

START, PAGE = 5.0, 1.0
PATIENCE = 60.0
LIGHT, OTHER = "data/organisation.py", "data/upload.py"


def measure(warehouse: Path, period: str) -> Iterator[Figure]:
    environment = {**os.environ, "TIEOUT_WAREHOUSE": str(warehouse)}
    yield Figure("app, start to healthy", start(environment), START)
    os.environ["TIEOUT_WAREHOUSE"] = str(warehouse)
    from pages.parts.frame.navigation import PAGES  # noqa: PLC0415 - reads the environment when imported

    for page in PAGES.values():
        figures = in_child("pages", page.script, period)
        note = f"{figures['exceptions']:.0f} exceptions shown" if figures["exceptions"] else ""
        yield Figure(f"{page.name}, first run", figures["first"], PAGE, figures["memory"], None, note)
        yield Figure(f"{page.name}, rerun", figures["rerun"], PAGE)


def start(environment: dict[str, str]) -> float:
    """Return the seconds until the server reports that it is healthy."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
    begin = perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", "app.py", *options],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        while perf_counter() - begin < PATIENCE:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health") as answer:
                if answer.status == 200:
                    return perf_counter() - begin
            sleep(0.02)
    finally:
        server.terminate()
        server.wait()
    return float("inf")


def work(figures: dict[str, float]) -> None:
    """Open a page from another page, so that everything is imported but none of its answers is cached."""
    from streamlit.testing.v1 import AppTest  # noqa: PLC0415

    path, period = sys.argv[1:3]
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    app.query_params["organisation"], app.query_params["period"] = "bench", period
    # Before the first run, only pages whose address is their file name can be opened.
    app.switch_page(f"pages/{LIGHT if path != LIGHT else OTHER}").run()
    app.switch_page(f"pages/{path}")
    with timed(figures, "first"):
        app.run()
    with timed(figures, "rerun"):
        app.run()
    figures["exceptions"] = len(app.exception)


if __name__ == "__main__":
    report(work)
