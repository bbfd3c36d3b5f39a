"""Files in one zip whose bytes depend on nothing but their names and content."""

import io
import zipfile
from collections.abc import Mapping

MOMENT = (2000, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def write(content: Mapping[str, bytes]) -> bytes:
    """The zip of some files, sorted by name, every one with the same date and rights."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = UNIX, READABLE
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content[name])
    return target.getvalue()
