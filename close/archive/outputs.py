"""Files for people, which appear only once they are completely on disk. A former file stays as it was until then."""

from collections.abc import Callable
from pathlib import Path

from close.engine.step_cache import write_aside
from close.systems.files import make_folder, name_path, replace_file, sync_file, sync_folder


def write_output(target: Path, write: Callable[[Path], object]) -> None:
    """Let `write` fill a file next to the target, then put it in the place of the target.

    Both the content and the name survive a power failure. Raises OSError, for example if the disk is full.
    """
    make_folder(target.absolute().parent)
    with name_path(target):
        replace_file(write_aside(target.parent, lambda aside: _write_synced(aside, write)), target)
    sync_folder(target.parent)


def _write_synced(path: Path, write: Callable[[Path], object]) -> None:
    write(path)
    with path.open("rb+") as file:
        sync_file(file.fileno())
