"""Hostile zip files: bombs, zip files inside zip files, names that lead elsewhere, and false sizes."""

import bz2
import lzma
import struct
import zipfile
from functools import cache
from random import Random

from tests.hostile.files import Upload, drop, list_sound_files, pack

NAMES = ("../../x.csv", "/etc/x.csv", "..", "C:\\x.csv", "..\\..\\x.csv", "nul", "a\0b.csv", "x" * 60_000 + ".csv",
         "a/" * 9_000 + "x.csv", "\u202evsc.x", "con/aux.csv", "./x.csv", "x.csv/",
         " .csv", "__MACOSX/../x.csv", "1a" * 9_000 + ".json")  # fmt: skip


def make_bomb(random: Random) -> Upload:
    blank = random.choice((b"\0", b"a", b"a,b\n", b'"', b"[", b"<table>")) * random.choice((1_000, 2_000_000))
    noise = random.randbytes(len(blank) // 190)
    return drop(
        "exports.zip",
        random.choice(
            (
                lambda: pack({f"{number}.csv": blank + noise for number in range(random.randint(1, 8))}),
                lambda: pack({f"{number}.toml": blank + noise for number in range(random.randint(1, 8))}),
                lambda: _understate(_bomb(zipfile.ZIP_BZIP2)),
                lambda: _understate(_bomb(zipfile.ZIP_LZMA)),
                lambda: _overstate(pack({"a.csv": b"Ref,SOH\n"}), random.choice((10, 2**32 - 1, 5 * 10**8))),
                lambda: pack({f"{number}.csv": b"" for number in range(random.choice((1_999, 60_000)))}),
                lambda: pack({f"{number}.csv": b"Foo,Bar\n1,2\n" for number in range(300)}),
            )
        )(),
    )


def make_inner(random: Random) -> Upload:
    content = pack({"organisation.toml": b'name = "Inner"\nperiod = "2026-07"\n', "x.csv": b"Ref,SOH\nA,1\n"})
    for _ in range(random.randint(1, 40)):
        content = pack({f"a{random.choice(('.zip', '.xlsx', '.csv', '.toml', '.json'))}": content})
    return drop("exports.zip", content)


def make_names(random: Random) -> Upload:
    sound = random.choice(list_sound_files())
    names = random.choices(NAMES, k=3)
    return drop("exports.zip", pack({name: bytes(sound.content) for name in names}))


def make_damage(random: Random) -> Upload:
    """Return a zip file of sound exports with a few bytes of its structure changed."""
    content = bytearray(pack({file.name: bytes(file.content) for file in list_sound_files()[:3]}))
    heads = [at for at in range(len(content)) if content[at : at + 2] == b"PK"]
    for _ in range(random.randint(1, 6)):
        content[min(random.choice(heads) + random.randrange(46), len(content) - 1)] = random.choice((0, 1, 8, 255))
    return drop("exports.zip", bytes(content[: random.choice((len(content), random.randrange(len(content))))]))


@cache
def _bomb(method: int) -> bytes:
    blank = b"\0" * 400_000_000
    packed = bz2.compress(blank) if method == zipfile.ZIP_BZIP2 else lzma.compress(blank)
    stored = bytearray(pack({"a.csv": packed}, zipfile.ZIP_STORED))
    for head, at in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
        struct.pack_into("<H", stored, stored.index(head) + at, method)
    return bytes(stored)


def _understate(content: bytes) -> bytes:
    return _overstate(content, 10)


def _overstate(content: bytes, size: int) -> bytes:
    """Return a zip file that states another size for its first part."""
    changed = bytearray(content)
    struct.pack_into("<L", changed, content.index(b"PK\1\2") + 24, size)
    return bytes(changed)
