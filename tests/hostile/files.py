"""Parts of hostile uploads that several kinds need: the type of a generator, zip files, and a sound company."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from loaders import DroppedFile
from sample import KESTREL, Faults, simulate, write

Upload = list[DroppedFile]
Make = Callable[[Random], Upload]


def drop(name: str, content: str | bytes) -> Upload:
    """Return an upload of one file."""
    return [DroppedFile("", name, content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)]


def pack(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


@cache
def list_sound_files() -> tuple[DroppedFile, ...]:
    """Return the exports of a small company for one month, with its settings."""
    with TemporaryDirectory() as folder:
        write(simulate(replace(KESTREL, documents=60), seed=1, months=1, faults=Faults.none()), Path(folder))
        (month,) = (Path(folder) / "exports").iterdir()
        return tuple(DroppedFile("", file.name, file.read_bytes()) for file in sorted(month.iterdir()))


def list_exports() -> list[DroppedFile]:
    """Return the sound files without the settings."""
    return [file for file in list_sound_files() if file.name.endswith(".csv")]
