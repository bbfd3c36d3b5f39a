"""A warehouse of made-up companies, landed once through the loaders, and the dashboard for it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

import loaders
import sample
from close.rules.answers import Answer
from close.signing import answers, builds
from close.store.warehouse import Warehouse
from close.work.legs import Leg, make_legs
from pages.parts.frame import page_context
from tests.given.screens import start, visit

FAULTY, CLEAN, HALF = "faulty", "clean", "half-landed"
SEED, MONTHS = 7, 3
# An incomplete month: the exports landed for it are listed here, and the earlier months are complete.
LANDED_OF_HALF = ("Sales Orders and Credit Notes", "Payments")


@pytest.fixture(scope="session")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Land three organisations: one with every fault, one without any, one with half the exports for its last month."""
    # Answers are cached by organisation and snapshot, so a test with a different warehouse must clear them.
    st.cache_data.clear()
    root = tmp_path_factory.mktemp("warehouse")
    for name in (FAULTY, CLEAN, HALF):
        faults = sample.Faults.of([], times=MONTHS) if name == CLEAN else sample.Faults.all()
        folder = tmp_path_factory.mktemp(name)
        sample.write(sample.simulate(replace(sample.KESTREL, name=f"Kestrel {name}"), SEED, MONTHS, faults), folder)
        exports = folder / "exports"
        _land(root, name, _half(exports) if name == HALF else sorted(exports.rglob("*.*")))
    return root


def _half(exports: Path) -> list[Path]:
    *whole, last = sorted(exports.iterdir())
    return [
        *(file for month in whole for file in sorted(month.iterdir())),
        *(file for file in sorted(last.iterdir()) if file.name.startswith((*LANDED_OF_HALF, "organisation"))),
    ]


def _land(root: Path, organisation: str, files: list[Path]) -> None:
    drop = [(file.parent.name, file.name, file.read_bytes()) for file in files]
    cards = loaders.land(drop, Warehouse(root, organisation), who="tests")
    assert sum(card.status == "landed" for card in cards) >= len(cards) // 2, [card.problems for card in cards]


@pytest.fixture(scope="session", autouse=True)
def scanned() -> Iterator[None]:
    """Look only once for the components that installed packages bring to Streamlit, as a server does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Return the months of each background build that a page wanted to start. None is started."""
    wanted: list[tuple[str, ...]] = []
    monkeypatch.setattr(builds, "start", lambda _, months: wanted.append(tuple(months)))
    return wanted


@pytest.fixture
def open_page(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Open a page by its name in a new session, as a link would. Further arguments are parameters in the URL."""
    monkeypatch.setattr(page_context, "ROOT", warehouse)

    def opened(page: str, organisation: str = FAULTY, **parameters: str) -> AppTest:
        return visit(start(organisation=organisation, **parameters), page)

    return opened


@pytest.fixture
def months(warehouse: Path) -> list[str]:
    """Return the months that have landed, oldest first."""
    return Warehouse(warehouse, FAULTY).head().periods()


@pytest.fixture
def answer(warehouse: Path, months: list[str]) -> Callable[..., Answer]:
    return lambda name, organisation=FAULTY: answers.answer(Warehouse(warehouse, organisation), name, months[-1])


@pytest.fixture
def rows(answer) -> Callable[..., list[dict]]:
    return lambda name, organisation=FAULTY: answer(name, organisation).table.to_pylist()


@pytest.fixture
def legs(rows) -> list[Leg]:
    return make_legs(rows("bridge"), rows("balances")[0])


@pytest.fixture
def writable(
    open_page: Callable[..., AppTest], warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Return a private warehouse, so that no other test sees what lands here."""
    root = Path(shutil.copytree(warehouse, tmp_path / "warehouse"))
    monkeypatch.setattr(page_context, "ROOT", root)
    st.cache_data.clear()
    yield root
    st.cache_data.clear()
