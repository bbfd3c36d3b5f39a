"""Companies whose exact truth lies next to the checkout, in `../shared`. Tests that need them run where they are."""

from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
PRACTICE = SHARED / "practice"
MISSING = (
    f"NOT TESTED: {SHARED} is missing. The tests on the practice company did not run; "
    "the project's own sample companies were tested."
)


def is_there() -> bool:
    """Return whether the practice company is at hand."""
    return PRACTICE.exists()
