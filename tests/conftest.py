"""Set-up shared by every test, so that generated examples are the same on every machine and in every run."""

import pytest
from hypothesis import settings

from tests.given import shared

settings.register_profile("tieout", derandomize=True, deadline=None, print_blob=True)
settings.load_profile("tieout")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Report at the end of a run if some of the tests did not run."""
    if not shared.is_there():
        terminalreporter.write_line(shared.MISSING, red=True, bold=True)
