"""Some of the hostile uploads of `python -m tests.hostile`, next to a running dashboard."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.given.variants import spread
from tests.hostile.dashboard import watched
from tests.hostile.inputs import try_inputs
from tests.hostile.kinds import KINDS
from tests.hostile.trial import call

TRIED = 13  # kinds that `make test` tries: the command tries all of them


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory one program used")
def test_hostile_uploads_are_refused_or_land_in_seconds(tmp_path: Path) -> None:
    with watched(tmp_path) as watch:
        result = try_inputs(spread(range(len(KINDS)), TRIED), 0, tmp_path, tell=lambda _: None)
    assert result.faults == []
    assert any(outcome.landed for _, outcome in result.outcomes)
    assert watch.wrong == 0


def count_largest_child() -> int:
    """Return the MB of memory of a child that does nothing."""
    import resource  # noqa: PLC0415 - Windows has none

    subprocess.run([sys.executable, "-I", "-c", ""], check=True)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux says how much memory one program used")
def test_the_memory_of_the_tests_is_not_that_of_an_upload() -> None:
    held = bytearray(b"x") * 2**29
    assert call(count_largest_child) < len(held) // 2**20 < count_largest_child()
