"""Files that are no exports at all: other formats, nothing, and blanks."""

import io
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq

from tests.hostile.files import Upload, drop

ENDINGS = ("csv", "xlsx", "xls", "json", "toml", "zip", "html", "xml", "ods", "txt", "")
HEADS = (b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b\x08", b"MZ", b"\x7fELF", b"Rar!\x1a\x07", b"7z\xbc\xaf'\x1c",
         b"PK\x03\x04", b"PK\x05\x06",
         b"SQLite format 3\0", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf1", b"BM", b"\xca\xfe\xba\xbe")  # fmt: skip


def make_parquet(random: Random) -> Upload:
    target = io.BytesIO()
    pq.write_table(pa.table({"Reference": ["SO-1"] * 9, "SOH": [1.0] * 9}), target)
    return drop(f"stock.{random.choice(ENDINGS)}", target.getvalue()[: random.choice((9_999, 60))])


def make_other(random: Random) -> Upload:
    return drop(
        f"stock.{random.choice(ENDINGS)}", random.choice(HEADS) + random.randbytes(random.choice((0, 50, 90_000)))
    )


def make_empty(random: Random) -> Upload:
    blank = random.choice(
        (
            b"",
            b" ",
            b"\n" * 900_000,
            b"\0" * 900_000,
            b"\xef\xbb\xbf",
            b"\xff\xfe",
            b"[]",
            b"{}",
            b"<table></table>",
            b",",
            b'""',
            b"null",
        )
    )
    return drop(f"stock.{random.choice(ENDINGS)}", blank)
