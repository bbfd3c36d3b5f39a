"""The pages of one list that have been fetched so far, in a folder of their own, so that a fetch can be resumed."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from close.systems.files import replace_file, sync_file
from loaders.fetching.client import Entry

_QUESTION = "question.json"


@dataclass(frozen=True)
class PageStore:
    """A folder of pages. Pages are numbered from 1 without gaps, and each file appears only when it is complete."""

    folder: Path

    def open(self, question: Mapping[str, str]) -> None:
        """Keep the pages of an earlier fetch that asked the same question, and delete those of any other."""
        text = json.dumps(question, indent=1, sort_keys=True)
        note = self.folder / _QUESTION
        if not note.is_file() or note.read_text(encoding="utf-8") != text:
            self.delete()
            self.folder.mkdir(parents=True)
            write_file(note, text, self.folder)

    def numbers(self) -> list[int]:
        """Return the numbers of the pages that are kept, up to the first gap."""
        kept: list[int] = []
        for number in count(1):
            if not self._path(number).is_file():
                return kept
            kept.append(number)
        return kept

    def load(self, number: int) -> list[Entry]:
        """Return a page, or an empty one if it is not kept or was damaged by a power failure."""
        try:
            return [Entry(*each) for each in json.loads(self._path(number).read_text(encoding="utf-8"))]
        except (FileNotFoundError, ValueError):
            return []

    def save(self, number: int, page: list[Entry]) -> None:
        """Keep a page, in place of an earlier version. It may be lost in a power failure, and is then fetched again."""
        write_file(self._path(number), json.dumps(page), self.folder, is_durable=False)

    def drop_after(self, number: int) -> None:
        """Delete the pages after the last one."""
        for later in [kept for kept in self.numbers() if kept > number]:
            self._path(later).unlink()

    def delete(self) -> None:
        """Delete all pages."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _path(self, number: int) -> Path:
        return self.folder / f"page-{number:06d}.json"


def write_file(target: Path, text: str, aside: Path, is_durable: bool = True) -> None:
    """Write a file that appears only once it is complete. It replaces any earlier file of this name.

    `aside` is the folder of the unfinished file, on the same disk. A durable file survives a power failure.
    """
    with tempfile.NamedTemporaryFile("w", dir=aside, prefix=".tmp-", delete=False, encoding="utf-8") as file:
        file.write(text)
        file.flush()
        if is_durable:
            sync_file(file.fileno())
    replace_file(Path(file.name), target)
