"""The ways in which people save the same export, and combinations of them in which every pair of ways occurs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import combinations
from random import Random

CHOICES: dict[str, tuple[str, ...]] = {
    "shape": ("comma", "semicolon", "tab", "bar", "workbook", "workbook of text"),
    "encoding": ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"),
    "quotes": ("where needed", "everywhere"),
    "line_end": ("\r\n", "\n", "\r"),
    "day": (
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%Y-%m-%d",
        "%-d %b %Y",
        "%d-%b-%y",
        "%B %-d, %Y",
        "%d.%m.%Y %H:%M",
        "%d/%m/%y",
        "serial",
    ),
    "number": ("1,234.56", "1.234,56", "1 234,56", "1234.56", "1'234.56"),
    "negative": ("-{}", "({})", "{}-", "−{}", "{} CR"),
    "currency": ("{}", "${}", "{} NZD", "€ {}"),
    "top": ("none", "title", "title and blanks", "filters"),
    "order": ("own", "shuffled", "reversed"),
    "added": ("none", "note last", "note first", "blank column"),
    "headers": ("own", "aliases", "capitals", "repeated"),
    "gaps": ("none", "blank rows", "hidden rows"),
    "groups": ("none", "labels once", "labels and subtotals", "months across"),
    "end": ("own", "no total", "bare total", "footer"),
}
_CANDIDATES = 12
# A file that repeats its headers is mostly refused, so only one in this many files does.
_REPEATS = 23


@dataclass(frozen=True)
class Style:
    """One way to save an export. The values are those in CHOICES, and the first of each is the plainest."""

    shape: str = "comma"
    encoding: str = "utf-8"
    quotes: str = "where needed"
    line_end: str = "\r\n"
    day: str = "%d/%m/%Y"
    number: str = "1,234.56"
    negative: str = "-{}"
    currency: str = "{}"
    top: str = "none"
    order: str = "own"
    added: str = "none"
    headers: str = "own"
    gaps: str = "none"
    groups: str = "none"
    end: str = "own"

    @property
    def is_workbook(self) -> bool:
        """True for Excel files."""
        return self.shape.startswith("workbook")

    def describe(self) -> str:
        """Return the values that differ from the plainest style."""
        plain = Style()
        changed = (field.name for field in fields(self) if getattr(self, field.name) != getattr(plain, field.name))
        return ", ".join(f"{name} {getattr(self, name)!r}" for name in changed) or "plain"


def list_styles(subjects: Sequence[str], count: int, seed: int, workbooks: float = 0.3) -> list[tuple[str, Style]]:
    """Return combinations of a subject and a style, the ones with the most pairs not yet seen first.

    `workbooks` is the share of Excel files, which take much longer to read than text.
    """
    random, seen = Random(seed), set[tuple[object, object]]()
    chosen = []
    for number in range(count):
        repeats, is_workbook = number % _REPEATS == 0, random.random() < workbooks
        candidates = [_draw(random, is_workbook=is_workbook, repeats=repeats) for _ in range(_CANDIDATES)]
        subject = subjects[number % len(subjects)]
        best = max(candidates, key=lambda style: len(set(list_pairs(subject, style)) - seen))
        seen.update(list_pairs(subject, best))
        chosen.append((subject, best))
    return chosen


def list_pairs(subject: str, style: Style) -> Iterator[tuple[object, object]]:
    """Return every pair of values in a combination."""
    values = [("subject", subject), *((name, getattr(style, name)) for name in CHOICES)]
    return combinations(values, 2)


def find_missing(styles: Sequence[tuple[str, Style]]) -> set[tuple[object, object]]:
    """Return the pairs of values that no combination has, apart from those that exclude each other."""
    seen = {pair for subject, style in styles for pair in list_pairs(subject, style)}
    names = {"subject": sorted({subject for subject, _ in styles}), **CHOICES}
    every = {((one, a), (other, b)) for one, other in combinations(names, 2) for a in names[one] for b in names[other]}
    return {pair for pair in every - seen if not _excludes(dict(pair))}


def _draw(random: Random, *, is_workbook: bool, repeats: bool) -> Style:
    shapes = [shape for shape in CHOICES["shape"] if shape.startswith("workbook") == is_workbook]
    drawn = {name: random.choice(choices) for name, choices in CHOICES.items() if name != "headers"}
    headers = "repeated" if repeats else random.choice(CHOICES["headers"][:3])
    drawn |= {"shape": random.choice(shapes), "headers": headers}
    days = [day for day in CHOICES["day"] if not _excludes({"shape": drawn["shape"], "day": day})]
    return Style(**{**drawn, "day": drawn["day"] if drawn["day"] in days else random.choice(days)})


def _excludes(pair: dict[str, str]) -> bool:
    """Return True for day numbers, which only workbooks have."""
    return pair.get("day") == "serial" and pair.get("shape", "workbook") != "workbook"
