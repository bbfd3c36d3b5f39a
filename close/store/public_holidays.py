"""Public holidays by country or by part of a country, from the package `holidays`."""

import re
from datetime import date
from functools import lru_cache

import holidays
from holidays.registry import COUNTRIES

YEARS = 10  # the number of years of holidays that land with a month's settings


@lru_cache
def list_places() -> dict[str, str]:
    """Return the name of each place by its code, sorted by name: a country (NZ) or a part of one (AU-VIC)."""
    titles = {code: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title) for title, code, *_ in COUNTRIES.values()}
    parts = holidays.list_supported_countries(include_aliases=False)
    places = {code: titles[code] for code in parts}
    places |= {f"{code}-{part}": f"{titles[code]}: {part}" for code, known in parts.items() for part in known}
    return dict(sorted(places.items(), key=lambda place: place[1]))


def find_public_holidays(place: str, period: str) -> dict[date, str]:
    """Return a place's public holidays by day, from the year of a period onwards.

    Some dates in later years are estimates.
    """
    country, _, part = place.partition("-")
    first = int(period[:4])
    years = range(first, first + YEARS)
    found = holidays.country_holidays(country, part or None, years, expand=False, language="en_US")
    return dict(sorted(found.items()))
