"""What every test shares: examples that are the same on every machine and every run."""

import pytest
from hypothesis import settings

from tests.given import shared

settings.register_profile("tieout", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("tieout")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end of every run that part of the tests did not run, where that is so."""
    if not shared.is_there():
        terminalreporter.write_line(shared.MISSING, red=True, bold=True)
