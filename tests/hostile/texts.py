"""Hostile delimited text: bytes that are no text, quotes, a million cells, cells of a megabyte, and line ends."""

from random import Random

from tests.hostile.files import Upload, drop, list_exports

WORDS = (
    "2026-",
    "(",
    "((((",
    "1,",
    "a.",
    "\t ",
    "period to ",
    "31/12/",
    "-",
    "as at ",
    "%",
    "£",
    "to ",
    "Mar 2026 ",
    '""',
    "é",
)


def make_bytes(random: Random) -> Upload:
    content = bytes(random.choice(list_exports()).content)
    at = random.randrange(len(content))
    bad = random.choice(
        (b"\0", b"\0" * 99, b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5", b"\xef\xbb\xbf", b"\x1a", b"\x85", b"\x01")
    )
    mixed = content[:at] + bad * random.choice((1, 2, 999)) + content[at:]
    text = content.decode("utf-8-sig")
    return drop("Payments 2026-07.csv", random.choice((
        mixed, text.encode("utf-16")[: at | 1], text.encode("utf-16-le"), text.encode("utf-32"), text.encode("utf-7"),
        b"\xff\xfe" + content, b"\xef\xbb\xbf" * 3 + content, content.decode("utf-8-sig").encode("cp500"),
    )))  # fmt: skip


def make_quotes(random: Random) -> Upload:
    content = bytes(random.choice(list_exports()).content)
    at = random.randrange(len(content))
    quote = random.choice((b'"', b'"""', b'"' * 9_999, b'","', b'"\n', b'a"b', b'"\r\n' * 9_999))
    return drop("Payments 2026-07.csv", content[:at] + quote + content[at:] * random.choice((1, 40)))


def make_shapes(random: Random) -> Upload:
    wide, long = random.choice((499, 501, 1_000_000)), random.choice((999_999, 1_000_001, 3_000_000))
    delimiter = random.choice(",;\t|")
    return drop("stock.csv", random.choice((
        ("a\n" * 1990 + delimiter * min(wide, 499) + "\n") * random.randint(100, 600), delimiter * wide + "\n",
        "Ref,SOH\n" + "x" * long + ",1\n", '"' + "x" * long + '",1\nRef,SOH\n', "a,b\n" * 700_000, "\n" * 3_000_000,
        "sep=" + delimiter + "\n" + "a" * 9_999, delimiter.join(["Reference"] * 499) + "\n" + ("1" + delimiter) * 400,
        ",".join(str(number) * 40 for number in range(490)) + "\n" + (",".join(["1"] * 490) + "\n") * 900,
    )))  # fmt: skip


def make_line_ends(random: Random) -> Upload:
    text = bytes(random.choice(list_exports()).content).decode("utf-8-sig")
    ends = ("\r", "\n", "\r\n", "\n\r", "\r\r\n", "\u2028", "\x85", "\x0b", "\x0c")
    return drop("Payments 2026-07.csv", "".join(line + random.choice(ends) for line in text.splitlines()))


def make_preambles(random: Random) -> Upload:
    """Return a sound export below a long line, or below thousands of lines, on which patterns could take very long."""
    file = random.choice(list_exports())
    word = random.choice(WORDS)
    long = random.choice((word * (random.choice((9_000, 900_000)) // len(word)), "\n".join([word * 20] * 9_000)))
    quoted = '"' + long.replace('"', '""') + '"' if random.random() < 0.5 else long
    return drop(file.name, quoted.encode() + b"\n" + bytes(file.content))


def make_cells(random: Random) -> Upload:
    """Return a sound export in which one cell is long."""
    file, word = random.choice(list_exports()), random.choice((*WORDS, "9", "x", "0", "SO-", "1.000,"))
    lines = bytes(file.content).decode("utf-8-sig").splitlines()
    at = random.randrange(1, len(lines))
    cells = lines[at].split(",")
    cells[random.randrange(len(cells))] = (
        '"' + word.replace('"', "") * (random.choice((5_000, 400_000)) // len(word)) + '"'
    )
    return drop(file.name, "\n".join([*lines[:at], ",".join(cells), *lines[at + 1 :]]) + "\n")
