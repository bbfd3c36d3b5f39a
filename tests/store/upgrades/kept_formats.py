"""Small warehouses as past versions wrote them, in `formats/format-N`: `python -m tests.store.upgrades.kept_formats`.

They are never written again. When the format of records changes, the same command adds one for the new format. The
one in `formats/unstated` is older than the numbers of formats.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from close.store.manifests import FORMAT
from tests.given import recorded

KEPT = Path(__file__).parent / "formats"


def keep(folder: Path) -> None:
    """Write an organisation with every kind of record, without the steps that can be computed again."""
    with tempfile.TemporaryDirectory() as place:
        warehouse = recorded.organisation(Path(place))
        shutil.copytree(
            warehouse.folder, folder / warehouse.organisation, ignore=shutil.ignore_patterns("steps", "spill")
        )


def main() -> int:
    """Keep a warehouse in today's format, unless there is one."""
    folder = KEPT / f"format-{FORMAT}"
    if folder.exists():
        print(f"{folder} is kept as it was written. Raise FORMAT in close/store/manifests.py first.", file=sys.stderr)  # noqa: T201
        return 1
    keep(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
