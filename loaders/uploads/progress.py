"""The progress of an upload: the file being read, and how much of the upload has been read."""

from collections.abc import Callable
from typing import NamedTuple

from loaders.files.contents import BYTES, ROWS, Step

# The part of the work on a file that opens it, and the usual number of passes over its rows before they land.
_OPENING, _PASSES, _MOST = 0.2, 4, 0.95


class Progress(NamedTuple):
    """The file being read: its position from 0, the number of files, its name, and the bytes before it and of all.

    `own` is its size in bytes, and `within` the part of the work on it that is done, from 0 to 1. `step` is the last
    thing seen of it: the bytes opened or the rows checked, and the number of all.
    """

    position: int
    files: int
    name: str
    before: int = 0
    size: int = 0
    own: int = 0
    within: float = 0.0
    step: tuple[str, int, int] = (BYTES, 0, 0)

    @property
    def share(self) -> float:
        """The part of the upload that has been read, from 0 to 1, by bytes."""
        done = self.before + self.own * self.within
        return done / self.size if self.size else self.position / max(self.files, 1)


class Reporter:
    """The progress within each file, from the steps of its reading. It never goes back."""

    def __init__(self, tell: "Tell") -> None:
        self._tell, self._last, self._passes = tell, Progress(0, 0, ""), 0

    def begin(self, progress: Progress) -> None:
        """Start with the next file."""
        self._last, self._passes = progress, 0
        self._tell(progress)

    def look(self, step: Step) -> None:
        """Tell a step of the current file."""
        part = step.done / step.total if step.total else 0.0
        within = _OPENING * part
        if step.unit == ROWS:
            within = _OPENING + (1 - _OPENING) * (self._passes + part) / _PASSES
            self._passes += step.done >= step.total
        within = max(self._last.within, min(within, _MOST))
        self._last = self._last._replace(within=within, step=(step.unit, step.done, step.total))
        self._tell(self._last)


Tell = Callable[[Progress], None]


def ignore(_: Progress) -> None:
    """Tell nobody."""
