"""Zip files whose bytes depend only on the names and contents of their members."""

import io
import zipfile
from collections.abc import Mapping

MOMENT = (2000, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o100644 << 16


def write(content: Mapping[str, bytes]) -> bytes:
    """Write a zip file with its members sorted by name, all with the same date and permissions."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in sorted(content):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.create_system, entry.external_attr = UNIX, READABLE
            entry.compress_type = zipfile.ZIP_STORED if name.endswith(".parquet") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content[name])
    return target.getvalue()
