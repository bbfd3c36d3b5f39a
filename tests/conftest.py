"""Set-up shared by every test: the same generated examples everywhere, and steps that one test computed serve all."""

import gc
import os
import shutil
import tempfile

import pytest
from hypothesis import settings

from close.engine.snapshot_database import CONFIG
from close.engine.step_cache import FOLDER
from close.store.witness.keys import ENVIRONMENT as KEY
from tests.given import shared

settings.register_profile("tieout", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("tieout")
CONFIG["threads"] = "1"  # the workers of a run share the processors among them


def pytest_configure(config: pytest.Config) -> None:
    """Let all tests of a run share the steps that they compute: a step is known by what it reads, whoever asks."""
    if not hasattr(config, "workerinput"):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="tieout-steps-")
        os.environ[KEY] = f"{os.environ[FOLDER]}/key/signing-key.pem"  # never that of the person who runs the tests


def pytest_collection_finish() -> None:
    """Never look again for garbage among the modules and tests, which stay until the end."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Delete the steps of this run."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)
        del os.environ[KEY]


@pytest.fixture
def own_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the steps of a test in its own warehouse, as in an installation, so that none is there already."""
    monkeypatch.delenv(FOLDER)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report at the end of a run if some of the tests did not run."""
    if not shared.is_there():
        terminalreporter.write_line(shared.MISSING, red=True, bold=True)
