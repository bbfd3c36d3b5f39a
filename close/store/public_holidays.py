"""Public holidays by country or a part of one, as the package `holidays` knows them."""

import re
from datetime import date
from functools import lru_cache

import holidays
from holidays.registry import COUNTRIES

YEARS = 10  # how many years of holidays land with the settings of a month


@lru_cache
def list_places() -> dict[str, str]:
    """Return what each place is called, by its code: a country (NZ) or a part of one (AU-VIC), by name."""
    titles = {code: re.sub(r"(?<=[a-z])(?=[A-Z])", " ", title) for title, code, *_ in COUNTRIES.values()}
    parts = holidays.list_supported_countries(include_aliases=False)
    places = {code: titles[code] for code in parts}
    places |= {f"{code}-{part}": f"{titles[code]}: {part}" for code, known in parts.items() for part in known}
    return dict(sorted(places.items(), key=lambda place: place[1]))


def find_public_holidays(place: str, period: str) -> dict[date, str]:
    """Return the public holidays of a place by day, from the year of a period on. Some of later years are estimates."""
    country, _, part = place.partition("-")
    first = int(period[:4])
    years = range(first, first + YEARS)
    found = holidays.country_holidays(country, part or None, years, expand=False, language="en_US")
    return dict(sorted(found.items()))
