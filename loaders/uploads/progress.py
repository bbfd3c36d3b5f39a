"""The progress of an upload: the file being read, and how much of the upload has been read."""

import json
from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """The file being read: its position from 0, the number of files, its name, and the bytes before it and of all."""

    position: int
    files: int
    name: str
    before: int = 0
    size: int = 0

    @property
    def share(self) -> float:
        """The part of the upload that has been read, from 0 to 1, by bytes."""
        return self.before / self.size if self.size else self.position / max(self.files, 1)

    def write(self) -> str:
        """Return the progress as one line, for another process."""
        return json.dumps(self)

    @classmethod
    def read(cls, line: bytes) -> "Progress":
        """Return the progress that another process has written."""
        return cls(*json.loads(line))


Tell = Callable[[Progress], None]


def ignore(_: Progress) -> None:
    """Tell nobody."""
