"""Timestamps, as an API writes them: whether a column contains plain days or moments, and the day of a moment.

The rule: exports.md#dates.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from close.errors import Refused
from loaders.cells.days import EMPTY_DAYS, DayCell

_PLAIN = 0.95
_STAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)? ?(?P<offset>Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
_MIDNIGHT = re.compile(r"\d{4}-\d\d-\d\d([T ]00:00(:00(\.0+)?)? ?Z?)?", re.IGNORECASE)

_GAP = re.compile(r" (?=[Z+-])")


class ZoneUnknown(Refused):
    """Timestamps whose day depends on the company's time zone, which is not in the settings."""

    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(
            f'Line {line}, {column}: the day of "{text}" depends on the time zone of the company. '
            'Set time_zone in the settings, such as time_zone = "Pacific/Auckland", and upload the file again.'
        )


class NoOffset(Refused):
    """Timestamps in an API's list that do not state their time zone."""

    def __init__(self, line: int, column: str, text: str) -> None:
        super().__init__(
            f'Line {line}, {column}: "{text}" has a time of day but no time zone, so its day is not certain. '
            "Save the list exactly as the API returns it, with times such as 2026-03-31T11:00:00Z."
        )


def decide_zone(cells: Iterable[DayCell], zone: str | None, is_json: bool) -> str | None:
    """Return the time zone in which a column's timestamps become days, or None if they are plain days.

    If at least 95% of the cells are midnight, they are plain days. `zone` is the company's time zone, if known. Outside
    JSON, times without a zone are local. Raises ZoneUnknown, NoOffset.
    """
    filled = [cell for cell in cells if not _is_empty(cell.text)]
    timed = [cell for cell in filled if _STAMP.fullmatch(cell.text) and not _MIDNIGHT.fullmatch(cell.text)]
    midnights = sum(cell.count for cell in filled if _MIDNIGHT.fullmatch(cell.text))
    if not timed or midnights >= _PLAIN * sum(cell.count for cell in filled):
        return None
    local = [cell for cell in timed if not _has_offset(cell.text)]
    if local and is_json:
        raise NoOffset(local[0].line, local[0].column, local[0].text)
    if len(local) == len(timed):
        return None
    if zone is None:
        first = next(cell for cell in timed if _has_offset(cell.text))
        raise ZoneUnknown(first.line, first.column, first.text)
    return zone


def convert_moment(text: str, zone: str) -> date | None:
    """Return the day of a timestamp in a time zone. Return None for any other text, and if it has no time zone."""
    if not _has_offset(text) or _is_empty(text):
        return None
    try:
        return datetime.fromisoformat(_GAP.sub("", text.upper())).astimezone(ZoneInfo(zone)).date()
    except ValueError:
        return None


def describe_zones(zones: Mapping[str, str]) -> str:
    """Return the columns of moments and their time zone, in words for the card."""
    return f"times of {', '.join(zones)} converted to {next(iter(zones.values()))}" if zones else ""


def _has_offset(text: str) -> bool:
    stamp = _STAMP.fullmatch(text)
    return bool(stamp and stamp["offset"])


def _is_empty(text: str) -> bool:
    return text.startswith(tuple(day.isoformat() for day in EMPTY_DAYS))
