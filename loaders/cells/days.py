"""Day cells: a file's date order and the day in each cell (exports.md#dates)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from close.errors import Refused
from loaders.cells.month_names import read_month

ORDERS = {"day-first": "dmy", "month-first": "mdy", "year-first": "ymd"}
EMPTY_DAYS = (date(1900, 1, 1), date(1, 1, 1))

_BUDDHIST = range(2543, 2643)
_EXCEL_EPOCH = date(1899, 12, 30)
_CLOCK = re.compile(
    r"(?<![ T])[ T]++\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]\.?m\.?)?( ?Z|[+-]\d{2}:?\d{2})?$", re.IGNORECASE
)
_NUMBERS = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})$")
_LETTERS = r"[^\W\d_]{3,12}"
_OF = r"(?:(?<= )d(?:e|i|el) )?"
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er)?[ /.-]*{_OF}({_LETTERS})\.?,?[ /.-]*{_OF}(\d{{4}}|\d{{2}})$", re.IGNORECASE
)
_MONTH_DAY = re.compile(rf"({_LETTERS})\.?[ -]*(\d{{1,2}})(?:st|nd|rd|th)?(?:, ?| |-)(\d{{4}}|\d{{2}})$", re.IGNORECASE)
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])(\d\d)$")
# English, German, French, Spanish, Portuguese, Italian, Dutch, Danish and Norwegian, and Swedish.
_WEEKDAYS = (
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lunes martes miércoles jueves viernes sábado domingo",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tisdag lördag söndag",
)
_WEEKDAY = re.compile(
    r"^((mon|tue|wed|thu|fri|sat|sun)([a-z]*day|s|r|rs)?|"
    rf"{'|'.join(' '.join(_WEEKDAYS).split())}|(mo|di|mi|do|fr|sa|so)(?=[.,]))(\.,|[.,])?( (den|de))? +(?=\w)",
    re.IGNORECASE,
)
_VARIED, _WIDE = 4, 6
_SERIAL = re.compile(r"(\d{5})(\.\d+)?$")


class AmbiguousDates(Refused):
    """Dates that can be read in more than one order, when the settings do not choose one."""

    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(
            f'Line {line}, {column}: "{text}" can be read day-first or month-first, and no other date in the file '
            'settles it. Set date_order = "day-first", "month-first" or "year-first" in organisation.toml.'
        )


@dataclass(frozen=True)
class DayCell:
    """A distinct text in a day column, with the number of times it occurs and where it first occurs."""

    text: str
    count: int
    line: int
    column: str


@dataclass(frozen=True)
class DateOrder:
    """A file's date order, and the evidence for it in words for the card."""

    order: str
    evidence: str


def parse_day(text: str, order: str, serials: bool = False) -> date | None:
    """Return the day in a cell, read in the given order, or None. A time of day is dropped.

    If `serials` is true, days counted from 1899-12-30 are also read. Only workbooks contain them.
    """
    text = _WEEKDAY.sub("", _CLOCK.sub("", text))
    if match := _NUMBERS.match(text):
        return _from_numbers(match[1], match[3], match[4], order)
    if match := _DAY_MONTH.match(text):
        return _day(match[3], read_month(match[2]), match[1])
    if match := _MONTH_DAY.match(text):
        return _day(match[3], read_month(match[1]), match[2])
    if match := _COMPACT.match(text):
        return _day(match[1], int(match[2]), match[3])
    if serials and _SERIAL.match(text):
        return _EXCEL_EPOCH + timedelta(days=int(text[:5]))
    return None


def decide_order(cells: Iterable[DayCell], wanted: str | None, serials: bool = False) -> DateOrder:
    """Choose the only order that reads every cell, or the settings' order, or the order with the fewest failures.

    Evidence in the file takes precedence over the settings, and is shown. Raises AmbiguousDates.
    """
    cells = [cell for cell in cells if not parse_day(cell.text, "any", serials)]
    if not cells:
        return DateOrder(wanted or "day-first", "every date shows its own order")
    failures = {order: _count_failures(cells, order) for order in _plausible(cells, wanted)}
    fewest = min(failures.values())
    best = [order for order, count in failures.items() if count == fewest]
    if len(best) == 1:
        return DateOrder(best[0], _evidence(cells, best[0], wanted))
    if wanted in best:
        return DateOrder(wanted or "", "as the settings state")
    odd = next((cell for cell in cells if len({parse_day(cell.text, order) for order in best}) > 1), None)
    if odd:
        raise AmbiguousDates(odd.line, odd.column, odd.text)
    return DateOrder(best[0], "every order gives the same days")


def _plausible(cells: list[DayCell], wanted: str | None) -> list[str]:
    """Drop year-first with two-digit years, unless the settings choose it or some day can be read in no other way.

    Text in a column of days, such as the label of a total, can be read in no order, so it proves none.
    """
    if _seems_year_first(cells):
        return ["year-first"]
    usual = ["day-first", "month-first"]
    others = [cell for cell in cells if all(parse_day(cell.text, order) is None for order in usual)]
    if wanted == "year-first" or any(parse_day(cell.text, "year-first") for cell in others):
        return [*usual, "year-first"]
    return usual


def _seems_year_first(cells: Sequence[DayCell]) -> bool:
    """Return True for days such as 26-07-31, of which the first number stays the same and the last one varies widely.

    Years would do neither: nobody lists the same day of the month in many years.
    """
    found = [_NUMBERS.match(_CLOCK.sub("", cell.text)) for cell in cells]
    pairs = {(int(match[1]), int(match[4])) for match in found if match and len(match[1]) == len(match[4]) == 2}
    firsts, lasts = ({pair[at] for pair in pairs} for at in (0, 1))
    if not pairs or max(firsts) - min(firsts) > 1:
        return False
    return len(lasts) >= _VARIED and max(lasts) - min(lasts) >= _WIDE


def _count_failures(cells: list[DayCell], order: str) -> int:
    return sum(cell.count for cell in cells if parse_day(cell.text, order) is None)


def _evidence(cells: list[DayCell], order: str, wanted: str | None) -> str:
    others = [other for other in ("day-first", "month-first") if other != order]
    telling = (cell for cell in cells if parse_day(cell.text, order))
    cell = next((c for c in telling if all(parse_day(c.text, other) is None for other in others)), cells[0])
    against = f"; the settings state {wanted}" if wanted and wanted != order else ""
    return f'evidence: line {cell.line} "{cell.text}"{against}'


def _from_numbers(first: str, second: str, third: str, order: str) -> date | None:
    if len(first) == 4:
        return _day(first, int(second), third)
    if len(first) > 2 or order not in ORDERS or (order == "year-first" and len(third) > 2):
        return None
    parts = dict(zip(ORDERS[order], (first, second, third), strict=True))
    return _day(parts["y"], int(parts["m"]), parts["d"])


def _day(year: str, month: int, day: str) -> date | None:
    """Build a day. Two-digit years are in this century. One- and three-digit numbers are not years.

    The Buddhist calendar of Thailand is 543 years ahead: 2569 is 2026.
    """
    if len(year) not in {2, 4}:
        return None
    number = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(number - 543 if number in _BUDDHIST else number, month, int(day))
    except ValueError:
        return None
