"""Hostile settings: numbers, depths, wrong types, and paths where a name or a month is expected."""

from random import Random

from close.store.settings import DEFINITION
from tests.hostile.files import Upload, drop, list_sound_files

FILE = "organisation.toml"
PATHS = (
    "../../etc/passwd",
    "/etc/passwd",
    "..",
    "C:\\Windows\\x",
    "con",
    "a/b",
    "~",
    "file:///etc/passwd",
    "\\u0000",
    "\\u202e",
)
ODD = ("[]", "{}", "[[]]", "[1, 'a']", "1979-05-27T07:32:00Z", "07:32:00", "0x7fffffffffffffffffff",
       "true", "''", '"""\n"""',
       "-1", "1e40", "nan", "-inf", "0001-01-01", "9999-12-31", "[9999-12-31]", "{ a = { b = 1 } }", "'x'")  # fmt: skip


def _replace(line: str) -> Upload:
    """Return the sound settings with one line in place of that of the same key."""
    (sound,) = (file for file in list_sound_files() if file.name == FILE)
    key = line.partition("=")[0].strip()
    lines = bytes(sound.content).decode().splitlines()
    kept = [each for each in lines if each.partition("=")[0].strip() != key]
    return drop(FILE, "\n".join([line, *kept]) + "\n")


def make_numbers(random: Random) -> Upload:
    number = random.choice(("1e999999999", "9" * 9_999, "0x" + "f" * 90_000, "nan", "inf", "-1e-400", "1e40", "1" * 41))
    return _replace(f"{random.choice(('materiality', 'past_months', 'quantity_tolerance'))} = {number}")


def make_nesting(random: Random) -> Upload:
    parts = "a." * random.choice((60, 9_000, 200_000))
    depth = random.choice((300, 900, 100_000))
    line = random.choice((
        f"{parts}a = 1", f'"=".{parts}a = 1', f"x = {{ {parts}a = 1 }}", f"[{parts}a]", f"[[{parts}a]]",
        "x = " + "[" * depth + "]" * depth, "x = " + "{ a = " * depth + "1" + " }" * depth,
        "\n".join(f"{'b.' * 9}k{number} = 1" for number in range(20_000)), 'x = "' + "\\\\" * 400_000 + '"',
        "[[holidays]]\n" * 60_000, "x = '''" + "'" * 5 + "a\n" * 300_000, "holidays = [" + "2026-04-03," * 80_000 + "]",
        'people = { reviewer = ["a",' + '"b@c.example",' * 60_000 + "] }",
    ))  # fmt: skip
    return _replace(line)


def make_types(random: Random) -> Upload:
    key = random.choice(
        (*DEFINITION, "period", "holidays", "accounts", "people", "reference_prefixes", "reference_patterns")
    )
    return _replace(f"{key} = {random.choice(ODD)}")


def make_paths(random: Random) -> Upload:
    key = random.choice(("name", "period", "time_zone", "country", "currency", "cogs_prefix"))
    return _replace(f'{key} = "{random.choice(PATHS)}"')


def make_names(random: Random) -> Upload:
    name = random.choice(
        ("x" * 5_000, "x" * 900_000, "<script>alert(1)</script>", "=1+1", "\\ud7ff\\u200f", "a\\nb", " ", "💣" * 90)
    )
    content = f'name = "{name}"\nperiod = "{random.choice(("2026-07", "2099-12", "1990-01", "9999-12", "0000-00"))}"\n'
    return drop(FILE, content)
