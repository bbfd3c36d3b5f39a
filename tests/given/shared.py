"""Companies with known errors in `../shared` next to the checkout. Tests that need them are skipped without it."""

from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
PRACTICE = SHARED / "practice"
MISSING = (
    f"NOT TESTED: {SHARED} is missing. The tests on the practice company did not run; "
    "the project's own sample companies were tested."
)


def is_there() -> bool:
    """Return True if the practice company is available."""
    return PRACTICE.exists()
