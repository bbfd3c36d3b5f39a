"""Damage to files, drawn from a seeded random: to their bytes, their cells, and the parts of zip files."""

import csv
import io
import zipfile
from collections.abc import Callable
from random import Random

Cells = list[list[str]]
_HOSTILE = (
    "",
    "\0", '"', '""', "'", "=1+1", "=HYPERLINK(0)", "#DIV/0!", "1e999999999", "9" * 400, "-", "(", "1.2.3", "NaN", "∞",
    "0" * 5000, "x" * 200_000, "\r\n", "\u202e", "\ud7ff", "Total", "Grand Total", "31/02/2026", "99999", "0001-01-01",
    "9999-12-31", "1,234.567,89", "٣", "true", "null", "Opening Balance", "Date", "🦆", ",", ";", "\t",
)  # fmt: skip
_BYTES = (b"\0", b'"', b"\n", b"\r", b",", b"\xff", b"\xfe", b"\x80", b"PK", b"[", b"{", b"<", b"=", b"\xef\xbb\xbf")


def damage_bytes(content: bytes, random: Random) -> bytes:
    """Cut, swap, repeat, replace or insert bytes in one to four places."""
    for _ in range(random.randint(1, 4)):
        content = random.choice(_BYTE_WAYS)(content, random)
    return content


def damage_cells(content: bytes, random: Random) -> bytes:
    """Damage the cells of comma-separated text in one to three places, and write it in a random dialect."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig", "replace"), newline="")))
    for _ in range(random.randint(1, 3)):
        if len(rows) > 1 and any(rows):
            random.choice(_CELL_WAYS)(rows, random)
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=random.choice(",;\t|"), lineterminator=random.choice(["\r\n", "\n"])).writerows(rows)
    return text.getvalue().encode(random.choice(["utf-8", "utf-16", "cp1252", "utf-8-sig"]), "replace")


def damage_text(content: bytes, random: Random) -> bytes:
    """Damage JSON, TOML or XML: repeat a part of it deeply, or put a hostile value in place of another."""
    text = content.decode("utf-8", "replace")
    at = random.randrange(len(text) + 1)
    end = min(len(text), at + random.randint(1, 30))
    hostile = random.choice([*_HOSTILE, "[" * 6000, "{" * 6000, '{"a":' * 3000, "1e300000000", "[[" * 900 + "]]" * 900])
    return (text[:at] + hostile + text[end:]).encode("utf-8", "replace")


def damage_archive(content: bytes, random: Random) -> bytes:
    """Damage one part of a zip file or workbook, and zip it again, or damage the bytes of the zip file itself."""
    if random.random() < 0.3:
        return damage_bytes(content, random)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = random.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            damaged = random.choice((damage_text, damage_bytes))(part, random) if name == chosen else part
            new.writestr(random.choice(_NAMES) if name == chosen and random.random() < 0.1 else name, damaged)
    return target.getvalue()


_NAMES = (
    "../../x.csv",
    "/x.csv",
    "a" * 300,
    "x.toml",
    "nul",
    "x.zip",
    "__MACOSX/x",
    ".x",
    "x/y/z.csv",
    "é.csv",
    "C:\\x",
)


def _cut(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _swap(content: bytes, random: Random) -> bytes:
    one, other = sorted(random.randrange(len(content) + 1) for _ in range(2))
    middle = (one + other) // 2
    return content[:one] + content[middle:other] + content[one:middle] + content[other:]


def _repeat(content: bytes, random: Random) -> bytes:
    one, other = sorted(random.randrange(len(content) + 1) for _ in range(2))
    return content[:other] + content[one:other] * random.choice((1, 1, 2, 30)) + content[other:]


def _replace(content: bytes, random: Random) -> bytes:
    at = random.randrange(len(content) + 1)
    return content[:at] + random.choice((*_BYTES, random.randbytes(3))) + content[at + random.randint(0, 3) :]


def _encode(content: bytes, random: Random) -> bytes:
    return content.decode("utf-8", "replace").encode(
        random.choice(["utf-16", "utf-16-be", "utf-32", "utf-7", "cp037"]), "replace"
    )


_BYTE_WAYS: tuple[Callable[[bytes, Random], bytes], ...] = (_cut, _swap, _repeat, _replace, _replace, _replace, _encode)


def _set_cell(rows: Cells, random: Random) -> None:
    row = random.choice(rows)
    if row:
        row[random.randrange(len(row))] = random.choice(_HOSTILE)


def _move_cell(rows: Cells, random: Random) -> None:
    one, other = random.choice(rows), random.choice(rows)
    if one and other:
        at, to = random.randrange(len(one)), random.randrange(len(other))
        one[at], other[to] = other[to], one[at]


def _drop_row(rows: Cells, random: Random) -> None:
    del rows[random.randrange(len(rows))]


def _copy_row(rows: Cells, random: Random) -> None:
    rows.insert(random.randrange(len(rows)), list(random.choice(rows)))


def _drop_cell(rows: Cells, random: Random) -> None:
    row = random.choice(rows)
    if row:
        del row[random.randrange(len(row))]


def _swap_columns(rows: Cells, random: Random) -> None:
    width = max(map(len, rows))
    one, other = random.randrange(width), random.randrange(width)
    for row in rows:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def _drop_column(rows: Cells, random: Random) -> None:
    at = random.randrange(max(map(len, rows)))
    for row in rows:
        del row[at : at + 1]


_CELL_WAYS = (_set_cell, _set_cell, _move_cell, _drop_row, _copy_row, _drop_cell, _swap_columns, _drop_column)
