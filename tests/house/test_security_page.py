"""Every defence in docs/security.md names a test that exists."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEST = re.compile(r"`(tests/[\w/]+(?:\.py)?)(?:::(\w+))?`")


def find_missing(text: str) -> list[str]:
    """Return the tests in a text that do not exist."""
    found = [(ROOT / path, name) for path, name in TEST.findall(text)]
    return [
        f"{path}::{name}"
        for path, name in found
        if not path.exists() or (name and f"def {name}(" not in path.read_text(encoding="utf-8"))
    ]


def test_every_test_exists() -> None:
    text = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert len(TEST.findall(text)) > 20
    assert not find_missing(text)


def test_a_missing_test_is_found() -> None:
    assert find_missing("`tests/house/test_security_page.py::test_nothing`") != []
    assert find_missing("`tests/house/gone.py`") != []
