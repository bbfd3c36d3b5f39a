"""Sound exports with one hostile cell, cut off, or under a hostile name."""

import csv
import io
import re
from random import Random

from tests.hostile.files import DroppedFile, Upload, list_exports, list_sound_files

NUMBERS = ("1e400", "-1E-400", "NaN", "inf", "-∞", "9" * 40, "99999999999999.99", "-99999999999999.9999", "1e5", "0x10",
           "١٢٣",
           "1,2,3", "--1", "(1", "1)", "£-", "1.2.3", "½", "1_000", "9" * 400, "0.00000000001", "٫5")  # fmt: skip
DAYS = ("31/12/9999", "01/01/0001", "01/01/99999", "29/02/2026", "00/00/0000", "31/12/2099", "01/01/1900",
        "9999-12-31", "0001-01-01",
        "2026-07-31T25:61:61", "1e9", "45000", "31/07/+2026", "٣١/٠٧/٢٠٢٦", "31/12/1969", "29/02/2400")  # fmt: skip
TEXTS = ("\u202egnp.exe", "=HYPERLINK(0)", "@SUM(1)", "<script>alert(1)</script>", "![x](http://x)", "$$\\frac{1}{0}$$",
         "\u0000", "\ud7ff",
         "'; drop table x; --", "{{7*7}}", "%s%n", "\u200b", "a" * 5_000, "\u0301" * 500,
         "\ufeff", "💣", ":material/check:", "|", "C:\\x\\..", "Total")  # fmt: skip
NAMES = ("../../x.csv", "..", "", " ", "a\0b.csv", "\udcff.csv", "con.csv", "x" * 300 + ".csv", "\u202e.csv",
         "a\nb.csv", "/etc/passwd",
         "C:\\x.csv", "Payments 9999-12.csv", "Payments 2026-13.csv", "Payments 0000-00.csv", "2026-07 2026-08.csv",
         "<b>.csv", "`rm`.csv",
         "x.csv.", "💣.csv", "1" * 300 + ".json", "organisation.toml.csv", ".csv", "~$x.csv",
         "Payments 2026-07.CSV", "%2e%2e%2f.csv")  # fmt: skip
_DAY, _NUMBER = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|\d{1,2} \w{3} \d{4}"), re.compile(r"-?[\d,]*\.\d+|-?\d+")


def make_number(random: Random) -> Upload:
    return _replace_cell(random, _NUMBER, random.choice(NUMBERS))


def make_day(random: Random) -> Upload:
    return _replace_cell(random, _DAY, random.choice(DAYS))


def make_text(random: Random) -> Upload:
    return _replace_cell(random, re.compile(r"[A-Za-z].*"), random.choice(TEXTS))


def _replace_cell(random: Random, kind: re.Pattern[str], value: str) -> Upload:
    """Replace one cell of a kind below the headers of an export."""
    file = random.choice(list_exports())
    rows = list(csv.reader(io.StringIO(bytes(file.content).decode("utf-8-sig"), newline="")))
    places = [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if r > 5 and kind.fullmatch(cell)]
    if places:
        row, column = random.choice(places)
        rows[row][column] = value
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return [file._replace(content=text.getvalue().encode("utf-8", "replace"))]


def make_cut(random: Random) -> Upload:
    file = random.choice(list_sound_files())
    content = bytes(file.content)
    return [file._replace(content=content[: random.randrange(len(content))])]


def make_name(random: Random) -> Upload:
    file = random.choice(list_exports())
    folder = random.choice(("", "..", "/", "a/../..", "x" * 300, "\udcff"))
    return [DroppedFile(folder, random.choice(NAMES), file.content)]


def make_crowd(random: Random) -> Upload:
    """Return every export twice or under each other's names, with settings of two companies."""
    files = [*list_exports(), *random.sample(list_exports(), 4)]
    names = random.sample([file.name for file in files], len(files))
    settings = [
        DroppedFile("", "organisation.toml", f'name = "{name}"\nperiod = "2026-07"\n'.encode()) for name in "AB"
    ]
    return [file._replace(name=name) for file, name in zip(files, names, strict=True)] + settings
