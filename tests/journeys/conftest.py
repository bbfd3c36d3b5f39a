"""A browser connected to the dashboard, started as a user starts it, with landed companies."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

import loaders
import sample
from close.engine.step_cache import FOLDER
from close.store.warehouse import Warehouse

from .screen import HEIGHT, PATIENCE, PICTURES, WIDE

ROOT = Path(__file__).parents[2]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
QUIET = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run")
POLICY = "Content Security Policy"
COMPANY, BOOKLESS = "company", "bookless"
SEED, MONTHS = 7, 3
LEDGER = ("Bills_", "SalesInvoices_", "Bookless", "Harbour")


@dataclass(frozen=True)
class Dashboard:
    """The dashboard's address, and its warehouse folder."""

    url: str
    folder: Path

    def at(self, page: str = "", **parameters: str) -> str:
        """Return the address of a page, as a colleague would send it."""
        return f"{self.url}/{page}?{urlencode(parameters)}" if parameters else f"{self.url}/{page}"


Visit = Callable[..., Page]


@contextmanager
def served(folder: Path, *options: str, **environment: str) -> Iterator[Dashboard]:
    """Serve the dashboard over a warehouse folder, and return once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--server.port", str(port), *options],
            cwd=ROOT,
            env={**os.environ, FOLDER: "", "TIEOUT_WAREHOUSE": str(folder), **environment},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    try:
        assert _answers(server, port), (folder / "server.log").read_text(encoding="utf-8")
        yield Dashboard(f"http://localhost:{port}", folder)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _answers(server: subprocess.Popen[bytes], port: int) -> bool:
    """Ask until the server answers or has ended. Waiting for its end is the pause between two requests."""
    while server.poll() is None:
        try:
            asking = HTTPConnection("localhost", port, timeout=PATIENCE)
            asking.request("GET", "/_stcore/health")
            return asking.getresponse().status == 200
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                server.wait(0.1)
    return False


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Dashboard]:
    """Serve two companies: one with everything, one with Omni's exports but no ledger."""
    folder = tmp_path_factory.mktemp("warehouse")
    land(folder, COMPANY, exports_of(sample.KESTREL, MONTHS, tmp_path_factory.mktemp(COMPANY)))
    bookless = exports_of(replace(sample.KESTREL, name="Bookless Ltd"), 1, tmp_path_factory.mktemp(BOOKLESS))
    land(folder, BOOKLESS, [file for file in bookless if not is_of_ledger(file)])
    with served(folder) as running:
        warm_up(browser, running)
        yield running


def warm_up(browser: Browser, at: Dashboard) -> None:
    """Open a page, so that the server has imported everything before a journey begins."""
    with browser.new_page() as page:
        page.goto(at.at(), timeout=PATIENCE * 1000)
        expect(page.get_by_test_id("stHeading").first).to_be_visible()


def exports_of(company: sample.Company, months: int, folder: Path, faults: sample.Faults | None = None) -> list[Path]:
    """Write a company's exports for some months, with every fault planted or only the given ones."""
    sample.write(sample.simulate(company, SEED, months, faults or sample.Faults.all()), folder)
    return [file for month in sorted((folder / "exports").iterdir()) for file in sorted(month.iterdir())]


def is_of_ledger(file: Path) -> bool:
    """Return True if a file comes from the ledger. The others are Omni's exports and the settings."""
    return file.name.startswith(LEDGER)


def land(folder: Path, organisation: str, files: list[Path]) -> None:
    """Land files by command, so that the screens have content."""
    drop = [(file.parent.name, file.name, file.read_bytes()) for file in files]
    cards = loaders.land(drop, Warehouse(folder, organisation), who="journeys")
    assert not [card.problems for card in cards if card.status not in {"landed", "set_aside"}]


@pytest.fixture
def company(dashboard: Dashboard) -> Warehouse:
    """Return the warehouse of the company with everything."""
    return Warehouse(dashboard.folder, COMPANY)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium on this machine. Nothing is downloaded."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if not found:
        pytest.fail(f"These journeys need one of {', '.join(CHROMIUM)}: install it, then try again.")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=found, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open an address as a new visitor, without a cookie, a session or stored data."""
    visits: list[Page] = []
    errors: list[str] = []
    outside: list[str] = []
    violations: list[str] = []

    def heard(request: Request) -> None:
        is_ours = "/oauth2/" not in request.frame.url  # the provider's page is not one of ours
        if is_ours and urlsplit(request.url).hostname not in {None, "", "localhost"}:
            outside.append(request.url)

    def opened(address: str, scheme: str = "light", width: int = WIDE) -> Page:
        context = browser.new_context(
            color_scheme="dark" if scheme == "dark" else "light",
            viewport={"width": width, "height": HEIGHT},
            accept_downloads=True,
        )
        page = context.new_page()
        visits.append(page)
        page.set_default_timeout(PATIENCE * 1000)
        page.on("request", heard)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: violations.append(message.text) if POLICY in message.text else None)
        page.goto(address)
        return page

    yield opened
    for count, page in enumerate((page for page in visits if not page.is_closed()), 1):
        page.screenshot(path=PICTURES / "last-seen" / f"{request.node.name}-{count}.png")
        page.context.close()
    assert not errors
    assert not outside
    assert not violations
